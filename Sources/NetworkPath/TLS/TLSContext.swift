internal import COpenSSL
internal import Files
internal import WatchCore

/// What all TLS connections share: the settings and the roots (an `SSL_CTX`).
final class TLSContext {
    let roots: Roots
    let publicRoots: PublicRoots
    let authorities: Authorities
    private let known = KnownCertificates()
    /// What servers that ask are shown, or `nil` for nothing: a probe shows nothing.
    private let identity: ClientIdentity?
    private var context: OpaquePointer?

    init(
        roots: Roots, publicRoots: PublicRoots, authorities: Authorities, identity: ClientIdentity? = nil
    ) {
        self.identity = identity
        self.roots = roots
        self.publicRoots = publicRoots
        self.authorities = authorities
    }

    deinit { SSL_CTX_free(context) }

    /// Reads the roots, unless that was done: about 20 ms and 1.4 MB for the system's.
    func prepare() throws(NetworkPathError) {
        _ = try prepared()
    }

    /// The roots (an `X509_STORE *`), or `nil` before they are read.
    var store: OpaquePointer? { context.flatMap(SSL_CTX_get_cert_store) }

    /// Begins a connection.
    ///
    /// - Parameters:
    ///   - socket: a connected socket.
    ///   - host: the name or address that the peer's certificate must have.
    ///   - offer: what the client offers.
    /// - Returns: The client side, before its handshake.
    /// - Throws: A local failure if the roots cannot be read, or OpenSSL refuses.
    func connection(over socket: Socket, to host: String, offering offer: TLSOffer) throws(PhaseError)
        -> TLSConnection
    {
        let context: OpaquePointer
        do { context = try prepared() } catch { throw PhaseError(.local(error.description)) }
        ERR_clear_error()
        guard let ssl = SSL_new(context) else { throw PhaseError(.local(TLSFailure.firstReason)) }
        return try TLSConnection(
            owning: ssl, over: socket, to: host, offering: offer, publicRoots, authorities,
            known)
    }

    private func prepared() throws(NetworkPathError) -> OpaquePointer {
        if let context { return context }
        ERR_clear_error()
        guard let context = SSL_CTX_new(TLS_client_method()) else {
            throw NetworkPathError("Failed to create a TLS client: \(TLSFailure.firstReason).")
        }
        do throws(NetworkPathError) {
            guard TLSSettings.apply(to: context) else {
                throw NetworkPathError("OpenSSL refused the TLS settings: \(TLSFailure.firstReason).")
            }
            guard HandshakeNotes.takeNotes(in: context) else {
                throw NetworkPathError("OpenSSL refused the TLS callbacks: \(TLSFailure.firstReason).")
            }
            try read(into: context)
            try identity?.apply(to: context)
        } catch {
            SSL_CTX_free(context)
            throw error
        }
        self.context = context
        return context
    }

    private func read(into context: OpaquePointer) throws(NetworkPathError) {
        switch roots {
        case .system:
            guard SSL_CTX_set_default_verify_paths(context) == 1 else {
                throw NetworkPathError(
                    "Failed to find the system's root certificates: \(TLSFailure.firstReason).")
            }
            // A file that could not be opened is to OpenSSL as one that is not there.
            if Descriptors.noteFailureOfLibrary() {
                throw NetworkPathError("No descriptor is left to read the system's root certificates.")
            }
        case .file(let path):
            guard SSL_CTX_load_verify_file(context, path) == 1 else {
                throw NetworkPathError(
                    "Failed to read the root certificates in \"\(path)\": \(TLSFailure.firstReason).")
            }
        }
    }
}

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

    /// Where whoever runs this host puts certificates of authorities that servers leave out; they are not trusted by that.
    package static let authorities = "/etc/connector-watch/intermediates"
}
