internal import Files
internal import Glibc
internal import SystemPackage

/// A configuration file written by a program.
package struct DropIn: Sendable {
    private let path: String

    package init(path: String) {
        self.path = path
    }

    /// Replaces the file atomically, readable by everybody; the previous one is kept with the suffix `.old`.
    ///
    /// Its directory and the one above are created if they are missing.
    ///
    /// - Throws: A sentence that says what failed.
    package func replace(with bytes: [UInt8]) throws(HostError) {
        let directory = parent(of: path)
        for directory in [parent(of: directory), directory]
        where mkdir(directory, 0o755) != 0 && errno != EEXIST {
            throw HostError("Failed to create the directory \"\(directory)\"", .last)
        }
        let old = "\(path).old"
        unlink(old)
        if link(path, old) != 0, errno != ENOENT {
            throw HostError("Failed to keep \"\(path)\" as \"\(old)\"", .last)
        }
        let name = String(path.dropFirst(directory.count + 1))
        try AtomicFile(directory: directory, name: name, mode: 0o644).save(bytes)
    }
}
