internal import COpenSSL
internal import WatchCore

extension TLSOffer {
    /// Narrows the settings of a connection that it shares with all others down to this offer; whether OpenSSL could.
    func apply(to ssl: OpaquePointer) -> Bool {
        switch self {
        case .control:
            return true
        case .tls12:
            return openssl_set_versions(ssl, TLS1_2_VERSION, TLS1_2_VERSION) == 1
        case .sha512:
            // A key exchange that nobody signs would come through whatever is done to signatures.
            return openssl_set_versions(ssl, TLS1_2_VERSION, TLS1_2_VERSION) == 1
                && SSL_set_cipher_list(ssl, "ECDHE:!aNULL:!eNULL") == 1
                && openssl_set_signatures(ssl, TLSSettings.sha512Signatures) == 1
        case .legacy:
            SSL_set_security_level(ssl, 0)
            // A server of that age may not know of RFC 5746.
            SSL_set_options(ssl, openssl_legacy_options())
            return openssl_set_versions(ssl, TLS1_VERSION, TLS1_1_VERSION) == 1
                && SSL_set_cipher_list(ssl, "ALL:!aNULL:!eNULL") == 1
        }
    }
}
