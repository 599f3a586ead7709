internal import COpenSSL
internal import Certificates

/// One block of a PEM file (RFC 7468).
struct PEMBlock {
    let label: String
    let bytes: [UInt8]

    /// Reads the next block, or returns `nil` if there is none.
    private init?(next input: OpaquePointer) {
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var data: UnsafeMutablePointer<UInt8>?
        var length = 0
        guard PEM_read_bio(input, &name, &header, &data, &length) == 1 else { return nil }
        defer {
            CRYPTO_free(name, #fileID, #line)
            CRYPTO_free(header, #fileID, #line)
            CRYPTO_free(data, #fileID, #line)
        }
        label = name.map { String(cString: $0) } ?? ""
        bytes = Array(UnsafeBufferPointer(start: data, count: length))
    }

    /// The first block of a file, or `nil` if it has none.
    static func first(in file: [UInt8]) -> PEMBlock? { reading(file) { PEMBlock(next: $0) } }

    /// Reads the certificates of a PEM file.
    ///
    /// - Parameters:
    ///   - file: what it holds.
    ///   - read: makes something of the DER of one, or returns `nil` where it cannot.
    /// - Returns: What was made of those that can be read.
    static func certificates<Read>(in file: [UInt8], _ read: ([UInt8]) -> Read?) -> [Read] {
        reading(file) { input in
            var found: [Read] = []
            while let block = PEMBlock(next: input) {
                if block.label == PEM_STRING_X509, let one = read(block.bytes) { found.append(one) }
            }
            return found
        } ?? []
    }

    /// Lets OpenSSL read the bytes (a `BIO *`), which it does not copy: they must stay where they are meanwhile.
    private static func reading<Read>(_ file: [UInt8], _ body: (OpaquePointer) -> Read?) -> Read? {
        file.withUnsafeBytes { bytes in
            ERR_set_mark()
            defer { ERR_pop_to_mark() }
            guard let input = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else { return nil }
            defer { BIO_free(input) }
            return body(input)
        }
    }
}
