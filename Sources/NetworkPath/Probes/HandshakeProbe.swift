internal import WatchCore

/// One handshake with a server; no data is sent.
///
/// That of the control judges the certificate as well, as that of a page does. The others tell whether such a handshake
/// comes through: what is wrong with the certificate is in their `tls` and does not stop them.
///
/// A server that goes no further without a certificate of ours has made its part of the handshake, so that refusal is no
/// failure: in TLS 1.3 it would only come with the answer to a request (RFC 8446 section 4.4.2.4).
struct HandshakeProbe: PathProbe {
    let target: TLSTarget
    /// `nil` if it goes directly.
    let proxy: OutboundProxy?
    let offer: TLSOffer
    /// That of the probe before, whose server is to be met again.
    var pinned: PathRecorder.PinnedRoute?

    struct Seen: Sendable {
        let path: PathObservation
        let pinned: PathRecorder.PinnedRoute
    }

    func run(with tools: ProbeContext) async -> Seen {
        var recorder = PathRecorder(through: proxy, after: pinned, with: tools)
        do {
            try await probe(&recorder)
        } catch {
            recorder.stop(error.failure)
        }
        return Seen(path: recorder.seen, pinned: recorder.pinned)
    }

    private func probe(_ recorder: inout PathRecorder) async throws(PhaseError) {
        let socket = try await recorder.open(to: target.host, target.port, target.family)
        do {
            try await recorder.handshake(over: socket, with: target.host, offering: offer).end()
        } catch {
            guard recorder.isCertificateDemanded, case .tlsAlert = error.failure else { throw error }
        }
        switch offer {
        case .control: try recorder.requireGoodCertificate()
        case .sha512: try requireSHA512(recorder.seen.tls?.signature ?? "")
        case .tls12, .legacy: break
        }
    }

    /// What was offered leaves a server no other choice, and OpenSSL refuses any other: seen with its own eyes, it is
    /// no conclusion.
    private func requireSHA512(_ signature: String) throws(PhaseError) {
        guard !signature.hasSuffix("_sha512") else { return }
        let other = signature.isEmpty ? "nothing that has a name" : signature
        throw PhaseError(.tlsRefused("the handshake was signed with \(other) instead of SHA-512"))
    }
}
