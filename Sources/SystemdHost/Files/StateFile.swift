internal import Dispatch
package import FoundationEssentials
internal import Glibc

/// How reading the state went.
package enum StateLoading: Sendable, Equatable {
    /// There is none yet.
    case absent
    case loaded([UInt8])
    /// What is there cannot be a state: no regular file, empty, or larger than the bound; one sentence.
    case damaged(String)
    /// There is something, but it cannot be read; one sentence.
    case unreadable(String)
}

/// `state.json`: what has to survive a restart, as bytes; what they mean is the core's business.
package struct StateFile: Sendable {
    /// Largest state that is read or written, in bytes.
    package static let limit = 64 * 1024 * 1024
    /// The directory that systemd makes for the service.
    package static let serviceDirectory = "/var/lib/connector-watch"
    /// How many damaged states are kept beside it.
    package static let damagedKept = 3

    private let file: AtomicFile
    private let queue = DispatchQueue(label: "state")

    package init(directory: String) {
        file = AtomicFile(directory: directory, name: "state.json", mode: 0o600)
    }

    /// Finds the directory of the state.
    ///
    /// No other directory is used: a daemon that was started by hand must not overwrite the state of the service.
    ///
    /// - Parameter stateDirectory: the value of `STATE_DIRECTORY`, whose first directory counts (systemd.exec(5)).
    /// - Returns: The directory that systemd created, or `nil` if there is none, so that no state is kept.
    package static func standardDirectory(stateDirectory: String?) -> String? {
        stateDirectory?.split(separator: ":").first.map(String.init)
    }

    package var path: String { file.path }

    /// Reads the state; before the first `save`, as it does not wait for one.
    package func load() -> StateLoading {
        do throws(SystemCallError) {
            // Opening a FIFO for reading would wait for a writer.
            let descriptor = try Descriptor(path, O_RDONLY | O_NONBLOCK | O_NOCTTY)
            let status = try descriptor.status()
            guard status.st_mode & S_IFMT == S_IFREG else {
                return .damaged("The state \"\(path)\" is not a regular file.")
            }
            let bytes = try descriptor.read(upTo: Self.limit + 1)
            guard !bytes.isEmpty else { return .damaged("The state \"\(path)\" is empty.") }
            guard bytes.count <= Self.limit else {
                return .damaged("The state \"\(path)\" is larger than \(Self.limit) bytes.")
            }
            return .loaded(bytes)
        } catch {
            if error.code == ENOENT { return .absent }
            return .unreadable(HostError("Failed to read the state \"\(path)\"", error.code).description)
        }
    }

    /// Replaces the state after the saves before it, then reports, both on the file's own queue.
    ///
    /// So a slow disk holds up nobody else. `report` gets `nil` when the state is on the disk, otherwise one
    /// sentence that says why the old one still stands.
    package func save(_ bytes: [UInt8], then report: @escaping @Sendable (_ failure: String?) -> Void) {
        queue.async { @Sendable [self] in report(failure(replacingWith: bytes)) }
    }

    private func failure(replacingWith bytes: [UInt8]) -> String? {
        guard bytes.count <= Self.limit else {
            return "Failed to save the state: it has \(bytes.count) bytes; the limit is \(Self.limit)."
        }
        do throws(HostError) {
            try file.replace(with: bytes)
            return nil
        } catch {
            return error.description
        }
    }
}

extension StateFile {
    /// Renames a damaged state to `state.json.damaged-<UTC time>`, so that a new one can be started, and returns
    /// its new path; of the earlier ones only the latest are kept.
    package func setAside(at date: Date) throws(HostError) -> String {
        let prefix = "\(file.name).damaged-"
        let target = "\(file.directory)/\(prefix)\(CalendarTime.compact(date))"
        guard rename(path, target) == 0 else {
            throw HostError("Failed to set aside the damaged state \"\(path)\"", errno)
        }
        // The names end in the time, so they sort by age.
        let names = (try? DirectoryNames.read(file.directory)) ?? []
        for name in names.filter({ $0.hasPrefix(prefix) }).sorted().dropLast(Self.damagedKept) {
            unlink("\(file.directory)/\(name)")
        }
        return target
    }
}
