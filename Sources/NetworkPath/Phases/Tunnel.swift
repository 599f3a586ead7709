internal import FoundationEssentials
internal import WatchCore

extension PathRecorder {
    /// The phase that has a proxy make a tunnel to `target` (host:port), which is then what the connection leads to.
    ///
    /// A proxy is first asked as the connector asks it, which cannot authenticate: its demand for credentials is a
    /// finding even where there are some.
    mutating func tunnel(
        to target: String, through proxy: OutboundProxy, over first: Socket
    ) async throws(PhaseError) -> Socket {
        let began = enter(.tunnel)
        defer { note(\.tunnel, since: began) }
        var socket = first
        let known = seen.tunnel?.demand == nil ? nil : tools.credential(of: proxy)
        var answer = try await ask(for: target, over: socket, known)
        if answer.status == 407, known == nil, let credential = tools.credential(of: proxy) {
            seen.tunnel?.demand = answer.statusLine
            socket = try await reconnect(to: proxy)
            answer = try await ask(for: target, over: socket, credential)
        }
        guard answer.isSuccess else { throw PhaseError(.proxyStatus(answer.status)) }
        return socket
    }

    /// Asks for a tunnel; the head of the answer, of which no more is read.
    ///
    /// The first bytes in a tunnel are this host's own: others belong to a page that is shown in its place.
    private mutating func ask(
        for target: String, over socket: Socket, _ credential: ProxyCredential?
    ) async throws(PhaseError) -> ResponseHead {
        seen.tunnel = TunnelFacts(demand: seen.tunnel?.demand)
        let fields = credential.map { ["Proxy-Authorization: \($0.authorization)"] } ?? []
        do throws(PhaseError) {
            let answer = try await tools.askForHead(request("CONNECT", target, target, fields), over: socket)
            seen.tunnel?.statusLine = answer.head.statusLine
            if answer.head.isSuccess, answer.hasMore {
                throw PhaseError(.proxyMalformed("a page follows \(quoted(answer.head.statusLine))"))
            }
            return answer.head
        } catch {
            throw PhaseError(error.failure.ofProxy)
        }
    }

    /// A connection in place of one that was refused: that may be closed, or have a page in flight.
    private func reconnect(to proxy: OutboundProxy) async throws(PhaseError) -> Socket {
        let addresses = place.map { [$0] } ?? []
        let race = await tools.connect(to: addresses, port: proxy.port, until: .firstConnection)
        guard let socket = race.winner else { throw PhaseError(race.failure ?? .closed) }
        return socket
    }
}

/// User and password for a proxy, which live no longer than the phase that shows them.
struct ProxyCredential {
    /// The value of `Proxy-Authorization` in the Basic scheme (RFC 7617 section 2).
    let authorization: String

    /// `bytes` is `user:password`; a line break at the end, which neither may hold, is none of theirs.
    init(_ bytes: [UInt8]) {
        authorization = "Basic " + Data(bytes.withoutLineEnd).base64EncodedString()
    }
}

extension ProbeContext {
    /// What the proxy's credential holds, or `nil` if there is none.
    fileprivate func credential(of proxy: OutboundProxy) -> ProxyCredential? {
        proxy.credential.flatMap(readCredential).map { ProxyCredential($0) }
    }
}

extension ResponseHead {
    /// RFC 9110 section 15.3; to a CONNECT, that the tunnel stands.
    fileprivate var isSuccess: Bool { 200...299 ~= status }
}

extension PathFailure {
    /// The same where the proxy is the one that does not speak HTTP.
    fileprivate var ofProxy: PathFailure {
        switch self {
        case .httpMalformed(let text): .proxyMalformed(text)
        case .httpTooLarge(let limit): .proxyMalformed("the head is longer than \(limit) bytes")
        case .outOfTime, .nameNotFound, .resolverFailed, .refused, .reset, .networkUnreachable,
            .hostUnreachable, .denied, .closed, .proxyStatus, .proxyMalformed, .notTLS, .tlsVersion,
            .tlsAlert,
            .tlsRefused, .certificate, .redirectLoop, .local, .system:
            self
        }
    }
}
