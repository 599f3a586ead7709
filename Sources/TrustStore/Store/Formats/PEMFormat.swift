internal import Files
internal import WatchCore

/// A text with certificates among its PEM blocks.
///
/// The block of a private key in the same text shows that there is a key; it is not decoded here.
enum PEMFormat {
    /// Reads a file, or returns `nil` if it has no PEM block.
    static func read(
        _ bytes: [UInt8], passwords: StorePasswords, legacy: LegacyAlgorithms
    ) -> StoreContents? {
        var contents = StoreContents()
        var hasKey = false
        var isContainer = false
        let end = PEMBlocks.visit(bytes) { block in
            switch block {
            case .certificate(let der):
                let inner = StoreContents.readBinary(der, passwords: passwords, legacy: legacy)
                if inner.format == .pkcs12 { isContainer = true }
                if inner.hasKey == true { hasKey = true }
                return add(inner, to: &contents)
            case .container(var bytes):
                defer { RegularFile.wipe(&bytes) }
                let inner = StoreContents.readBinary(bytes, passwords: passwords, legacy: legacy)
                isContainer = true
                if inner.hasKey == true { hasKey = true }
                return add(inner, to: &contents)
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
            contents.format = isContainer ? .pkcs12 : .pem
            // Certificates alone have no room for a key in this spelling, as in DER.
            contents.hasKey = hasKey ? true : isContainer ? false : nil
        }
        return contents
    }

    private static func add(_ inner: StoreContents, to contents: inout StoreContents) -> Bool {
        if let problem = inner.problem { contents.problem = problem }
        return inner.certificates.allSatisfy { contents.append($0) }
    }
}
