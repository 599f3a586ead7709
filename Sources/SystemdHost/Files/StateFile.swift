internal import Dispatch
internal import Files
package import FoundationEssentials
internal import Glibc
internal import SystemPackage

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
        do throws(FileError) {
            let bytes = try RegularFile.read(path, limit: Self.limit)
            return bytes.isEmpty ? .damaged("The state \"\(path)\" is empty.") : .loaded(bytes)
        } catch {
            switch error {
            case .missing(.noSuchFileOrDirectory): return .absent
            case .missing(let errno), .permission(let errno), .system(let errno):
                return .unreadable(HostError("Failed to read the state \"\(path)\"", errno).description)
            case .notRegular: return .damaged("The state \"\(path)\" is not a regular file.")
            case .tooLarge(let limit): return .damaged("The state \"\(path)\" is larger than \(limit) bytes.")
            }
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
            try file.save(bytes)
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
            throw HostError("Failed to set aside the damaged state \"\(path)\"", .last)
        }
        // The names end in the time, so they sort by age.
        let names = DirectoryListing.entries(of: file.directory).map(\.name)
        for name in names.filter({ $0.hasPrefix(prefix) }).sorted().dropLast(Self.damagedKept) {
            unlink("\(file.directory)/\(name)")
        }
        return target
    }
}
