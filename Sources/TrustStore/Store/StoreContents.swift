internal import WatchCore

/// The contents of one file of a store; empty if the file is something else (a key, a request, a text).
struct StoreContents: Sendable, Equatable {
    /// Why a file, or a part of it, cannot be read.
    struct Problem: Sendable, Equatable {
        var kind: StoreProblem.Kind
        /// A clause.
        var detail: String
    }

    /// The most certificates of one file that are read.
    static let certificateLimit = 1000

    /// The format, or `nil` if the file is damaged or something else.
    var format: StoreFormat?
    /// The DER of each certificate, in the file's order.
    var certificates: [[UInt8]] = []
    /// Whether the file has a private key, or `nil` if the format cannot have one.
    var hasKey: Bool?
    var problem: Problem?
    /// What Windows keeps beside a certificate, by its place among ``certificates``.
    var windows: [Int: WindowsProperties] = [:]
    /// Certificates that lie in other stores of Windows than the personal one, by the stores' names.
    private(set) var otherStores: [Thumbprint: String] = [:]

    /// Adds a certificate.
    ///
    /// - Returns: `false` if there are too many.
    mutating func append(_ der: [UInt8]) -> Bool {
        guard certificates.count < Self.certificateLimit else {
            problem = Problem(
                kind: .tooLarge, detail: "it has more than \(Self.certificateLimit) certificates")
            return false
        }
        certificates.append(der)
        return true
    }

    /// Takes one more certificate of a store of Windows; `false` at the bound.
    mutating func append(_ der: [UInt8], _ properties: WindowsProperties?) -> Bool {
        guard append(der) else { return false }
        windows[certificates.count - 1] = properties
        return true
    }

    /// Keeps the first problem.
    mutating func note(_ kind: StoreProblem.Kind, _ detail: String) {
        problem = problem ?? Problem(kind: kind, detail: detail)
    }

    /// Keeps in which store of Windows another certificate lies, up to the bound.
    mutating func note(_ thumbprint: Thumbprint, inStore name: String) {
        guard otherStores.count < Self.certificateLimit else { return }
        otherStores[thumbprint] = otherStores[thumbprint] ?? name
    }

    static func damaged(_ detail: String) -> StoreContents {
        StoreContents(problem: Problem(kind: .damaged, detail: detail))
    }

    /// Reads a file according to its contents, regardless of its name.
    static func read(_ bytes: [UInt8], passwords: StorePasswords, legacy: LegacyAlgorithms) -> StoreContents {
        guard !bytes.isEmpty else { return .damaged("it is empty") }
        // These are told by their first bytes, and may hold any text.
        if RegistryExportFormat.recognizes(bytes) { return RegistryExportFormat.read(bytes) }
        if SerializedStoreFormat.recognizes(bytes) { return SerializedStoreFormat.read(bytes) }
        if SerializedCertificateFormat.recognizes(bytes) { return SerializedCertificateFormat.read(bytes) }
        guard !bytes.allSatisfy({ $0 == 0 }) else {
            return .damaged("it holds nothing but zero bytes, as a file that was not copied to its end")
        }
        if let name = JavaKeyStore.name(of: bytes) {
            return StoreContents(
                problem: Problem(
                    kind: .unsupported, detail: "it is a Java keystore (\(name)), which is not read"))
        }
        return StoreText.withPlain(bytes) { bytes in
            // A PEM file may start with anything, so this format is tried first.
            PEMFormat.read(bytes, passwords: passwords, legacy: legacy)
                ?? readBinary(bytes, passwords: passwords, legacy: legacy)
        }
    }

    /// Reads DER or BER, whichever it holds; a PEM block may be named after another one.
    static func readBinary(_ bytes: [UInt8], passwords: StorePasswords, legacy: LegacyAlgorithms)
        -> StoreContents
    {
        if let header = DERHeader(bytes), header.tag == DERHeader.sequence, let count = header.elementCount,
            count > bytes.count
        {
            return .damaged("it is truncated (\(bytes.count) of \(count) bytes), or it is not a DER file")
        }
        return PKCS12Format.recognizes(bytes)
            ? PKCS12Format.read(bytes, passwords: passwords, legacy: legacy) : DERFormat.read(bytes)
    }
}

/// The keystores of Java, as far as they are not PKCS#12: known by their first bytes, and not read.
enum JavaKeyStore {
    static func name(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xfe, 0xed, 0xfe, 0xed]) { return "JKS" }
        return bytes.starts(with: [0xce, 0xce, 0xce, 0xce]) ? "JCEKS" : nil
    }
}

/// The format of a file with certificates.
enum StoreFormat: Sendable {
    case pem
    case der
    case pkcs7
    case pkcs12
    /// A serialized certificate, as in a file of a user's store on Windows.
    case windowsCertificate
    /// A serialized store, `.sst`.
    case windowsStore
    /// An exported part of Windows' registry, `.reg`.
    case windowsRegistry
}
