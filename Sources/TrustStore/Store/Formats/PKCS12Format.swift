internal import COpenSSL
internal import WatchCore

/// A PKCS#12 file (RFC 7292), `.pfx` or `.p12`.
///
/// The bags are read here rather than by `PKCS12_parse`: a bag shows whether there is a key, so none is decrypted
/// unless it is compared, and a file without one needs no special treatment.
enum PKCS12Format {
    /// Is shown a file's keys once the file is open, some of them twice where a password had to be tried again.
    typealias KeyVisitor = (PKCS12Key) -> Void

    /// Bags of bags deeper than this are not opened.
    private static let nestingLimit = 4

    /// Whether it starts as such a file does: a sequence, and in it version 3.
    static func recognizes(_ bytes: [UInt8]) -> Bool {
        guard let header = DERHeader(bytes), header.tag == DERHeader.sequence else { return false }
        return bytes.dropFirst(header.count).starts(with: [DERHeader.integer, 1, 3])
    }

    static func read(
        _ bytes: [UInt8], passwords: StorePasswords, legacy: LegacyAlgorithms, keys: KeyVisitor = { _ in }
    ) -> StoreContents {
        ERR_clear_error()
        defer { ERR_clear_error() }
        var opening = open(bytes, passwords, context: nil, keys)
        if case .undeciphered(let words, _) = opening {
            guard let context = legacy.context else {
                return StoreContents(
                    problem: StoreContents.Problem(
                        kind: .system, detail: "\(words), and OpenSSL's legacy provider is not installed"))
            }
            opening = open(bytes, passwords, context: context, keys)
        }
        switch opening {
        case .contents(let contents): return contents
        case .broken(let words), .undeciphered(let words, isSealed: true): return .damaged(words)
        case .tooManyRounds:
            return StoreContents(
                problem: StoreContents.Problem(
                    kind: .tooLarge,
                    detail: "its password needs more than \(PKCS12Rounds.limit) rounds"))
        // What a wrong password deciphers to is indistinguishable from damage without a seal.
        case .noPassword, .undeciphered(_, isSealed: false):
            return StoreContents(
                problem: StoreContents.Problem(kind: .password, detail: passwords.refusal))
        }
    }
}

extension PKCS12Format {
    private enum Opening {
        case contents(StoreContents)
        /// It is not a valid PKCS#12 file; OpenSSL's words.
        case broken(String)
        /// The key derivation needs more rounds than the limit.
        case tooManyRounds
        /// None of the passwords fits.
        case noPassword
        /// A part cannot be deciphered, by its algorithm or its bytes; OpenSSL's words, and whether the password
        /// is known to be right by the file's seal.
        case undeciphered(String, isSealed: Bool)
    }

    /// Opens the file with the algorithms of `context`, an `OSSL_LIB_CTX *`, or of the process if it is `nil`.
    private static func open(
        _ bytes: [UInt8], _ passwords: StorePasswords, context: OpaquePointer?,
        _ keys: KeyVisitor
    ) -> Opening {
        // A file made in a library context is read and deciphered with that context's algorithms.
        var file = context.flatMap { PKCS12_init_ex(NID_pkcs7_data, $0, nil) }
        let read = bytes.withUnsafeBufferPointer { bytes in
            var next = bytes.baseAddress
            return d2i_PKCS12(&file, &next, bytes.count)
        }
        guard let read else { return .broken(OpenSSLErrors.takeWords()) }
        defer { PKCS12_free(read) }
        let seal = PKCS12Seal(of: read, passwords)
        switch seal {
        case .refused: return .noPassword
        case .tooManyRounds: return .tooManyRounds
        case .absent, .fits: return open(read, passwords.candidates, seal, keys)
        }
    }

    /// Reads the parts, each with the password that fits it: those of some files are encrypted with none, and others
    /// of the same file with the empty one.
    private static func open(
        _ file: OpaquePointer, _ candidates: [[UInt8]?], _ seal: PKCS12Seal, _ keys: KeyVisitor
    ) -> Opening {
        guard let parts = PKCS12_unpack_authsafes(file) else { return .broken(OpenSSLErrors.takeWords()) }
        defer { openssl_free_parts(parts) }
        var contents = StoreContents(format: .pkcs12, hasKey: false)
        var budget = PKCS12Rounds.Budget()
        for index in 0..<openssl_part_count(parts) {
            guard let part = openssl_part(parts, index) else { continue }
            var bags: OpaquePointer?
            switch OBJ_obj2nid(part.pointee.type) {
            case NID_pkcs7_data:
                bags = PKCS12_unpack_p7data(part)
                if bags == nil {
                    ERR_clear_error()
                    guard PKCS12OddBags.read(part, into: &contents, keys) else {
                        return .broken("a part of it is not a list of bags")
                    }
                    continue
                }
            case NID_pkcs7_encrypted:
                guard budget.take(PKCS12Rounds.of(part)) else { return .tooManyRounds }
                for password in candidates where bags == nil {
                    bags = StorePasswords.withText(password) { PKCS12_unpack_p7encdata(part, $0, $1) }
                }
            default: continue
            }
            guard let bags else {
                return .undeciphered(OpenSSLErrors.takeWords(), isSealed: seal == .fits)
            }
            defer { openssl_free_bags(bags) }
            collect(bags, into: &contents, keys, nesting: 0)
        }
        return .contents(contents)
    }

    private static func collect(
        _ bags: OpaquePointer, into contents: inout StoreContents, _ keys: KeyVisitor, nesting: Int
    ) {
        guard nesting < nestingLimit else { return }
        for index in 0..<openssl_bag_count(bags) {
            guard let bag = openssl_bag(bags, index) else { continue }
            guard collect(bag: bag, into: &contents, keys, nesting: nesting) else { return }
        }
    }

    /// Takes one bag, a `PKCS12_SAFEBAG *`; `false` if there are too many certificates.
    static func collect(
        bag: OpaquePointer, into contents: inout StoreContents, _ keys: KeyVisitor, nesting: Int = 0
    ) -> Bool {
        switch PKCS12_SAFEBAG_get_nid(bag) {
        case NID_keyBag:
            contents.hasKey = true
            if let key = PKCS12_SAFEBAG_get0_p8inf(bag) { keys(.plain(key)) }
        case NID_pkcs8ShroudedKeyBag:
            contents.hasKey = true
            if let key = PKCS12_SAFEBAG_get0_pkcs8(bag) { keys(.sealed(key)) }
        case NID_certBag:
            guard let der = certificate(in: bag) else {
                contents.note(.damaged, "a certificate in it cannot be read")
                return true
            }
            return contents.append(der)
        case NID_safeContentsBag:
            guard let inner = PKCS12_SAFEBAG_get0_safes(bag) else { return true }
            collect(inner, into: &contents, keys, nesting: nesting + 1)
        default: break
        }
        return true
    }

    private static func certificate(in bag: OpaquePointer) -> [UInt8]? {
        guard let x509 = PKCS12_SAFEBAG_get1_cert(bag) else { return nil }
        defer { X509_free(x509) }
        return DERBytes.of(x509)
    }
}

/// A private key in a PKCS#12 file, which stays the file's.
enum PKCS12Key {
    /// A `PKCS8_PRIV_KEY_INFO *`.
    case plain(OpaquePointer)
    /// An `X509_SIG *`: the same, encrypted.
    case sealed(OpaquePointer)
}
