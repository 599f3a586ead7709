internal import WatchCore

/// A text with certificates among its PEM blocks.
///
/// The block of a private key in the same text shows that there is a key; it is not decoded here.
enum PEMFormat {
    /// Reads a file, or returns `nil` if it has no PEM block.
    static func read(_ bytes: [UInt8]) -> StoreContents? {
        var contents = StoreContents()
        var hasKey = false
        let end = PEMBlocks.visit(bytes) { block in
            switch block {
            case .certificate(let der):
                return add(der, to: &contents)
            case .signedData(let message):
                return add(PKCS7Format.read(message), to: &contents)
            case .key:
                hasKey = true
            case .broken(let words):
                contents.problem = StoreContents.Problem(kind: .damaged, detail: words)
            case .other:
                break
            }
            return true
        }
        switch end {
        case .ended(blocks: 0): return nil
        case .ended, .stopped: break
        case .tooMany:
            contents.problem = StoreContents.Problem(
                kind: .tooLarge, detail: "it has more than \(PEMBlocks.limit) PEM blocks")
        case .failed(let words):
            contents.problem = StoreContents.Problem(kind: .system, detail: words)
        }
        if !contents.certificates.isEmpty {
            contents.format = .pem
            contents.hasKey = hasKey
        }
        return contents
    }

    /// Adds the certificate without what `TRUSTED CERTIFICATE` appends to it.
    private static func add(_ der: [UInt8], to contents: inout StoreContents) -> Bool {
        guard let header = DERHeader(der), header.tag == DERHeader.sequence, let count = header.elementCount,
            count <= der.count
        else {
            contents.problem = StoreContents.Problem(
                kind: .damaged, detail: "a certificate in it is truncated")
            return true
        }
        return contents.append(count == der.count ? der : Array(der.prefix(count)))
    }

    private static func add(_ inner: StoreContents, to contents: inout StoreContents) -> Bool {
        if let problem = inner.problem { contents.problem = problem }
        return inner.certificates.allSatisfy { contents.append($0) }
    }
}
