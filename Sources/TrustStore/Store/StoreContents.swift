internal import WatchCore

/// What one file of a store holds; nothing at all where it is no file of ours (a key, a request, a text).
struct StoreContents: Sendable, Equatable {
    /// Why a file, or a part of it, cannot be read.
    struct Problem: Sendable, Equatable {
        var kind: StoreProblem.Kind
        /// One sentence part.
        var detail: String
    }

    /// More certificates in one file are not read.
    static let certificateLimit = 1000

    /// `nil` if it does not belong to a store, or is damaged.
    var format: StoreFormat?
    /// The raw DER of each, in the file's order.
    var certificates: [[UInt8]] = []
    /// Whether a private key lies in the same file, or `nil` if the format has no room for one.
    var hasKey: Bool?
    var problem: Problem?

    /// Takes one more certificate; `false` at the bound.
    mutating func append(_ der: [UInt8]) -> Bool {
        guard certificates.count < Self.certificateLimit else {
            problem = Problem(
                kind: .tooLarge, detail: "it holds more than \(Self.certificateLimit) certificates")
            return false
        }
        certificates.append(der)
        return true
    }

    static func damaged(_ detail: String) -> StoreContents {
        StoreContents(problem: Problem(kind: .damaged, detail: detail))
    }

    /// Reads a file by what it holds, whatever its name.
    static func read(_ bytes: [UInt8], passwords: StorePasswords, legacy: LegacyAlgorithms) -> StoreContents {
        guard !bytes.isEmpty else { return .damaged("it is empty") }
        // A PEM file may start with anything, so it is asked first.
        if let contents = PEMFormat.read(bytes) { return contents }
        if PKCS12Format.recognizes(bytes) {
            return PKCS12Format.read(bytes, passwords: passwords, legacy: legacy)
        }
        return DERFormat.read(bytes)
    }
}

/// How certificates are kept in a file.
enum StoreFormat: Sendable {
    case pem
    case der
    case pkcs7
    case pkcs12
}
