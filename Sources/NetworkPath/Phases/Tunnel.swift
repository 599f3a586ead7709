internal import FoundationEssentials
internal import WatchCore

extension PathRecorder {
    /// The tunnel phase: asks a proxy for a tunnel.
    ///
    /// The first request has no credentials, because the connector cannot authenticate: a demand for them is a finding
    /// even if there are some. A password goes only to a proxy that offers the Basic scheme, in which it is readable.
    ///
    /// - Parameters:
    ///   - target: host:port.
    ///   - proxy: the proxy.
    ///   - first: a connection to it.
    /// - Returns: The connection with the tunnel, which may be another one.
    /// - Throws: The proxy's refusal, or the failure of the connection to it.
    mutating func tunnel(
        to target: String, through proxy: OutboundProxy, over first: Socket
    ) async throws(PhaseError) -> Socket {
        let began = enter(.tunnel)
        defer { note(\.tunnel, since: began) }
        var socket = first
        let known = seen.tunnel?.demand == nil ? nil : context.credential(of: proxy)
        var answer = try await ask(for: target, over: socket, known)
        let schemes = authenticationSchemes(answer.proxyChallenges)
        if answer.status == 407, known == nil, proxy.credential != nil,
            !schemes.contains(where: { $0.lowercased() == "basic" })
        {
            seen.tunnel?.unsuitableSchemes = schemes
        } else if answer.status == 407, known == nil, let name = proxy.credential {
            switch context.readCredential(name) {
            case .absent:
                seen.tunnel?.credentialProblem = "The credential \"\(name)\" was not given to this process."
            case .failed(let sentence):
                seen.tunnel?.credentialProblem = sentence
            case .read(let bytes):
                seen.tunnel?.demand = answer.statusLine
                socket = try await reconnect(to: proxy)
                answer = try await ask(for: target, over: socket, ProxyCredential(bytes))
            }
        }
        guard answer.isSuccess else { throw PhaseError(.proxyStatus(answer.status)) }
        return socket
    }

    /// Asks for a tunnel, and reads the head of the answer; what follows a 2xx comes out of the tunnel (RFC 9110
    /// section 9.3.6).
    private mutating func ask(
        for target: String, over socket: Socket, _ credential: ProxyCredential?
    ) async throws(PhaseError) -> ResponseHead {
        seen.tunnel = TunnelFacts(demand: seen.tunnel?.demand)
        let fields = credential.map { ["Proxy-Authorization: \($0.authorization)"] } ?? []
        do throws(PhaseError) {
            let answer = try await context.askForHead(
                request("CONNECT", target, target, fields), over: socket)
            seen.tunnel?.statusLine = answer.head.statusLine
            seen.tunnel?.error = answer.head.proxyError
            hasEarlyBytes = answer.head.isSuccess && !answer.rest.isEmpty
            // No server begins with a page; a portal may put one behind its 200.
            if answer.head.isSuccess, answer.rest.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") {
                throw PhaseError(.proxyMalformed("a page follows \(quoted(answer.head.statusLine))"))
            }
            return answer.head
        } catch {
            throw PhaseError(error.failure.ofProxy)
        }
    }

    /// A new connection after a refused request: the old one may be closed, or still receive a page.
    private func reconnect(to proxy: OutboundProxy) async throws(PhaseError) -> Socket {
        let addresses = place.map { [$0] } ?? []
        let race = await context.connect(to: addresses, port: proxy.port, until: .firstConnection)
        guard let socket = race.winner else { throw PhaseError(race.failure ?? .closed) }
        return socket
    }
}

/// User and password for a proxy, kept only during the phase that sends them.
struct ProxyCredential {
    /// The value of `Proxy-Authorization` in the Basic scheme (RFC 7617 section 2).
    let authorization: String

    /// - Parameter bytes: `user:password`; a line break at the end is ignored.
    init(_ bytes: [UInt8]) {
        authorization = "Basic " + Data(bytes.withoutLineEnd).base64EncodedString()
    }
}

extension ProbeContext {
    /// The credential for a proxy that has demanded it before, or `nil` if it cannot be read any more.
    fileprivate func credential(of proxy: OutboundProxy) -> ProxyCredential? {
        guard let name = proxy.credential, case .read(let bytes) = readCredential(name) else { return nil }
        return ProxyCredential(bytes)
    }
}

extension ResponseHead {
    /// Whether the status is 2xx (RFC 9110 section 15.3), which means for CONNECT that there is a tunnel.
    fileprivate var isSuccess: Bool { 200...299 ~= status }
}

extension PathFailure {
    /// The same failure, attributed to the proxy if it does not speak HTTP.
    fileprivate var ofProxy: PathFailure {
        switch self {
        case .httpMalformed(let text): .proxyMalformed(text)
        case .httpTooLarge(let limit): .proxyMalformed("the head is longer than \(limit) bytes")
        case .outOfTime, .nameNotFound, .resolverFailed, .lookup, .refused, .reset, .networkUnreachable,
            .hostUnreachable, .denied, .closed, .proxyStatus, .proxyMalformed, .tunnelClosed, .notTLS,
            .tlsVersion, .tlsAlert, .tlsRefused, .certificate, .clientCertificate, .redirectLoop, .local,
            .system:
            self
        }
    }
}
