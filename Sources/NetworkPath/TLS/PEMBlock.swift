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

    /// The certificates of a file: those of its blocks, or the one that it is in DER.
    static func certificates(in file: [UInt8]) -> [Certificate] {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        guard let input = BIO_new_mem_buf(file, Int32(file.count)) else { return [] }
        defer { BIO_free(input) }
        var found: [Certificate] = []
        while let block = PEMBlock(next: input) {
            if block.label == PEM_STRING_X509, let certificate = Certificate(der: block.bytes) {
                found.append(certificate)
            }
        }
        return found.isEmpty ? [Certificate(der: file)].compactMap(\.self) : found
    }
}
