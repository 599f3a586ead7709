internal import Glibc

/// A file that a person asked for.
package enum PlainFile {
    /// Replaces `path` by a file with these contents, or leaves it as it was and throws a sentence.
    ///
    /// Its mode is 0644 as far as the umask allows; a symbolic link is followed. What is no regular file, as a device, is
    /// left alone: a rename would put a file in its place.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(HostError) {
        var status = stat()
        var target = path
        if stat(path, &status) == 0 {
            guard status.st_mode & S_IFMT == S_IFREG else {
                throw HostError(
                    "\"\(PlainText.escaped(path))\" is no regular file; \"-\" writes to standard output.")
            }
            target = resolved(path) ?? path
        }
        let mask = umask(0o077)
        umask(mask)
        let parts = target.split(separator: "/", omittingEmptySubsequences: false)
        let parent = parts.dropLast().joined(separator: "/")
        let directory = parent.isEmpty ? (target.hasPrefix("/") ? "/" : ".") : parent
        guard let name = parts.last, !name.isEmpty else {
            throw HostError("\"\(PlainText.escaped(path))\" names no file.")
        }
        try AtomicFile(directory: directory, name: String(name), mode: 0o644 & ~mask).replace(with: bytes)
    }

    /// Without symbolic links (realpath(3)).
    private static func resolved(_ path: String) -> String? {
        guard let text = realpath(path, nil) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }
}
