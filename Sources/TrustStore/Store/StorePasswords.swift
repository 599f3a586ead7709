internal import COpenSSL
internal import WatchCore

/// The passwords that a store's files are tried with.
struct StorePasswords: Sendable, Equatable {
    /// Identifies a set of passwords within this process (a hash of 64 bits), without revealing them.
    struct Mark: Sendable, Equatable {
        fileprivate var value: Int
    }

    /// The passwords in order; PKCS#12 distinguishes an empty one and none, which is `nil` (RFC 7292 appendix B.1).
    let candidates: [[UInt8]?]
    let mark: Mark
    /// A clause about a file that none of them opens.
    let refusal: String

    /// The empty password and none.
    static let standard = StorePasswords(
        candidates: [[], nil], refusal: "it needs a password, and StorePassword= names none")

    /// The password of a systemd credential, then the empty one and none.
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
                candidates: Self.spellings(of: bytes) + Self.standard.candidates,
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

    /// What a file may mean by its text: it as it is, and as an editor of Windows saved it, with a mark or in UTF-16.
    private static func spellings(of bytes: [UInt8]) -> [[UInt8]] {
        let plain = bytes.withoutLineEnd
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) { return [plain, Array(plain.dropFirst(3))] }
        let isLittle = bytes.starts(with: [0xff, 0xfe]) || bytes.count > 1 && bytes[1] == 0
        let isBig = bytes.starts(with: [0xfe, 0xff]) || !isLittle && bytes.first == 0
        guard isLittle || isBig else { return [plain] }
        var units: [UInt16] = []
        for index in stride(from: 0, to: bytes.count - 1, by: 2) {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isLittle ? first | second << 8 : first << 8 | second)
        }
        if units.first == 0xfeff { units.removeFirst() }
        return [Array(String(decoding: units, as: UTF16.self).utf8).withoutLineEnd]
    }

    private init(candidates: [[UInt8]?], refusal: String) {
        self.candidates = candidates
        self.refusal = refusal
        var hasher = Hasher()
        hasher.combine(candidates)
        hasher.combine(refusal)
        mark = Mark(value: hasher.finalize())
    }

    /// Calls `body` with the address and length of a password, and clears it from memory afterwards.
    ///
    /// It is terminated, so that an empty password has an address too; only `nil` has none.
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
