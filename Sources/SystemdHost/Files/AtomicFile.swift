internal import Glibc

/// A file whose readers see the old contents or the new ones, never a part.
///
/// The new contents are written beside it under one fixed name, so what a crash leaves behind is replaced by the
/// next save. There must be one writer at a time.
package struct AtomicFile: Sendable {
    package let directory: String
    package let name: String
    private let mode: mode_t
    private let owner: Owner?

    /// Whom a file belongs to.
    package struct Owner: Sendable {
        var user: uid_t
        var group: gid_t
    }

    /// Names a file.
    ///
    /// - Parameters:
    ///   - directory: must exist.
    ///   - name: the file's name in it.
    ///   - mode: the permission bits, regardless of the umask.
    ///   - owner: the owner, if this user has permission to give files away, or `nil` for this user.
    package init(directory: String, name: String, mode: UInt32, owner: Owner? = nil) {
        self.directory = directory
        self.name = name
        self.mode = mode
        self.owner = owner
    }

    package var path: String { "\(directory)/\(name)" }

    private var newPath: String { "\(directory)/.\(name).new" }

    /// Replaces the contents; they are on the disk when it returns.
    ///
    /// On an error the old file stands as it was.
    package func replace(with bytes: [UInt8]) throws(HostError) {
        do throws(SystemCallError) {
            try writeBeside(bytes)
            guard rename(newPath, path) == 0 else { throw SystemCallError(errno) }
            try Descriptor(directory, O_RDONLY | O_DIRECTORY).synchronize()
        } catch {
            unlink(newPath)
            throw HostError("Failed to write \"\(path)\"", error.code)
        }
    }

    private func writeBeside(_ bytes: [UInt8]) throws(SystemCallError) {
        unlink(newPath)
        let file = try Descriptor(newPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600 & mode)
        // Before the mode, which it takes bits from (chown(2)).
        if let owner { _ = fchown(file.number, owner.user, owner.group) }
        guard fchmod(file.number, mode) == 0 else { throw SystemCallError(errno) }
        try file.write(bytes)
        try file.synchronize()
    }
}
