internal import COpenSSL
internal import WatchCore

/// The passwords that a store's files are tried with.
struct StorePasswords: Sendable, Equatable {
    /// Other passwords have another mark, as far as two of 64 bits never meet; it tells nothing about them, and
    /// lasts as long as this process.
    struct Mark: Sendable, Equatable {
        fileprivate var value: Int
    }

    /// In order; empty is a password, `nil` is none, and PKCS#12 tells the two apart (RFC 7292 appendix B.1).
    let candidates: [[UInt8]?]
    let mark: Mark
    /// What is said of a file that none of them opens, as part of a sentence.
    let refusal: String

    /// The empty password and none.
    static let standard = StorePasswords(
        candidates: [[], nil], refusal: "neither the empty password nor none opens it")

    /// The password in a systemd credential before the empty one and none.
    ///
    /// A line end after the password does not belong to it.
    ///
    /// - Parameters:
    ///   - name: that of the credential, or `nil` if none is configured.
    ///   - read: reads it.
    init(credential name: String?, read: (String) -> CredentialReading) {
        guard let name else {
            self = .standard
            return
        }
        switch read(name) {
        case .read(let bytes):
            self.init(
                candidates: [bytes.withoutLineEnd] + Self.standard.candidates,
                refusal: "the password in the credential \"\(name)\" does not open it")
        case .absent:
            self.init(
                candidates: Self.standard.candidates,
                refusal: "it needs a password, and the credential \"\(name)\" was not given to this process")
        case .failed(let sentence):
            self.init(
                candidates: Self.standard.candidates,
                refusal: "it needs a password, and that cannot be read: \(sentence.withoutFullStop)")
        }
    }

    private init(candidates: [[UInt8]?], refusal: String) {
        self.candidates = candidates
        self.refusal = refusal
        var hasher = Hasher()
        hasher.combine(candidates)
        hasher.combine(refusal)
        mark = Mark(value: hasher.finalize())
    }

    /// Gives `body` a password as C has it: its address and length.
    ///
    /// It is terminated, so that the empty one has an address too; none has not. It is cleared from memory after.
    static func withText<Result>(
        _ password: [UInt8]?, _ body: (UnsafePointer<CChar>?, Int32) -> Result
    ) -> Result {
        guard let password else { return body(nil, 0) }
        var text = password.map { CChar(bitPattern: $0) } + [0]
        defer { text.withUnsafeMutableBytes { OPENSSL_cleanse($0.baseAddress, $0.count) } }
        return body(text, Int32(password.count))
    }
}

extension String {
    fileprivate var withoutFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
