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

    /// How many files that were set aside are kept beside it.
    static let asideKept = 3

    private let executor = QueueExecutor(label: "memory")
    private let directory: String
    private var database: Database?

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
            let (state, skipped) = try database.state()
            contents.state = state
            if skipped > 0 {
                contents.damage = "\(skipped) of the rows of \"\(path)\" cannot be read, and were skipped."
            }
            return contents
        } catch {
            return Contents(damage: give(up: error, at: date))
        }
    }

    /// Commits what changed.
    ///
    /// - Parameters:
    ///   - change: what changed.
    ///   - date: on the calendar, now.
    /// - Returns: `nil` when it is on the disk, otherwise whole sentences that say why it is not, and what became of it.
    package func save(_ change: StateChange, at date: Date) -> String? {
        do throws(MemoryError) {
            let database = try open()
            try database.transaction { () throws(MemoryError) in try database.apply(change) }
            return nil
        } catch {
            return give(up: error, at: date)
        }
    }

    /// Leaves a single file behind, which those that only read can open without writing beside it.
    package func close() {
        _ = try? database?.text("PRAGMA journal_mode = DELETE")
        database = nil
    }

    private func open() throws(MemoryError) -> Database {
        if let database { return database }
        let size = try size()
        if size == 0 { throw MemoryError(.unusable, "The memory \"\(path)\" is empty.") }
        let opened = try Database(path, for: .writing)
        // What it writes beside the file gets the same mode.
        if size == nil { chmod(path, 0o600) }
        try opened.prepareForWriting()
        database = opened
        return opened
    }

    /// - Returns: its size in bytes, or `nil` if it does not exist.
    /// - Throws: That it is no regular file, or cannot be looked at.
    private func size() throws(MemoryError) -> Int64? {
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
        return status.stamp.size
    }

    private func give(up error: MemoryError, at date: Date) -> String {
        database = nil
        guard error.kind == .unusable else { return error.description }
        return "\(error) \(setAside(at: date))"
    }

    /// Renames what is there, so that a new one can be begun; of the earlier ones only the latest are kept.
    private func setAside(at date: Date) -> String {
        let beginning = "\(Self.name).damaged-"
        let target = "\(path).damaged-\(date.rfc3339.filter { $0 != "-" && $0 != ":" })"
        guard rename(path, target) == 0 else {
            return "It could not be set aside (\(Errno(rawValue: errno)))."
        }
        // What belongs to it must not be taken for a part of the new one.
        for ending in ["-wal", "-shm", "-journal"] { rename(path + ending, target + ending) }
        let names = DirectoryListing.entries(of: directory).map(\.name).filter { $0.hasPrefix(beginning) }
        let databases = names.filter {
            !$0.hasSuffix("-wal") && !$0.hasSuffix("-shm") && !$0.hasSuffix("-journal")
        }
        for old in databases.sorted().dropLast(Self.asideKept) {
            for name in names where name.hasPrefix(old) { unlink("\(directory)/\(name)") }
        }
        return "It was set aside as \"\(target)\", and a new one is begun."
    }
}
