internal import WatchCore

/// One handshake with a server; no data is sent.
///
/// The control handshake fails for a bad certificate, like the probe of a page. The others only test whether such a
/// handshake passes: problems of the certificate are in their `tls` and do not stop them.
///
/// A server that refuses to continue without a client certificate has done its part of the handshake, so this is not a
/// failure: in TLS 1.3 the refusal would only come with the answer to a request (RFC 8446 section 4.4.2.4).
struct HandshakeProbe: PathProbe {
    let target: TLSTarget
    /// The proxy, or `nil` to connect directly.
    let proxy: OutboundProxy?
    let offer: TLSOffer
    /// The route of the previous probe, to reach the same server again.
    var pinned: PathRecorder.PinnedRoute?

    struct Seen: Sendable {
        let path: PathObservation
        let pinned: PathRecorder.PinnedRoute
        /// `nil` unless what the certificates name is to be asked.
        let served: ServedChain?
    }

    func run(with context: ProbeContext) async -> Seen {
        var recorder = PathRecorder(through: proxy, after: pinned, with: context)
        var served: ServedChain?
        do {
            try await probe(&recorder, &served)
        } catch {
            recorder.stop(error.failure)
        }
        return Seen(path: recorder.seen, pinned: recorder.pinned, served: served)
    }

    private func probe(
        _ recorder: inout PathRecorder, _ served: inout ServedChain?
    ) async throws(PhaseError) {
        let socket = try await recorder.open(to: target.host, target.port, target.family)
        do {
            let connection = try await recorder.handshake(
                over: socket, with: target.host, offering: offer)
            if offer == .control, target.aspects.contains(.revocation) { served = connection.servedChain }
            connection.end()
        } catch {
            guard recorder.isCertificateDemanded, error.failure.isTurningAway else { throw error }
        }
        switch offer {
        case .control: try recorder.requireGoodCertificate()
        case .sha512: try requireSHA512(recorder.seen.tls?.signature ?? "")
        case .tls12, .legacy, .largeHello: break
        }
    }

    /// The offer leaves a server no other choice, and OpenSSL would refuse any other; this check turns that conclusion
    /// into an observation.
    private func requireSHA512(_ signature: String) throws(PhaseError) {
        guard !signature.hasSuffix("_sha512") else { return }
        let other = signature.isEmpty ? "an unknown algorithm" : signature
        throw PhaseError(.tlsRefused("the handshake was signed with \(other) instead of SHA-512"))
    }
}
