internal import Files
internal import Glibc
internal import SystemPackage

/// A configuration file that a program writes for a person.
package struct DropIn: Sendable {
    private let path: String

    package init(path: String) {
        self.path = path
    }

    /// Replaces it at once, for everybody to read; what stood there is kept beside it with `.old` at the end of its name.
    ///
    /// Its directory, and the one above, are made where they are missing.
    package func replace(with bytes: [UInt8]) throws(HostError) {
        let directory = parent(of: path)
        for directory in [parent(of: directory), directory]
        where mkdir(directory, 0o755) != 0 && errno != EEXIST {
            throw HostError("The directory \"\(directory)\" could not be made", .last)
        }
        let old = "\(path).old"
        unlink(old)
        if link(path, old) != 0, errno != ENOENT {
            throw HostError("What stands in \"\(path)\" could not be kept as \"\(old)\"", .last)
        }
        let name = String(path.dropFirst(directory.count + 1))
        try AtomicFile(directory: directory, name: name, mode: 0o644).save(bytes)
    }
}
