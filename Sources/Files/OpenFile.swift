internal import Glibc
package import SystemPackage

/// An open file that is closed where it goes out of use.
package struct OpenFile: ~Copyable {
    private let descriptor: FileDescriptor

    /// Opens a file for reading without acting on it: no waiting for the writer of a FIFO, no terminal taken over.
    ///
    /// - Parameters:
    ///   - path: The file; what it is tells ``status()``.
    ///   - followsLinks: Whether the last part of the path may be a symbolic link.
    /// - Throws: What open(2) says.
    package init(reading path: String, followsLinks: Bool = true) throws(Errno) {
        var options: FileDescriptor.OpenOptions = [.closeOnExec, Self.noTerminal]
        if !followsLinks { options.insert(.noFollow) }
        let opened: FileDescriptor
        do {
            opened = try Self.open(path, .readOnly, options.union(.nonBlocking))
        } catch .wouldBlock {
            // A regular file answers so while another process holds a lease on it (a Samba server, fcntl(2)): the
            // kernel asks for it back, and a blocking open waits for that.
            opened = try Self.open(path, .readOnly, options)
        }
        guard !Descriptors.isSpare(opened.rawValue) else {
            try? opened.close()
            throw .tooManyOpenFiles
        }
        descriptor = opened
    }

    /// Makes a file to be written, which must not be there yet.
    ///
    /// - Parameters:
    ///   - path: Where.
    ///   - permissions: As far as the umask allows.
    /// - Throws: What open(2) says.
    init(creating path: String, _ permissions: FilePermissions) throws(Errno) {
        descriptor = try Self.open(
            path, .writeOnly, [.closeOnExec, .create, .exclusiveCreate, .noFollow], permissions)
    }

    /// Another descriptor of an open file, as of the standard input.
    init(duplicating number: Int32) throws(Errno) {
        descriptor = try typed { try FileDescriptor(rawValue: number).duplicate() }
    }

    /// Opens a directory, to be synchronized.
    init(directory path: String) throws(Errno) {
        descriptor = try Self.open(path, .readOnly, [.closeOnExec, .directory])
    }

    deinit { try? descriptor.close() }

    /// What fstat(2) says.
    package func status() throws(Errno) -> FileStatus {
        FileStatus(try Stat(descriptor))
    }

    /// Everything from here on, at most `limit` bytes.
    package func read(upTo limit: Int) throws(Errno) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65536)
        while bytes.count < limit {
            let count = try read(into: &chunk, at: 0, atMost: limit - bytes.count)
            guard count > 0 else { break }
            bytes += chunk.prefix(count)
        }
        return bytes
    }

    /// One read(2) that no signal interrupts.
    ///
    /// - Parameters:
    ///   - buffer: Where the bytes go.
    ///   - offset: From which place on.
    ///   - limit: The most bytes that are read; by default as many as there is room for.
    /// - Returns: How many bytes came, 0 at the end of the file.
    /// - Throws: What read(2) says.
    func read(into buffer: inout [UInt8], at offset: Int, atMost limit: Int = .max) throws(Errno) -> Int {
        try typed {
            try buffer.withUnsafeMutableBytes { buffer in
                try descriptor.read(
                    into: UnsafeMutableRawBufferPointer(rebasing: buffer[offset...].prefix(limit)))
            }
        }
    }

    /// Writes all of `bytes`.
    func write(_ bytes: [UInt8]) throws(Errno) {
        _ = try typed { try descriptor.writeAll(bytes) }
    }

    /// Gives the file away as far as this user may.
    func give(to owner: AtomicFile.Owner) {
        _ = fchown(descriptor.rawValue, owner.user, owner.group)
    }

    /// Sets the permission bits, whatever the umask.
    func set(_ permissions: FilePermissions) throws(Errno) {
        guard fchmod(descriptor.rawValue, permissions.rawValue) == 0 else { throw .last }
    }

    /// Waits until the file's contents, or a directory's entries, are on the disk.
    func synchronize() throws(Errno) {
        guard fsync(descriptor.rawValue) == 0 else { throw .last }
    }

    /// O_NOCTTY, which swift-system does not name.
    private static let noTerminal = FileDescriptor.OpenOptions(rawValue: O_NOCTTY)

    private static func open(
        _ path: String, _ mode: FileDescriptor.AccessMode, _ options: FileDescriptor.OpenOptions,
        _ permissions: FilePermissions? = nil
    ) throws(Errno) -> FileDescriptor {
        do throws(Errno) {
            return try typed {
                try FileDescriptor.open(path, mode, options: options, permissions: permissions)
            }
        } catch {
            Descriptors.note(error)
            throw error
        }
    }
}

/// Runs what throws `Errno` alone, but does not say so.
private func typed<Result>(_ body: () throws -> Result) throws(Errno) -> Result {
    do {
        return try body()
    } catch {
        throw error as? Errno ?? .ioError
    }
}

extension Errno {
    /// What the last failed call of this thread left behind.
    package static var last: Errno { Errno(rawValue: errno) }
}
