internal import COpenSSL
internal import Certificates
internal import Files
internal import WatchCore

/// Compares private keys with a certificate by their public halves.
///
/// A key is decoded for nothing else, and is freed, which clears it from memory, before the next one is.
struct KeyComparison {
    private let certificate: Certificate
    private let passwords: StorePasswords
    private let legacy: LegacyAlgorithms
    /// What came of the keys so far.
    private(set) var reading = KeyReading.none
    private var budget = PKCS12Rounds.Budget()

    init(with certificate: Certificate, passwords: StorePasswords, legacy: LegacyAlgorithms) {
        self.certificate = certificate
        self.passwords = passwords
        self.legacy = legacy
    }

    /// Reads the keys in a file's contents, whatever their format.
    mutating func read(_ bytes: [UInt8]) {
        ERR_clear_error()
        defer { ERR_clear_error() }
        StoreText.withPlain(bytes) { bytes in
            let end = PEMBlocks.visit(bytes) { block in
                switch block {
                case .key(let key): take(key)
                case .container(var inner):
                    readBinary(inner)
                    RegularFile.wipe(&inner)
                case .certificate(let inner):
                    if PKCS12Format.recognizes(inner) { readBinary(inner) }
                case .other, .broken: break
                }
                return true
            }
            if case .ended(blocks: 0) = end { readBinary(bytes) }
        }
    }

    private mutating func readBinary(_ bytes: [UInt8]) {
        if PKCS12Format.recognizes(bytes) {
            let contents = PKCS12Format.read(bytes, passwords: passwords, legacy: legacy) { key in
                switch key {
                case .plain(let info): take(info: info)
                case .sealed(let sealed): take(sealed: sealed)
                }
            }
            if reading == .none, let problem = contents.problem {
                reading.note(.unreadable(problem.kind, problem.detail))
            }
            return
        }
        guard let header = DERHeader(bytes), header.tag == DERHeader.sequence else { return }
        bytes.withUnsafeBufferPointer { bytes in
            switch bytes.dropFirst(header.count).first {
            case DERHeader.integer: take(plain: bytes)
            // A certificate starts so too.
            case DERHeader.sequence: _ = take(sealed: bytes)
            default: return
            }
        }
    }
}

extension KeyComparison {
    private mutating func take(_ key: PEMKey) {
        var cipher = EVP_CIPHER_INFO()
        guard PEM_get_EVP_CIPHER_INFO(key.header, &cipher) == 1 else {
            reading.note(.unreadable(.damaged, OpenSSLErrors.takeWords()))
            return
        }
        if cipher.cipher != nil {
            take(key, &cipher)
        } else if key.isSealed {
            guard !take(sealed: UnsafeBufferPointer(key.bytes)) else { return }
            reading.note(.unreadable(.damaged, "it is not an encrypted key that OpenSSL can read"))
        } else {
            take(plain: UnsafeBufferPointer(key.bytes))
        }
    }

    /// A key with the old encryption of PEM (RFC 1421).
    private mutating func take(_ key: PEMKey, _ cipher: inout EVP_CIPHER_INFO) {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: key.bytes.count)
        defer {
            OPENSSL_cleanse(copy.baseAddress, copy.count)
            copy.deallocate()
        }
        for password in passwords.candidates {
            // It is deciphered in place.
            _ = copy.update(fromContentsOf: key.bytes)
            var count = copy.count
            let isDeciphered = StorePasswords.withText(password ?? []) { text, _ in
                // Without a callback the text is taken for the password, and nobody is asked at a terminal.
                PEM_do_header(&cipher, copy.baseAddress, &count, nil, UnsafeMutablePointer(mutating: text))
            }
            guard isDeciphered == 1,
                let found = decode(plain: UnsafeBufferPointer(rebasing: copy.prefix(count)))
            else { continue }
            defer { EVP_PKEY_free(found) }
            note(found, isEncrypted: password?.isEmpty == false)
            return
        }
        ERR_clear_error()
        reading.note(.unreadable(.password, passwords.refusal))
    }

    /// A key in PKCS#8 (RFC 5958) or in the form of its own algorithm.
    private mutating func take(plain der: UnsafeBufferPointer<UInt8>) {
        guard let key = decode(plain: der) else {
            reading.note(.unreadable(.damaged, OpenSSLErrors.takeWords()))
            return
        }
        defer { EVP_PKEY_free(key) }
        note(key, isEncrypted: false)
    }

    private func decode(plain der: UnsafeBufferPointer<UInt8>) -> OpaquePointer? {
        var next = der.baseAddress
        return d2i_AutoPrivateKey(nil, &next, der.count)
    }

    /// Reads an encrypted PKCS#8 key in DER, or returns `false` if it is not one.
    private mutating func take(sealed der: UnsafeBufferPointer<UInt8>) -> Bool {
        var next = der.baseAddress
        guard let sealed = d2i_X509_SIG(nil, &next, der.count) else {
            ERR_clear_error()
            return false
        }
        defer { X509_SIG_free(sealed) }
        take(sealed: sealed)
        return true
    }

    /// An `X509_SIG *` that is a PKCS#8 key, encrypted.
    private mutating func take(sealed: OpaquePointer) {
        var algorithm: UnsafePointer<X509_ALGOR>?
        X509_SIG_get0(sealed, &algorithm, nil)
        guard budget.take(algorithm.flatMap { PKCS12Rounds.of($0) }) else {
            reading.note(
                .unreadable(.tooLarge, "its password needs more than \(PKCS12Rounds.limit) rounds"))
            return
        }
        guard !open(sealed, context: nil) else { return }
        if let context = legacy.context, open(sealed, context: context) { return }
        ERR_clear_error()
        reading.note(.unreadable(.password, passwords.refusal))
    }

    /// Opens it with the algorithms of an `OSSL_LIB_CTX *`, or returns `false` if no password fits or the algorithm is
    /// missing.
    private mutating func open(_ sealed: OpaquePointer, context: OpaquePointer?) -> Bool {
        for password in passwords.candidates {
            let info = StorePasswords.withText(password) { PKCS8_decrypt_ex(sealed, $0, $1, context, nil) }
            guard let info else { continue }
            defer { PKCS8_PRIV_KEY_INFO_free(info) }
            take(info: info, isEncrypted: password?.isEmpty == false)
            return true
        }
        return false
    }

    /// A `PKCS8_PRIV_KEY_INFO *`.
    private mutating func take(info: OpaquePointer, isEncrypted: Bool = false) {
        guard let key = EVP_PKCS82PKEY(info) else {
            reading.note(.unreadable(.damaged, OpenSSLErrors.takeWords()))
            return
        }
        defer { EVP_PKEY_free(key) }
        note(key, isEncrypted: isEncrypted)
    }

    private mutating func note(_ key: OpaquePointer, isEncrypted: Bool) {
        let isOurs = certificate.belongs(toKey: key)
        reading.note(isOurs ? .matching(isEncrypted: isEncrypted) : .different(isEncrypted: isEncrypted))
    }
}

/// How the private keys in one file compare with a certificate.
enum KeyReading: Sendable, Equatable {
    /// There is no key in it.
    case none
    /// Every key in it is another certificate's. `isEncrypted`: only a password that is not empty opens one.
    case different(isEncrypted: Bool)
    /// A key in it could not be read, and no other fits; why, as one sentence part.
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
