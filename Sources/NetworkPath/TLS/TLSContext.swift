internal import COpenSSL
internal import WatchCore

/// What all TLS connections share: the protocol settings and the roots (an `SSL_CTX`).
///
/// The settings are explicit, so that what is seen does not depend on the host's `openssl.cnf`: TLS 1.2 at least,
/// the library's default ciphers, and security level 2, which is what Debian builds it with. No session is
/// kept, as a resumed one shows no certificate.
final class TLSContext {
    private let roots: Roots
    private var context: OpaquePointer?

    init(roots: Roots) {
        self.roots = roots
    }

    deinit { SSL_CTX_free(context) }

    /// Reads the roots unless that is done: some 20 ms and 1.4 MB for the system's.
    func prepare() throws(NetworkPathError) {
        guard context == nil else { return }
        ERR_clear_error()
        guard let context = SSL_CTX_new(TLS_client_method()) else {
            throw NetworkPathError("OpenSSL gives no TLS client: \(TLSFailure.firstReason).")
        }
        do {
            try Self.setUp(context)
            try read(into: context)
        } catch {
            SSL_CTX_free(context)
            throw error
        }
        self.context = context
    }

    /// A client's end of a connection over `socket`, whose peer must prove to be `host`; after `prepare` only.
    func connection(over socket: Socket, to host: String) throws(Stopped) -> TLSConnection {
        ERR_clear_error()
        guard let context, let ssl = SSL_new(context) else { throw Stopped(.system(TLSFailure.firstReason)) }
        return try TLSConnection(owning: ssl, over: socket, to: host)
    }

    private static func setUp(_ context: OpaquePointer) throws(NetworkPathError) {
        openssl_keep_no_sessions(context)
        SSL_CTX_set_security_level(context, 2)
        SSL_CTX_set_verify(context, SSL_VERIFY_NONE, noteDepth)
        guard openssl_set_protocols(context, TLS1_2_VERSION, 0) == 1,
            SSL_CTX_set_cipher_list(context, "DEFAULT") == 1
        else {
            throw NetworkPathError("OpenSSL refuses the protocol settings: \(TLSFailure.firstReason).")
        }
    }

    private func read(into context: OpaquePointer) throws(NetworkPathError) {
        switch roots {
        case .system:
            guard SSL_CTX_set_default_verify_paths(context) == 1 else {
                throw NetworkPathError(
                    "OpenSSL cannot look for the system's roots: \(TLSFailure.firstReason).")
            }
        case .file(let path):
            guard SSL_CTX_load_verify_file(context, path) == 1 else {
                throw NetworkPathError(
                    "The root certificates in \"\(path)\" cannot be read: \(TLSFailure.firstReason).")
            }
        }
    }
}

/// Keeps the depth of the certificate that verification ends at, which `SSL_get_verify_result` does not tell.
///
/// Called by OpenSSL for each certificate (SSL_CTX_set_verify(3)); refusing stops the verification, and not the
/// handshake, as that goes on with `SSL_VERIFY_NONE`.
private func noteDepth(_ isFine: Int32, _ verification: OpaquePointer?) -> Int32 {
    guard isFine == 0, let verification else { return isFine }
    let index = SSL_get_ex_data_X509_STORE_CTX_idx()
    if let ssl = X509_STORE_CTX_get_ex_data(verification, index) {
        let depth = UnsafeMutableRawPointer(bitPattern: Int(X509_STORE_CTX_get_error_depth(verification)))
        SSL_set_ex_data(OpaquePointer(ssl), 0, depth)
    }
    return isFine
}
