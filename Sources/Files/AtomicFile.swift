internal import Glibc
package import SystemPackage

/// A file whose readers see the old contents or the new ones, never a part.
///
/// The new contents are written beside it under one fixed name, so what a crash leaves behind is replaced by the
/// next save. There must be one writer at a time.
package struct AtomicFile: Sendable {
    package let directory: String
    package let name: String
    private let permissions: FilePermissions
    private let owner: Owner?
    private let isDurable: Bool

    /// Whom a file belongs to.
    package struct Owner: Sendable {
        package var user: UInt32
        package var group: UInt32

        package init(user: UInt32, group: UInt32) {
            (self.user, self.group) = (user, group)
        }
    }

    /// A file that need not be there yet, in a directory that is.
    ///
    /// - Parameters:
    ///   - directory: The directory that it lies in.
    ///   - name: Its name there.
    ///   - mode: Its permission bits, whatever the umask.
    ///   - owner: Who gets it as far as this user may give files away; by default this user.
    ///   - isDurable: Whether it is waited for until the contents are on the disk; otherwise a host that loses its power
    ///     may lose them.
    package init(
        directory: String, name: String, mode: UInt32, owner: Owner? = nil, isDurable: Bool = true
    ) {
        self.directory = directory
        self.name = name
        self.permissions = FilePermissions(rawValue: mode)
        self.owner = owner
        self.isDurable = isDurable
    }

    package var path: String { "\(directory)/\(name)" }

    /// By its ending it is none of the files that collectors of text files read.
    private var newPath: String { "\(directory)/.\(name).tmp" }

    /// Replaces the contents; they are on the disk when it returns, if the file is durable.
    ///
    /// - Throws: What the system says; the old file then stands as it was.
    package func replace(with bytes: [UInt8]) throws(Errno) {
        do throws(Errno) {
            try writeBeside(bytes)
            guard rename(newPath, path) == 0 else { throw .last }
            if isDurable { try OpenFile(directory: directory).synchronize() }
        } catch {
            unlink(newPath)
            throw error
        }
    }

    private func writeBeside(_ bytes: [UInt8]) throws(Errno) {
        unlink(newPath)
        let file = try OpenFile(creating: newPath, permissions.intersection(.ownerReadWrite))
        // Before the mode, which it takes bits from (chown(2)).
        if let owner { file.give(to: owner) }
        try file.set(permissions)
        try file.write(bytes)
        if isDurable { try file.synchronize() }
    }

    /// Removes the file, if it is there.
    package func remove() {
        unlink(path)
    }
}
