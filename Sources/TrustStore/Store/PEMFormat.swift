internal import COpenSSL
internal import WatchCore

/// A text with certificates between `-----BEGIN` and `-----END` lines (RFC 7468), anything around them.
///
/// Whether there is a key is told by a private key's block in the same text, which is never decoded further.
enum PEMFormat {
    /// More blocks in one file are not read.
    private static let blockLimit = 10_000
    private static let certificateNames = ["CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE"]

    /// `nil`: there is no block at all.
    static func read(_ bytes: [UInt8]) -> StoreContents? {
        ERR_clear_error()
        defer { ERR_clear_error() }
        return bytes.withUnsafeBytes { bytes in
            guard let source = BIO_new_mem_buf(bytes.baseAddress, Int32(bytes.count)) else {
                return StoreContents(
                    problem: StoreContents.Problem(kind: .system, detail: OpenSSLErrors.takeWords()))
            }
            defer { BIO_free(source) }
            return read(source)
        }
    }

    private static func read(_ source: OpaquePointer) -> StoreContents? {
        var contents = StoreContents()
        var hasKey = false
        for block in 0..<blockLimit {
            switch nextBlock(source) {
            case .end:
                if block == 0 { return nil }
                if !contents.certificates.isEmpty { contents.hasKey = hasKey }
                return contents
            case .broken(let words):
                contents.problem = StoreContents.Problem(kind: .damaged, detail: words)
            case .certificate(let der):
                guard let whole = element(der) else {
                    contents.problem = StoreContents.Problem(
                        kind: .damaged, detail: "a certificate in it ends in the middle")
                    continue
                }
                guard contents.append(whole) else { return contents }
            case .key:
                hasKey = true
            case .other:
                continue
            }
        }
        contents.problem = StoreContents.Problem(
            kind: .tooLarge, detail: "it holds more than \(blockLimit) PEM blocks")
        return contents
    }

    /// The certificate without what `TRUSTED CERTIFICATE` appends to it.
    private static func element(_ der: [UInt8]) -> [UInt8]? {
        guard let header = DERHeader(der), header.tag == DERHeader.sequence, let count = header.elementCount,
            count <= der.count
        else { return nil }
        return Array(der.prefix(count))
    }
}

extension PEMFormat {
    private enum Block {
        case certificate([UInt8])
        case key
        case other
        case broken(String)
        case end
    }

    /// Reads on to the end of the next block; each call takes at least one line.
    private static func nextBlock(_ source: OpaquePointer) -> Block {
        var name: UnsafeMutablePointer<CChar>?
        var header: UnsafeMutablePointer<CChar>?
        var data: UnsafeMutablePointer<UInt8>?
        var count = 0
        guard PEM_read_bio(source, &name, &header, &data, &count) == 1, let name else {
            let isEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE
            let words = OpenSSLErrors.takeWords()
            return isEnd ? .end : .broken(words)
        }
        defer {
            CRYPTO_free(name, #fileID, #line)
            CRYPTO_free(header, #fileID, #line)
            // It may be a private key.
            CRYPTO_clear_free(data, count, #fileID, #line)
        }
        let text = String(cString: name)
        if certificateNames.contains(text) {
            return .certificate(Array(UnsafeBufferPointer(start: data, count: count)))
        }
        return text.hasSuffix("PRIVATE KEY") ? .key : .other
    }
}
