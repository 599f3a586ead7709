internal import Files
internal import Glibc
internal import SystemPackage
internal import WatchCore

extension FileStatus {
    /// Who may read the file, which lies at `path`.
    func access(at path: String) -> FileAccess {
        FileAccess(owner: owner, group: group, mode: mode, closedDirectory: Self.closedDirectory(above: path))
    }

    /// The nearest directory above what `path` leads to that does not let everybody pass, or `nil` if all do.
    private static func closedDirectory(above path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        var directory = parent(of: String(cString: resolved))
        while directory != "/" {
            if let status = try? FileStatus(of: directory), status.mode & S_IXOTH == 0 { return directory }
            directory = parent(of: directory)
        }
        return nil
    }
}
