internal import Files
internal import WatchCore

/// The drive C: of a Windows host as it is mounted or copied here, and the agents' files on it, however they are spelt.
struct WindowsDrive {
    let host: WindowsHost
    /// Of each agent that is there, in the order of ``WindowsHost/agentFolders``.
    let settingsFiles: [String]
    /// The Network Service's store, or `nil` if it does not exist, as before the first renewal.
    let userStore: String?

    /// Recognizes a directory by its entries.
    ///
    /// - Returns: The drive, or `nil` unless `ProgramData` and `Windows` lie in the directory.
    init?(_ directory: String, _ entries: [DirectoryListing.Entry]) {
        let names = Set(entries.lazy.filter { $0.isDirectory == true }.map { $0.name.lowercased() })
        guard names.isSuperset(of: ["programdata", "windows"]) else { return nil }
        let host = WindowsHost(root: directory)
        self.host = host
        settingsFiles = WindowsHost.agentFolders.compactMap {
            Self.spelling(of: host.settingsFile(of: $0), on: host)
        }
        userStore = Self.spelling(of: host.userStore, on: host)
    }

    /// The path as it is spelt on the drive, or `nil` if it does not exist.
    private static func spelling(of path: String, on host: WindowsHost) -> String? {
        var here = host.root
        for name in path.dropFirst(host.root.count).split(separator: "/") {
            let names = DirectoryListing.entries(of: here).map(\.name)
            let folded = name.lowercased()
            guard
                let entry = names.first(where: { $0 == name })
                    ?? names.filter({ $0.lowercased() == folded }).min()
            else { return nil }
            here = here == "/" ? "/\(entry)" : "\(here)/\(entry)"
        }
        return here
    }
}
