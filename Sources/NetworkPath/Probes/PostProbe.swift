internal import FoundationEssentials
package import WatchCore

/// One request that posts something, and its answer; redirects are not followed.
///
/// Nothing is sent to a server whose certificate is bad.
struct PostProbe: PathProbe {
    let request: PostRequest
    /// The proxy, or `nil` to connect directly.
    let proxy: OutboundProxy?

    /// The most bytes of the answer's body that are read: it is for people.
    private static let bodyLimit = 4096

    func run(with context: ProbeContext) async -> PostOutcome {
        var context = context
        if request.trust.authorities != nil || request.trust.identity != nil {
            context.tls = context.tls.trusting(request.trust)
        }
        var recorder = PathRecorder(through: proxy, with: context)
        var answer: PostAnswer?
        do {
            answer = try await post(&recorder)
        } catch {
            recorder.stop(error.failure)
        }
        return PostOutcome(path: recorder.seen, answer: answer)
    }

    private func post(_ recorder: inout PathRecorder) async throws(PhaseError) -> PostAnswer {
        let address = request.address
        let socket = try await recorder.open(to: address.host, address.port, .any)
        var parser = ResponseParser(limit: Self.bodyLimit)
        switch address {
        case .plain:
            _ = recorder.enter(.exchange)
            try await recorder.context.exchange(request.bytes, over: socket, reading: &parser) { _ in }
        case .encrypted:
            let connection = try await recorder.handshake(
                over: socket, with: address.host, offering: .control)
            try recorder.requireGoodCertificate()
            _ = recorder.enter(.exchange)
            var bytes = request.bytes
            try await recorder.context.exchange(
                SecretBytes(moving: &bytes), over: connection, reading: &parser)
        }
        guard let head = parser.head else { throw PhaseError(.closed) }
        return PostAnswer(
            status: head.status, statusLine: head.statusLine, date: head.date.flatMap { Date(httpDate: $0) },
            retryAfter: head.retryAfter, location: head.location, body: parser.page.text)
    }
}

extension PathProber {
    /// Posts something, and reads the answer.
    ///
    /// It has no deadline: whoever starts it cancels its task when the time is up.
    ///
    /// - Parameters:
    ///   - request: what is posted.
    ///   - proxy: the proxy, or `nil` to connect directly.
    /// - Returns: the answer, or where the path ended.
    package func post(_ request: PostRequest, through proxy: OutboundProxy?) async -> PostOutcome {
        await admit(PostProbe(request: request, proxy: proxy))
    }
}

extension TLSContext {
    /// Like this one, but for what its servers must be of and are shown; read anew each time, as it may be exchanged.
    fileprivate func trusting(_ trust: PostRequest.ServerTrust) -> TLSContext {
        TLSContext(
            roots: trust.authorities.map(Roots.file) ?? roots, publicRoots: publicRoots,
            authorities: authorities, identity: trust.identity.map(ClientIdentity.init))
    }
}
