internal import Glibc

extension RegularFile {
    /// In bytes.
    private static let chunkSize = 256 << 10

    /// Shows `visitor` the file at `path` chunk by chunk, until it answers `false`; at most `limit` bytes.
    ///
    /// - Returns: The status of the moment before it was read, or `nil` if the visitor ended it.
    static func visit(
        _ path: String, limit: Int, _ visitor: (UnsafeRawBufferPointer) -> Bool
    ) throws(FileError) -> FileStatus? {
        let file = try open(path)
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .of(errno: errno) }
        try requireRegular(status)
        var chunk = [UInt8](repeating: 0, count: chunkSize)
        var total = 0
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .of(errno: errno) }
            guard count > 0 else { return FileStatus(status) }
            total += count
            guard total <= limit else { throw .tooLarge(limit: limit) }
            let goesOn = chunk.withUnsafeBytes { visitor(UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
            guard goesOn else { return nil }
        }
    }
}
