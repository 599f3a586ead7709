/// The certificates that a server's chain must end in.
package enum Roots: Sendable, Equatable {
    /// The system's roots; `SSL_CERT_FILE` and `SSL_CERT_DIR` take precedence over OpenSSL's own places.
    case system
    /// Only those in this PEM file.
    case file(String)
}

extension Roots {
    /// Where distributions put their roots: Debian-based ones in a file for each root, Fedora-based ones in one file.
    package static let shippedPlaces = ["/usr/share/ca-certificates", "/usr/share/pki/ca-trust-source"]
}
