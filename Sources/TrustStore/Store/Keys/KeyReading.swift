internal import WatchCore

/// How the private keys in one file compare with a certificate.
enum KeyReading: Sendable, Equatable {
    /// The file has no key.
    case none
    /// Every key in it belongs to another certificate; `isEncrypted` if one of them needs a password.
    case different(isEncrypted: Bool)
    /// A key in it could not be read, and no other fits; a clause says why.
    case unreadable(StoreProblem.Kind, String)
    /// One of its keys is the certificate's.
    case matching(isEncrypted: Bool)

    /// Takes account of one more key of the same file.
    mutating func note(_ next: KeyReading) {
        if next.weight > weight { self = next }
    }

    private var weight: Int {
        switch self {
        case .none: 0
        case .different: 1
        case .unreadable: 2
        case .matching: 3
        }
    }
}
