internal import Glibc
internal import SystemPackage

/// Reads whole files without acting on anything that is not a regular file.
///
/// Calls block as long as the file system does.
package enum RegularFile {
    /// Reads a file whole, symbolic links followed.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limit: The most bytes that it may have.
    /// - Returns: Its contents.
    /// - Throws: ``FileError/notRegular(_:)`` before it is opened, as opening a FIFO or device may already act.
    package static func read(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
        _ = try status(path)
        return try contents(of: path, limit: limit).bytes
    }

    /// What the file system says of a file, symbolic links followed.
    ///
    /// - Throws: ``FileError/notRegular(_:)`` as well.
    package static func status(_ path: String) throws(FileError) -> FileStatus {
        let status = try asked { () throws(Errno) in try FileStatus(of: path) }
        try requireRegular(status)
        return status
    }

    /// Reads the file whose ``status(_:)`` was asked for just before, or that only friends can have put there.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limit: The most bytes that it may have.
    ///   - followsLinks: Whether it may be a symbolic link.
    /// - Returns: The status just before the contents were read, and those.
    /// - Throws: Why it cannot be read.
    package static func contents(
        of path: String, limit: Int, followsLinks: Bool = true
    ) throws(FileError) -> (status: FileStatus, bytes: [UInt8]) {
        let file = try asked { () throws(Errno) in try OpenFile(reading: path, followsLinks: followsLinks) }
        let status = try asked { () throws(Errno) in try file.status() }
        try requireRegular(status)
        guard status.stamp.size <= limit else { throw .tooLarge(limit: limit) }
        // One byte more than expected, so that the read that finds the end needs no room of its own.
        var bytes = [UInt8](repeating: 0, count: Int(status.stamp.size) + 1)
        do {
            try readAll(file, into: &bytes, limit: limit)
        } catch {
            wipe(&bytes)
            throw error
        }
        return (status, bytes)
    }

    /// Clears what may be a private key from memory.
    package static func wipe(_ bytes: inout [UInt8]) {
        bytes.withUnsafeMutableBytes { buffer in
            if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
        }
    }

    static func requireRegular(_ status: FileStatus) throws(FileError) {
        switch status.type {
        case .regular: return
        case .directory: throw .notRegular("it is a directory")
        case .fifo: throw .notRegular("it is a FIFO")
        case .socket: throw .notRegular("it is a socket")
        default: throw .notRegular("it is a device")
        }
    }

    private static func readAll(
        _ file: borrowing OpenFile, into bytes: inout [UInt8], limit: Int
    ) throws(FileError) {
        var filled = 0
        while true {
            if filled == bytes.count { grow(&bytes) }
            let count = try asked { () throws(Errno) in try file.read(into: &bytes, at: filled) }
            filled += count
            guard filled <= limit else { throw .tooLarge(limit: limit) }
            if count == 0 { break }
        }
        bytes.removeLast(bytes.count - filled)
    }

    /// Makes room without leaving a copy behind.
    private static func grow(_ bytes: inout [UInt8]) {
        var larger: [UInt8] = []
        larger.reserveCapacity(2 * bytes.count)
        larger += bytes
        larger += repeatElement(0, count: bytes.count)
        swap(&bytes, &larger)
        wipe(&larger)
    }

    static func asked<Answer: ~Copyable>(
        _ body: () throws(Errno) -> Answer
    ) throws(FileError) -> Answer {
        do throws(Errno) {
            return try body()
        } catch {
            throw FileError(error)
        }
    }
}
