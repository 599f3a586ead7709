internal import Files
internal import WatchCore

/// What `reg export` writes of the machine's store, `HKLM\SOFTWARE\Microsoft\SystemCertificates\MY`.
///
/// The file may hold other keys, up to the whole registry's: it is read chunk by chunk, and only the certificates of
/// the personal store are kept.
enum RegistryExportFormat {
    /// A bigger file is not read, in bytes.
    static let sizeLimit = 1 << 30

    static func recognizes(_ bytes: [UInt8]) -> Bool { RegistryText(bytes) != nil }

    static func read(_ bytes: [UInt8]) -> StoreContents {
        guard var reader = RegistryExportReader(bytes) else { return StoreContents() }
        bytes.withUnsafeBytes { reader.take($0) }
        return reader.finish()
    }

    /// Reads the file at `path` chunk by chunk.
    ///
    /// - Returns: Its status and contents, or `nil` if it is not an exported registry file.
    static func read(path: String) throws(FileError) -> (status: FileStatus, contents: StoreContents)? {
        var reader: RegistryExportReader?
        let status = try RegularFile.visit(path, limit: sizeLimit) { chunk in
            if reader == nil { reader = RegistryExportReader(chunk) }
            reader?.take(chunk)
            return reader != nil
        }
        guard var reader, let status else { return nil }
        return (status, reader.finish())
    }
}

/// Collects the certificates of the personal store from an exported registry file.
struct RegistryExportReader {
    private var text: RegistryText
    private var parser = RegistryExportParser()

    /// `start` is the first chunk, which is to be taken after that.
    init?(_ start: some Collection<UInt8>) {
        guard let text = RegistryText(start) else { return nil }
        self.text = text
    }

    mutating func take(_ chunk: UnsafeRawBufferPointer) {
        text.visit(chunk) { parser.take($0) }
    }

    mutating func finish() -> StoreContents {
        parser.finish()
        return parser.contents
    }
}
