internal import COpenSSL

/// The settings of a TLS context that do not depend on the host's `openssl.cnf`.
///
/// OpenSSL applies that file to every new context (its `system_default`, config(5)), so everything it can set is set
/// again here: the cipher suites to those that the connector offers, the rest to the defaults of OpenSSL 3.0.
enum TLSSettings {
    /// The suites of TLS 1.2 that the vendor lists for the connector, in its order: c030 c02f c028 c027 c014 c013 9d 9c 3d
    /// 3c 35 2f, those with RSA signatures each after its twin with ECDSA, which clients must accept as well.
    private static let ciphers = [
        "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-SHA384", "ECDHE-RSA-AES256-SHA384",
        "ECDHE-ECDSA-AES128-SHA256", "ECDHE-RSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA",
        "ECDHE-RSA-AES256-SHA", "ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA", "AES256-GCM-SHA384",
        "AES128-GCM-SHA256", "AES256-SHA256", "AES128-SHA256", "AES256-SHA", "AES128-SHA",
    ].joined(separator: ":")
    private static let ciphersTLS13 = "TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256"
    static let groups = "X25519:P-256:X448:P-521:P-384"
    static let signatures = [
        "ecdsa_secp256r1_sha256", "ecdsa_secp384r1_sha384", "ecdsa_secp521r1_sha512", "ed25519", "ed448",
        "rsa_pss_pss_sha256", "rsa_pss_pss_sha384", "rsa_pss_pss_sha512", "rsa_pss_rsae_sha256",
        "rsa_pss_rsae_sha384", "rsa_pss_rsae_sha512", "rsa_pkcs1_sha256", "rsa_pkcs1_sha384",
        "rsa_pkcs1_sha512",
        "ECDSA+SHA224", "RSA+SHA224",
    ].joined(separator: ":")
    /// The signatures of TLS 1.2 with SHA-512.
    static let sha512Signatures = "rsa_pkcs1_sha512:rsa_pss_rsae_sha512:ecdsa_secp521r1_sha512"

    /// Requires TLS 1.2 and security level 2, Debian's default, and disables sessions, because a resumed one shows no
    /// certificate.
    ///
    /// - Returns: Whether OpenSSL could.
    static func apply(to context: OpaquePointer) -> Bool {
        openssl_reset(context)
        SSL_CTX_set_security_level(context, 2)
        return openssl_set_protocols(context, TLS1_2_VERSION, 0) == 1
            && SSL_CTX_set_cipher_list(context, ciphers) == 1
            && SSL_CTX_set_ciphersuites(context, ciphersTLS13) == 1
            && openssl_set_context_groups(context, groups) == 1
            && openssl_set_context_signatures(context, signatures) == 1
    }
}
