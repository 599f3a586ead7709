internal import Files
package import FoundationEssentials
internal import Glibc
internal import SystemPackage
internal import WatchCore

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

/// `state.json`, in which versions before 0.4.0 kept what has to survive a restart, as bytes; what they mean is the core's
/// business.
package struct StateFile: Sendable {
    /// Largest state that is read, in bytes.
    package static let limit = 64 * 1024 * 1024
    /// The directory that systemd makes for the service.
    package static let serviceDirectory = "/var/lib/connector-watch"

    private let directory: String
    private static let name = "state.json"

    package init(directory: String) {
        self.directory = directory
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

    package var path: String { "\(directory)/\(Self.name)" }

    /// Reads it.
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
}

extension StateFile {
    /// Renames it to `state.json.taken-over`: the memory has what it says.
    package func retire() {
        rename(path, "\(path).taken-over")
    }

    /// Renames a damaged state to `state.json.damaged-<UTC time>` and returns its new path; of the earlier ones only the
    /// latest are kept.
    package func setAside(at date: Date) throws(HostError) -> String {
        do throws(Errno) {
            return try SetAside.rename(Self.name, in: directory, stamp: date.compact)
        } catch {
            throw HostError("Failed to set aside the damaged state \"\(path)\"", error)
        }
    }
}
