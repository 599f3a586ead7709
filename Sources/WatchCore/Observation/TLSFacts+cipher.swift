extension TLSFacts {
    /// Whether the key exchange is the one by RSA, without a signature and without forward secrecy, by OpenSSL's name of the
    /// suite; TLS 1.3 has none.
    package var hasRSAKeyExchange: Bool {
        !cipher.isEmpty && !["TLS_", "ECDHE-", "DHE-", "ADH-", "AECDH-"].contains { cipher.hasPrefix($0) }
    }

    /// Whether the cipher is one in CBC mode, by OpenSSL's name of the suite.
    package var hasCBC: Bool {
        let isAuthenticated = ["GCM", "CCM", "CHACHA20"].contains { cipher.contains($0) }
        return !cipher.isEmpty && !isAuthenticated
    }
}
