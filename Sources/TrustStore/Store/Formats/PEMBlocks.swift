internal import COpenSSL

/// The blocks of a text between `-----BEGIN` and `-----END` lines (RFC 7468), anything around them.
enum PEMBlocks {
    /// More blocks in one file are not read.
    static let limit = 10_000
    private static let certificateNames = [
        "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "PKCS #7 SIGNED DATA", "CMS",
    ]
    private static let containerNames = ["PKCS12", "PFX"]

    enum Block {
        /// A certificate or signed data in DER, with whatever is appended to it.
        case certificate([UInt8])
        /// A PKCS#12 file, as `certtool --to-p12` writes it.
        case container([UInt8])
        case key(PEMKey)
        case other
        /// Its text is not valid base64, or it is incomplete; OpenSSL's words.
        case broken(String)
    }

    /// How a visit ended.
    enum End {
        /// After all blocks; how many there were.
        case ended(blocks: Int)
        /// By the visitor.
        case stopped
        /// At the bound.
        case tooMany
        /// Before it began, for want of memory; OpenSSL's words.
        case failed(String)
    }

    /// Shows `visitor` one block after the other, until it answers `false`.
    ///
    /// A block is cleared from memory when `visitor` returns, as it may be a private key.
    static func visit(_ bytes: [UInt8], _ visitor: (Block) -> Bool) -> End {
        ERR_clear_error()
        defer { ERR_clear_error() }
        return bytes.withUnsafeBytes { bytes in
            guard let source = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else {
                return .failed(OpenSSLErrors.takeWords())
            }
            defer { BIO_free(source) }
            for number in 0..<limit {
                switch visitNext(source, visitor) {
                case .visited: continue
                case .stopped: return .stopped
                case .end: return .ended(blocks: number)
                }
            }
            return .tooMany
        }
    }
}

extension PEMBlocks {
    private enum Step {
        case visited
        case stopped
        case end
    }

    /// Reads on to the end of the next block; each call takes at least one line.
    private static func visitNext(_ source: OpaquePointer, _ visitor: (Block) -> Bool) -> Step {
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var data: UnsafeMutablePointer<UInt8>?
        var count = 0
        guard PEM_read_bio(source, &name, &header, &data, &count) == 1, let name, let header else {
            let isEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE
            let words = OpenSSLErrors.takeWords()
            if isEnd { return .end }
            return visitor(.broken(words)) ? .visited : .stopped
        }
        defer {
            CRYPTO_free(name, #fileID, #line)
            CRYPTO_free(header, #fileID, #line)
            CRYPTO_clear_free(data, count, #fileID, #line)
        }
        let bytes = UnsafeMutableBufferPointer(start: data, count: count)
        return visitor(block(String(cString: name), header, bytes)) ? .visited : .stopped
    }

    private static func block(
        _ name: String, _ header: UnsafeMutablePointer<CChar>, _ bytes: UnsafeMutableBufferPointer<UInt8>
    ) -> Block {
        if certificateNames.contains(name) { return .certificate(Array(bytes)) }
        if containerNames.contains(name) { return .container(Array(bytes)) }
        guard name.hasSuffix("PRIVATE KEY") else { return .other }
        return .key(PEMKey(isSealed: name == "ENCRYPTED PRIVATE KEY", header: header, bytes: bytes))
    }
}

/// A private key's block; the memory is valid as long as the visit of it.
struct PEMKey {
    /// Whether it is an encrypted PKCS#8 key (RFC 5958); older ways to encrypt are named in the header.
    var isSealed: Bool
    /// The lines between BEGIN and the data (RFC 1421 section 4.6), empty as a rule; OpenSSL writes into them.
    var header: UnsafeMutablePointer<CChar>
    var bytes: UnsafeMutableBufferPointer<UInt8>
}
