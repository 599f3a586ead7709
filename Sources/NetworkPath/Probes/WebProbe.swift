internal import FoundationEssentials
package import WatchCore

/// One request to a server of the operator's own, and its answer; redirects are not followed.
///
/// Nothing is sent to a server whose certificate is bad.
struct WebProbe: PathProbe {
    let request: WebRequest
    /// The proxy, or `nil` to connect directly.
    let proxy: OutboundProxy?

    func run(with context: ProbeContext) async -> WebOutcome {
        var context = context
        if request.trust.authorities != nil || request.trust.identity != nil {
            context.tls = context.tls.trusting(request.trust)
        }
        var recorder = PathRecorder(through: proxy, with: context)
        var answer: WebAnswer?
        do {
            answer = try await ask(&recorder)
        } catch {
            recorder.stop(error.failure)
        }
        return WebOutcome(path: recorder.seen, answer: answer)
    }

    private func ask(_ recorder: inout PathRecorder) async throws(PhaseError) -> WebAnswer {
        let address = request.address
        let socket = try await recorder.open(to: address.host, address.port, .any)
        var parser = ResponseParser(limit: request.limit)
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
        let body = parser.content
        return WebAnswer(
            status: head.status, statusLine: head.statusLine, date: head.date.flatMap { Date(httpDate: $0) },
            retryAfter: head.retryAfter, location: head.location,
            body: String(decoding: body?.plain ?? [], as: UTF8.self), isBodyCut: body?.isCut ?? false)
    }
}

extension PathProber {
    /// Sends a request to a server of the operator's own, and reads its answer.
    ///
    /// - Parameters:
    ///   - request: what is asked or posted.
    ///   - proxy: the proxy, or `nil` to connect directly.
    ///   - limit: how long it may take, or `nil` if whoever starts it cancels its task when the time is up.
    /// - Returns: the answer, or where the path ended.
    package func send(
        _ request: WebRequest, through proxy: OutboundProxy?, within limit: Duration? = nil
    ) async -> WebOutcome {
        await admit(WebProbe(request: request, proxy: proxy), within: limit)
    }
}

extension TLSContext {
    /// Like this one, but for what its servers must be of and are shown; read anew each time, as it may be exchanged.
    fileprivate func trusting(_ trust: WebRequest.ServerTrust) -> TLSContext {
        TLSContext(
            roots: trust.authorities.map(Roots.file) ?? roots, publicRoots: publicRoots,
            authorities: authorities, identity: trust.identity.map(ClientIdentity.init))
    }
}
