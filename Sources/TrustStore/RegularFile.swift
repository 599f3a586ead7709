internal import Glibc

/// Why a file could not be read completely; the text is the system's, or a clause like it.
enum FileError: Error, Equatable {
    /// ENOENT or ENOTDIR: there is nothing, or a broken symbolic link.
    case missing
    /// EACCES or EPERM.
    case permission(String)
    /// A directory, FIFO, socket or device.
    case notRegular(String)
    /// More bytes than the limit.
    case tooLarge(limit: Int)
    case system(String)

    /// The error for an errno after a failed call on a path.
    static func of(errno code: Int32) -> FileError {
        let words = String(cString: strerror(code))
        switch code {
        case ENOENT, ENOTDIR: return .missing
        case EACCES, EPERM: return .permission(words)
        default: return .system(words)
        }
    }
}

/// Reads whole files without acting on anything that is not a regular file.
///
/// Calls block as long as the file system does.
enum RegularFile {
    /// The contents of the file at `path`, symbolic links followed; at most `limit` bytes.
    static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        _ = try status(path)
        return try contents(of: path, limit: limit).bytes
    }

    /// The status of the file at `path`, symbolic links followed.
    static func status(_ path: String) throws(FileError) -> FileStatus {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .of(errno: errno) }
        try requireRegular(status)
        return FileStatus(status)
    }

    /// Reads a file whose ``status(_:)`` was checked just before, because opening a FIFO or device may have effects.
    ///
    /// - Parameters:
    ///   - path: the file, symbolic links followed.
    ///   - limit: the most bytes.
    /// - Returns: The status just before the contents were read, and the contents.
    /// - Throws: Why the file could not be read completely.
    static func contents(
        of path: String, limit: Int
    ) throws(FileError) -> (status: FileStatus, bytes: [UInt8]) {
        let file = try open(path)
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .of(errno: errno) }
        try requireRegular(status)
        guard status.st_size <= limit else { throw .tooLarge(limit: limit) }
        // One byte more than expected, so that the read that finds the end needs no extra space.
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        do {
            try readAll(file, into: &bytes, limit: limit)
        } catch {
            wipe(&bytes)
            throw error
        }
        return (FileStatus(status), bytes)
    }

    /// Clears what may be a private key from memory.
    static func wipe(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { buffer in
            if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
        }
    }

    /// The nearest directory above `path` that exists.
    static func nearestDirectory(above path: String) -> String {
        var rest = path[...]
        while let slash = rest.lastIndex(of: "/"), slash > rest.startIndex {
            rest = rest[..<slash]
            if isDirectory(String(rest)) { return String(rest) }
        }
        return path.hasPrefix("/") ? "/" : "."
    }

    static func isDirectory(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Whether something has this name, even if it is a broken symbolic link.
    static func hasEntry(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0
    }

    static func open(_ path: String) throws(FileError) -> Int32 {
        let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY
        var file = Glibc.open(path, flags | O_NONBLOCK)
        // Another process (a Samba server) may hold a lease on the file (fcntl(2)): the kernel asks for it back, and a
        // blocking open waits for that.
        if file < 0, errno == EWOULDBLOCK { file = Glibc.open(path, flags) }
        guard file >= 0 else { throw .of(errno: errno) }
        return file
    }

    static func requireRegular(_ status: stat) throws(FileError) {
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFDIR: throw .notRegular("it is a directory")
        case S_IFIFO: throw .notRegular("it is a FIFO")
        case S_IFSOCK: throw .notRegular("it is a socket")
        default: throw .notRegular("it is a device")
        }
    }

    private static func readAll(_ file: Int32, into bytes: inout [UInt8], limit: Int) throws(FileError) {
        var filled = 0
        while true {
            if filled == bytes.count { grow(&bytes) }
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(file, $0.baseAddress?.advanced(by: filled), $0.count - filled)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .of(errno: errno) }
            filled += count
            guard filled <= limit else { throw .tooLarge(limit: limit) }
            if count == 0 { break }
        }
        bytes.removeLast(bytes.count - filled)
    }

    /// Enlarges the buffer without leaving a copy in memory.
    private static func grow(_ bytes: inout [UInt8]) {
        var larger: [UInt8] = []
        larger.reserveCapacity(2 * bytes.count)
        larger += bytes
        larger += repeatElement(0, count: bytes.count)
        swap(&bytes, &larger)
        wipe(&larger)
    }
}
