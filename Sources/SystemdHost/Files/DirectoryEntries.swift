internal import Glibc

/// The entries of a directory, as far as this user may see them.
package enum DirectoryEntries {
    package struct Entry: Sendable {
        package var name: String
        /// A link to a directory is none.
        package var isDirectory: Bool
    }

    /// In no order, without "." and ".."; none where it cannot be read.
    package static func read(_ path: String) -> [Entry] {
        let names = (try? DirectoryNames.read(path)) ?? []
        return names.filter { $0 != "." && $0 != ".." }.map { name in
            var status = stat()
            let isDirectory = lstat("\(path)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
            return Entry(name: name, isDirectory: isDirectory)
        }
    }
}
