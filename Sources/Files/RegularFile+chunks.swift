package import SystemPackage

extension OpenFile {
    /// In bytes.
    private static let chunkSize = 256 << 10

    /// Shows everything from here on chunk by chunk, in constant memory.
    ///
    /// - Parameter visitor: Gets each chunk, and answers whether it wants the next one.
    /// - Returns: Whether the visitor wanted all.
    /// - Throws: What read(2) says.
    package func visit(_ visitor: (UnsafeRawBufferPointer) -> Bool) throws(Errno) -> Bool {
        var chunk = [UInt8](repeating: 0, count: Self.chunkSize)
        while true {
            let count = try read(into: &chunk, at: 0)
            guard count > 0 else { return true }
            let goesOn = chunk.withUnsafeBytes { visitor(UnsafeRawBufferPointer(rebasing: $0.prefix(count))) }
            guard goesOn else { return false }
        }
    }
}

extension RegularFile {
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
        var total = 0
        let isWhole = try asked { () throws(Errno) in
            try file.visit { chunk in
                total += chunk.count
                return total <= limit && visitor(chunk)
            }
        }
        guard total <= limit else { throw .tooLarge(limit: limit) }
        return isWhole ? status : nil
    }

    /// Opens a regular file, or for `nil` the standard input, whatever that is.
    package static func open(_ path: String?) throws(FileError) -> OpenFile {
        guard let path else { return try asked { () throws(Errno) in try OpenFile(duplicating: 0) } }
        _ = try status(path)
        let file = try asked { () throws(Errno) in try OpenFile(reading: path) }
        let status = try asked { () throws(Errno) in try file.status() }
        try requireRegular(status)
        return file
    }
}
