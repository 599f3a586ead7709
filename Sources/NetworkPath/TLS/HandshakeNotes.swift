internal import COpenSSL
internal import Certificates
internal import Files
internal import WatchCore

/// Facts that OpenSSL reports only during a handshake.
final class HandshakeNotes {
    /// The problems of the peer's chain, in the order OpenSSL finds them.
    private(set) var problems: [CertificateProblem] = []
    /// Whether the peer asked for a client certificate.
    fileprivate(set) var isCertificateDemanded = false
    /// Whether the first message is to be larger than one segment; set before the handshake.
    var isHelloLarge = false
    private var verdicts: [CertificateVerdict] = []

    /// The most problems of one chain that are kept.
    static let limit = 16

    /// Makes the connections of `context` take notes; each needs its own (`attach`).
    ///
    /// - Returns: Whether OpenSSL could.
    static func takeNotes(in context: OpaquePointer) -> Bool {
        SSL_CTX_set_verify(context, SSL_VERIFY_NONE, noteVerdict)
        SSL_CTX_set_cert_cb(context, noteDemand, nil)
        return openssl_pad_hello(context, padHello) == 1
    }

    /// Makes `ssl` write its notes into this object, which must live as long.
    ///
    /// - Returns: Whether OpenSSL could.
    func attach(to ssl: OpaquePointer) -> Bool {
        SSL_set_ex_data(ssl, 0, Unmanaged.passUnretained(self).toOpaque()) == 1
    }

    fileprivate static func of(_ ssl: OpaquePointer) -> HandshakeNotes? {
        SSL_get_ex_data(ssl, 0).map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
    }

    fileprivate func note(_ verdict: CertificateVerdict) {
        guard verdicts.count < Self.limit, !verdicts.contains(where: { verdict.isImplied(by: $0) }) else {
            return
        }
        verdicts.append(verdict)
        problems.append(verdict.problem)
    }
}

/// Called by OpenSSL for each certificate of a chain, and for each problem (SSL_CTX_set_verify(3)).
///
/// Returning 1 makes the verification continue with the next problem; it does not accept the certificate, because the
/// problem is noted.
private func noteVerdict(_ isFine: Int32, _ verification: OpaquePointer?) -> Int32 {
    guard isFine == 0, let verification else { return isFine }
    let index = SSL_get_ex_data_X509_STORE_CTX_idx()
    guard let ssl = X509_STORE_CTX_get_ex_data(verification, index),
        let notes = HandshakeNotes.of(OpaquePointer(ssl))
    else { return 0 }
    noteUnreadRoots()
    let certificate = X509_STORE_CTX_get_current_cert(verification)
    let depth = X509_STORE_CTX_get_error_depth(verification)
    notes.note(
        CertificateVerdict(
            code: X509_STORE_CTX_get_error(verification), depth: Int(depth),
            isIssuerElsewhere: certificate.map { isIssuerElsewhere($0, depth) } ?? false,
            certificate: certificate.flatMap { Certificate(retaining: $0).facts },
            isFromStore: certificate.map { _ in openssl_is_from_store(verification, depth) == 1 }))
    return 1
}

/// Takes note of a root's file that could not be opened: OpenSSL reads it only now, and takes it for one that is not there.
private func noteUnreadRoots() {
    if let errno = TLSFailure.firstSystemError {
        Descriptors.note(errno)
    } else {
        Descriptors.noteFailureOfLibrary()
    }
}

/// Whether a certificate says where its issuer's can be fetched.
///
/// Above the leaf only public authorities count.
private func isIssuerElsewhere(_ certificate: OpaquePointer, _ depth: Int32) -> Bool {
    let places = Certificate(retaining: certificate).issuerPlaces
    return depth > 0 ? places.arePublic : !places.isEmpty
}

/// Called by OpenSSL for each first message (SSL_CTX_add_custom_ext(3)): returns 1 to have the padding sent, 0 to leave it
/// out.
private func padHello(
    _ ssl: OpaquePointer?, _: UInt32, _: UInt32, _ bytes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
    _ length: UnsafeMutablePointer<Int>?, _: OpaquePointer?, _: Int, _: UnsafeMutablePointer<Int32>?,
    _: UnsafeMutableRawPointer?
) -> Int32 {
    guard ssl.flatMap(HandshakeNotes.of)?.isHelloLarge == true, let bytes, let length else { return 0 }
    openssl_hello_padding(bytes, length)
    return 1
}

/// Called by OpenSSL when the peer asks for a certificate (SSL_CTX_set_cert_cb(3)); the handshake continues without
/// one.
private func noteDemand(_ ssl: OpaquePointer?, _: UnsafeMutableRawPointer?) -> Int32 {
    ssl.flatMap(HandshakeNotes.of)?.isCertificateDemanded = true
    return 1
}
