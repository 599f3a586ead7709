internal import WatchCore

/// One handshake with a server; no data is sent.
///
/// That of the control judges the certificate as well, as that of a page does. The others tell whether such a handshake
/// comes through: what is wrong with the certificate is in their `tls` and does not stop them.
///
/// A server that goes no further without a certificate of ours has made its part of the handshake, so that refusal is no
/// failure: in TLS 1.3 it would only come with the answer to a request (RFC 8446 section 4.4.2.4).
struct HandshakeWalk: Walk {
    let target: TLSTarget
    /// `nil`: directly.
    let proxy: OutboundProxy?
    let offer: TLSOffer
    /// That of the walk before, whose server is to be met again.
    var footprint: Trail.Footprint?

    struct Seen: Sendable {
        let path: PathObservation
        let footprint: Trail.Footprint
    }

    func run(with tools: LookTools) async -> Seen {
        var trail = Trail(through: proxy, after: footprint, with: tools)
        do {
            try await walk(&trail)
        } catch {
            trail.stop(error.failure)
        }
        return Seen(path: trail.seen, footprint: trail.footprint)
    }

    private func walk(_ trail: inout Trail) async throws(Stopped) {
        let socket = try await trail.open(to: target.host, target.port, target.family)
        do {
            try await trail.handshake(over: socket, with: target.host, offering: offer).end()
        } catch {
            guard trail.isCertificateDemanded, case .tlsAlert = error.failure else { throw error }
        }
        switch offer {
        case .control: try trail.requireGoodCertificate()
        case .sha512: try requireSHA512(trail.seen.tls?.signature ?? "")
        case .tls12, .legacy: break
        }
    }

    /// What was offered leaves a server no other choice, and OpenSSL refuses any other: seen with its own eyes, it is
    /// no conclusion.
    private func requireSHA512(_ signature: String) throws(Stopped) {
        guard !signature.hasSuffix("_sha512") else { return }
        let other = signature.isEmpty ? "nothing that has a name" : signature
        throw Stopped(.tlsRefused("the handshake was signed with \(other) instead of SHA-512"))
    }
}
