/// The certificates that a server's chain must end in.
package enum Roots: Sendable, Equatable {
    /// The system's, where OpenSSL looks for them: `SSL_CERT_FILE` and `SSL_CERT_DIR` go before its own places.
    case system
    /// Those of this file only, in PEM.
    case file(String)
}

extension Roots {
    /// Where distributions put the roots that they ship: Debian and its kin one to a file, Fedora and its kin all in one.
    package static let shippedPlaces = ["/usr/share/ca-certificates", "/usr/share/pki/ca-trust-source"]
}
