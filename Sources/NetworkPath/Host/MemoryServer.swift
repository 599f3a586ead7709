internal import COpenSSL

/// A TLS server without a network, with a key that is thrown away: it talks to clients of the same process.
final class MemoryServer {
    /// All that it asks of a client.
    enum Demand {
        /// To speak TLS 1.2.
        case tls12
        /// To take a handshake of TLS 1.2 that is signed over SHA-512.
        case sha512
    }

    /// The cheapest first.
    enum Key: CaseIterable {
        case ec
        case rsa
    }

    private let context: OpaquePointer
    private let demand: Demand

    /// The least that RSA-PSS with SHA-512 fits into (RFC 8017 section 9.1.1) is 1041 bits, and longer keys take long to
    /// make.
    private static let rsaBits: UInt32 = 1152

    /// `nil` if this host has no means to make one.
    init?(_ key: Key, _ demand: Demand) {
        ERR_clear_error()
        guard let context = SSL_CTX_new(TLS_server_method()) else { return nil }
        self.context = context
        self.demand = demand
        guard setUp(), use(key) else { return nil }
    }

    deinit { SSL_CTX_free(context) }

    /// Makes a handshake with a client of this context; what keeps it from coming about, in OpenSSL's words, `nil`:
    /// nothing.
    func refusal(of client: OpaquePointer) -> String? {
        guard let ours = SSL_new(context), let theirs = SSL_new(client) else { return nil }
        defer {
            SSL_free(ours)
            SSL_free(theirs)
        }
        var near: OpaquePointer?
        var far: OpaquePointer?
        guard BIO_new_bio_pair(&near, 0, &far, 0) == 1 else { return nil }
        SSL_set_bio(ours, near, near)
        SSL_set_bio(theirs, far, far)
        // Nobody knows the certificate.
        SSL_set_verify(theirs, SSL_VERIFY_NONE, nil)
        if let words = Self.shakeHands(theirs, ours) { return words }
        switch demand {
        case .tls12: return nil
        case .sha512:
            return openssl_peer_signature_hash(theirs) == NID_sha512
                ? nil : "the handshake was not signed over SHA-512"
        }
    }

    /// Both ends in turn, until both are done or one refuses.
    private static func shakeHands(_ client: OpaquePointer, _ server: OpaquePointer) -> String? {
        while true {
            ERR_clear_error()
            let done = SSL_connect(client)
            if let words = refusal(client, done) { return words }
            ERR_clear_error()
            let accepted = SSL_accept(server)
            if let words = refusal(server, accepted) { return words }
            if done == 1, accepted == 1 { return nil }
        }
    }

    private static func refusal(_ ssl: OpaquePointer, _ result: Int32) -> String? {
        if result == 1 || SSL_get_error(ssl, result) == SSL_ERROR_WANT_READ { return nil }
        return TLSFailure.firstReason
    }

    /// Takes anything but what it demands.
    private func setUp() -> Bool {
        openssl_reset(context)
        openssl_choose_groups(context)
        SSL_CTX_set_security_level(context, 0)
        let ciphers: String
        let signatures: String
        switch demand {
        case .tls12: (ciphers, signatures) = ("ALL:!aNULL:!eNULL", TLSSettings.signatures)
        case .sha512: (ciphers, signatures) = ("ECDHE:DHE:!aNULL:!eNULL", TLSSettings.sha512Signatures)
        }
        return openssl_set_protocols(context, TLS1_2_VERSION, TLS1_2_VERSION) == 1
            && SSL_CTX_set_cipher_list(context, ciphers) == 1
            && openssl_set_context_groups(context, TLSSettings.groups) == 1
            && openssl_set_context_signatures(context, signatures) == 1
    }

    private func use(_ kind: Key) -> Bool {
        let made =
            switch kind {
            case .ec: openssl_new_ec_key()
            case .rsa: openssl_new_rsa_key(Self.rsaBits)
            }
        guard let key = made, let certificate = X509_new() else { return false }
        defer {
            EVP_PKEY_free(key)
            X509_free(certificate)
        }
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1)
        X509_gmtime_adj(X509_getm_notBefore(certificate), -3600)
        X509_gmtime_adj(X509_getm_notAfter(certificate), 3600)
        return X509_set_pubkey(certificate, key) == 1 && X509_sign(certificate, key, EVP_sha512()) > 0
            && SSL_CTX_use_certificate(context, certificate) == 1 && SSL_CTX_use_PrivateKey(context, key) == 1
    }
}
