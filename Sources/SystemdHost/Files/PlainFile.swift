internal import Files
internal import Glibc
internal import SystemPackage

/// A file that a person asked for.
package enum PlainFile {
    /// Replaces `path` by a file with these contents, or leaves it as it was and throws a sentence.
    ///
    /// A file that was there keeps its mode, and its owner as far as this user may give files away; a new one's mode is
    /// 0644 as far as the umask allows. A symbolic link is followed. Anything else, such as a device, is left
    /// alone: a rename would put a file in its place.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(HostError) {
        var target = path
        var owner: AtomicFile.Owner?
        let mask = umask(0o077)
        umask(mask)
        var mode = 0o644 & ~mask
        if let status = try? FileStatus(of: path) {
            guard status.type == .regular else {
                throw HostError(
                    "\"\(PlainText.escaped(path))\" is not a regular file; use \"-\" for standard output.")
            }
            target = resolved(path) ?? path
            mode = status.mode & 0o777
            owner = AtomicFile.Owner(user: status.owner, group: status.group)
        }
        let name = target.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
        guard !name.isEmpty else { throw HostError("\"\(PlainText.escaped(path))\" does not name a file.") }
        let file = AtomicFile(directory: parent(of: target), name: String(name), mode: mode, owner: owner)
        try file.save(bytes)
    }

    /// Without symbolic links (realpath(3)).
    private static func resolved(_ path: String) -> String? {
        guard let text = realpath(path, nil) else { return nil }
        defer { free(text) }
        return String(cString: text)
    }
}
