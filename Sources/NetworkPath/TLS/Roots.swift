/// The certificates that a server's chain must end in.
package enum Roots: Sendable, Equatable {
    /// The system's, where OpenSSL looks for them: `SSL_CERT_FILE` and `SSL_CERT_DIR` go before its own places.
    case system
    /// Those of this file only, in PEM.
    case file(String)
}
