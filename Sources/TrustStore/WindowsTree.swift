internal import Files
internal import WatchCore

/// Finds files of a Windows host below the directory that its drive is mounted on, whatever the case of their names.
///
/// Copies and some mounts tell the cases apart, which Windows does not. Calls block as long as the file system does.
struct WindowsTree {
    let host: WindowsHost

    init(_ host: WindowsHost) {
        self.host = host
    }

    /// The settings file that `path` stands for: for the pattern that of the first agent that is there.
    func settingsFile(_ path: String) -> String {
        guard path == host.settingsPattern else { return spelling(of: path) }
        let files = WindowsHost.agentFolders.map { spelling(of: host.settingsFile(of: $0)) }
        return files.first(where: FileStatus.hasEntry) ?? path
    }

    /// The path as it is spelt there; as it is given where nothing is there, or outside of the host's drive.
    func spelling(of path: String) -> String {
        let prefix = host.root == "/" ? "/" : host.root + "/"
        guard path.hasPrefix(prefix), !FileStatus.hasEntry(path) else { return path }
        var here = host.root == "/" ? "" : host.root
        for name in path.dropFirst(prefix.count).split(separator: "/") {
            let exact = "\(here)/\(name)"
            here =
                FileStatus.hasEntry(exact) ? exact : entry(name, in: here).map { "\(here)/\($0)" } ?? exact
        }
        return here
    }

    /// What reading the settings comes to where the share itself may be what is missing.
    func reading(_ reading: SettingsReading, of file: String) -> SettingsReading {
        switch reading {
        case .missing(let nearest):
            guard let words = emptiness(of: nearest) else { return reading }
            return .shareUnavailable(path: nearest, detail: words)
        case .unreadable(let words):
            return isSystemError(file) ? .shareUnavailable(path: host.root, detail: words) : reading
        case .read, .malformed, .outOfTime, .shareUnavailable:
            return reading
        }
    }

    /// Why nothing can be found below an existing directory, or `nil` if something could.
    private func emptiness(of directory: String) -> String? {
        guard directory == host.root || directory.hasPrefix("\(host.root)/") else {
            return "the directory \"\(host.root)\" does not exist"
        }
        var listing = DirectoryListing(directory)
        let first = listing.next()
        switch listing.failure {
        case .missing: return "it went away"
        case .tooLarge: return nil
        case .permission, .notRegular, .system: return listing.failure?.words
        case nil: return first == nil ? "it is empty, as a mount point is that nothing is mounted on" : nil
        }
    }

    /// Whether the file system fails, rather than the file.
    private func isSystemError(_ file: String) -> Bool {
        do throws(FileError) {
            _ = try RegularFile.contents(of: file, limit: TrustSettingsReader.sizeLimit)
            return false
        } catch {
            switch error {
            case .system: return true
            case .missing, .permission, .notRegular, .tooLarge: return !FileStatus.isDirectory(host.root)
            }
        }
    }

    /// The first entry of the name in any case.
    private func entry(_ name: Substring, in directory: String) -> String? {
        let wanted = name.lowercased()
        var found: String?
        var listing = DirectoryListing(directory)
        while let entry = listing.next() {
            guard entry.isUTF8, entry.name.lowercased() == wanted else { continue }
            found = found.map { min($0, entry.name) } ?? entry.name
        }
        return found
    }
}
