internal import WatchCore

/// The passwords that a store's files are tried with.
struct StorePasswords {
    /// In order; empty is a password, `nil` is none, and PKCS#12 tells the two apart (RFC 7292 appendix B.1).
    let candidates: [[UInt8]?]
    /// What is said of a file that none of them opens, as part of a sentence.
    let refusal: String

    /// The empty password and none.
    static let standard = StorePasswords(
        candidates: [[], nil], refusal: "neither the empty password nor none opens it")

    /// The password in a systemd credential before the empty one and none.
    ///
    /// A line end after the password does not belong to it. `read` answers `nil` where there is no such
    /// credential.
    init(credential name: String?, read: (String) -> [UInt8]?) {
        guard let name else {
            self = .standard
            return
        }
        guard var password = read(name) else {
            self.init(
                candidates: Self.standard.candidates,
                refusal: "it needs a password, and the credential \"\(name)\" cannot be read")
            return
        }
        if password.last == UInt8(ascii: "\n") { password.removeLast() }
        if password.last == UInt8(ascii: "\r") { password.removeLast() }
        self.init(
            candidates: [password] + Self.standard.candidates,
            refusal: "the password in the credential \"\(name)\" does not open it")
    }

    private init(candidates: [[UInt8]?], refusal: String) {
        self.candidates = candidates
        self.refusal = refusal
    }
}
