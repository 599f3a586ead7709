internal import COpenSSL
internal import WatchCore

extension TLSOffer {
    /// Restricts a connection to this offer.
    ///
    /// - Returns: Whether OpenSSL could.
    func apply(to ssl: OpaquePointer) -> Bool {
        switch self {
        case .control, .largeHello:
            return true
        case .tls12:
            return openssl_set_versions(ssl, TLS1_2_VERSION, TLS1_2_VERSION) == 1
        case .sha512:
            // A key exchange without a signature would pass whatever is done to signatures.
            return openssl_set_versions(ssl, TLS1_2_VERSION, TLS1_2_VERSION) == 1
                && SSL_set_cipher_list(ssl, "ECDHE:!aNULL:!eNULL") == 1
                && openssl_set_signatures(ssl, TLSSettings.sha512Signatures) == 1
        case .legacy:
            SSL_set_security_level(ssl, 0)
            // A server of that age may not support RFC 5746.
            SSL_set_options(ssl, openssl_legacy_options())
            return openssl_set_versions(ssl, TLS1_VERSION, TLS1_1_VERSION) == 1
                && SSL_set_cipher_list(ssl, "ALL:!aNULL:!eNULL") == 1
        }
    }
}
