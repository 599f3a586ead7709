internal import Dispatch
internal import Files
package import FoundationEssentials
internal import Glibc
internal import SerialQueue
internal import SystemPackage
package import WatchCore

/// What must survive the daemon's end: a database in its state directory, of which this is the only writer.
///
/// It works on a queue of its own, so a slow disk holds up nobody else. A file that is no memory is set aside and a new one
/// begun; one that cannot be used now is tried again with each commit.
package actor MemoryStore {
    /// What an earlier run left.
    package struct Contents: Sendable {
        /// `nil` if there is nothing, or nothing usable.
        package var state: SavedState?
        /// Whole sentences: why what is there cannot be used, and what became of it.
        package var damage: String?
        /// Whether a state of an earlier version may be taken over.
        package var isNew = false
    }

    private let executor = QueueExecutor(label: "memory")
    private let directory: String
    private var database: Database?
    /// Of the file that is open.
    private var identity: FileIdentity?
    /// Whether there may be a state of an earlier run that could not be read.
    private var isUnread = false
    /// Where it was copied to.
    private var unreadCopy: String?
    /// Counted from 1970, when what is too old was last dropped.
    private var tidiedHour: Double?

    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    package init(directory: String) {
        self.directory = directory
    }

    /// The name of the database in its directory.
    package static let name = "memory.db"

    package nonisolated var path: String { "\(directory)/\(Self.name)" }

    /// Reads what an earlier run left; before the first commit.
    ///
    /// - Parameter date: on the calendar, now.
    /// - Returns: what there is.
    package func load(at date: Date) -> Contents {
        do throws(MemoryError) {
            let database = try open()
            guard try database.isWritten() else { return Contents(isNew: true) }
            var contents = Contents()
            let (state, skipped) = try database.state(at: date)
            contents.state = state
            if skipped > 0 {
                contents.damage = "\(skipped) of the rows of \"\(path)\" cannot be read, and were skipped."
            }
            return contents
        } catch {
            isUnread = error.kind == .unavailable
            return Contents(damage: give(up: error, at: date))
        }
    }

    /// How a commit went.
    package struct Report: Sendable, Equatable {
        /// `nil` when it is on the disk, otherwise whole sentences that say why it is not, and what became of it.
        package var failure: String?
        /// One sentence about what had to go for want of room.
        package var loss: String?
    }

    /// Commits what changed.
    ///
    /// - Parameters:
    ///   - change: what changed.
    ///   - date: on the calendar, now.
    /// - Returns: how it went.
    package func save(_ change: StateChange, at date: Date) -> Report {
        do throws(MemoryError) {
            let database = try open()
            let copied = try keepUnread(in: database, at: date)
            var change = change
            if copied != nil { change.isWhole = true }
            try database.transaction { () throws(MemoryError) in
                if copied != nil { try database.endIncidents(at: date) }
                try database.apply(change)
            }
            isUnread = false
            let dropped = change.hours.isEmpty ? nil : tidy(database, change.history, at: date)
            let losses = [copied, dropped].compactMap(\.self)
            return Report(loss: losses.isEmpty ? nil : losses.joined(separator: " "))
        } catch {
            return Report(failure: give(up: error, at: date))
        }
    }

    /// Keeps a copy of what an earlier run left, if this one could not read it when it began, before it is replaced.
    ///
    /// - Returns: A sentence about it, or `nil` if there is nothing to keep.
    /// - Throws: Why there is no copy.
    private func keepUnread(in database: Database, at date: Date) throws(MemoryError) -> String? {
        guard isUnread, try database.isWritten() else { return nil }
        // One is enough, however often the commit after it fails.
        let copy = unreadCopy ?? "\(directory)/\(SetAside.name(Self.name, .unread, stamp: date.compact))"
        if unreadCopy == nil {
            try database.copy(to: copy)
            unreadCopy = copy
            SetAside.limit(Self.name, .unread, in: directory)
        }
        return """
            The memory "\(path)" can be used again, which this run could not read when it began: what it held of alerts and \
            certificates was copied to "\(copy)", and this run goes on without it.
            """
    }

    /// Drops what is too old, or too much, once in each hour of the calendar.
    ///
    /// What was committed is safe whether or not this can be done; it is tried again with the next commit.
    private func tidy(_ database: Database, _ limits: HistoryLimits, at date: Date) -> String? {
        let hour = (date.timeIntervalSince1970 / 3600).rounded(.down)
        guard hour != tidiedHour,
            (try? database.forget(olderThan: limits.keep.components.seconds / 86_400, at: date)) != nil,
            let gone = try? database.shrink(to: limits.size)
        else { return nil }
        tidiedHour = hour
        guard gone.incidents + gone.days > 0 else { return nil }
        return """
            The memory "\(path)" has reached SizeLimit= (\(limits.size) bytes): the oldest \(gone.incidents) incidents and \
            \(gone.days) daily figures were dropped.
            """
    }

    /// Leaves a single file behind, which those that only read can open without writing beside it.
    package func close() {
        _ = try? database?.text("PRAGMA journal_mode = DELETE")
        database = nil
    }

    private func open() throws(MemoryError) -> Database {
        let status = try status()
        if let database, let identity {
            if status?.stamp.identity == identity { return database }
            self.database = nil
            throw MemoryError(
                .unavailable, "The memory \"\(path)\" was moved or replaced while it was in use.")
        }
        if status?.stamp.size == 0 { throw MemoryError(.unusable, "The memory \"\(path)\" is empty.") }
        let opened = try Database(path, for: .writing)
        // What it writes beside the file gets the same mode.
        if status == nil { chmod(path, 0o600) }
        do throws(MemoryError) {
            try opened.prepareForWriting()
        } catch {
            // An empty file would be taken for one that was damaged.
            if status == nil { unlink(path) }
            throw error
        }
        (database, identity) = (opened, try self.status()?.stamp.identity)
        return opened
    }

    /// - Returns: that of the file, or `nil` if it does not exist.
    /// - Throws: That it is no regular file, or cannot be looked at.
    private func status() throws(MemoryError) -> FileStatus? {
        let status: FileStatus
        do throws(Errno) {
            status = try FileStatus(of: path, followsLinks: false)
        } catch {
            if error == .noSuchFileOrDirectory { return nil }
            throw MemoryError(.unavailable, "The memory \"\(path)\" cannot be used: \(error).")
        }
        guard status.type == .regular else {
            throw MemoryError(.unusable, "The memory \"\(path)\" is not a regular file.")
        }
        return status
    }

    private func give(up error: MemoryError, at date: Date) -> String {
        Descriptors.noteFailureOfLibrary()
        // On a full disk a connection that is open still reads, and a new one cannot be made.
        guard error.kind == .unusable else { return error.description }
        database = nil
        return "\(error) \(setAside(at: date))"
    }

    private func setAside(at date: Date) -> String {
        do throws(Errno) {
            // What belongs to it must not be taken for a part of the new one.
            let target = try SetAside.rename(
                Self.name, in: directory, stamp: date.compact, companions: ["-wal", "-shm", "-journal"])
            return "It was set aside as \"\(target)\", and a new one is begun."
        } catch {
            return "It could not be set aside (\(error))."
        }
    }
}
