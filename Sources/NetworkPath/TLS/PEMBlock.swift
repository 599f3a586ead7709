internal import COpenSSL
internal import Certificates

/// One block of a PEM file (RFC 7468).
struct PEMBlock {
    let label: String
    let bytes: [UInt8]

    /// Reads the next block, or returns `nil` if there is none.
    init?(next input: OpaquePointer) {
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

    /// Reads the certificates of a PEM file.
    ///
    /// - Parameters:
    ///   - input: a `BIO *`, which is freed.
    ///   - read: makes something of the DER of one, or returns `nil` where it cannot.
    /// - Returns: What was made of those that can be read.
    static func certificates<Read>(from input: OpaquePointer, _ read: ([UInt8]) -> Read?) -> [Read] {
        ERR_set_mark()
        defer {
            BIO_free(input)
            ERR_pop_to_mark()
        }
        var found: [Read] = []
        while let block = PEMBlock(next: input) {
            if block.label == PEM_STRING_X509, let one = read(block.bytes) { found.append(one) }
        }
        return found
    }
}
