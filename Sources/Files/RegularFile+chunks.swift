internal import SystemPackage

extension RegularFile {
    /// In bytes.
    private static let chunkSize = 256 << 10

    /// Shows a file chunk by chunk, in constant memory.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - limit: The most bytes that it may have.
    ///   - visitor: Gets each chunk, and answers whether it wants the next one.
    /// - Returns: The status just before it was read, or `nil` if the visitor ended it.
    /// - Throws: Why it cannot be read.
    package static func visit(
        _ path: String, limit: Int, _ visitor: (UnsafeRawBufferPointer) -> Bool
    ) throws(FileError) -> FileStatus? {
        let file = try asked { () throws(Errno) in try OpenFile(reading: path) }
        let status = try asked { () throws(Errno) in try file.status() }
        try requireRegular(status)
        var chunk = [UInt8](repeating: 0, count: chunkSize)
        var total = 0
        while true {
            let count = try asked { () throws(Errno) in try file.read(into: &chunk, at: 0) }
            guard count > 0 else { return status }
            total += count
            guard total <= limit else { throw .tooLarge(limit: limit) }
            let goesOn = chunk.withUnsafeBytes { visitor(UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
            guard goesOn else { return nil }
        }
    }
}
