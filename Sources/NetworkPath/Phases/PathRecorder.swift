internal import WatchCore

/// How far a probe has come and what it has seen, and the phases that all probes are made of.
///
/// Through a proxy it is the proxy's name that is resolved here, whatever the family asked for, as the proxy resolves
/// that of the target. Everything from connecting to the proxy to its 2xx is then the tunnel phase; the timing of
/// connecting is still told apart.
struct PathRecorder {
    let tools: ProbeContext
    private let proxy: OutboundProxy?
    private var phase = NetworkPhase.resolve
    /// Where the last connection went to.
    private(set) var place: SocketAddress?
    /// Whether the peer of the last handshake asked for a certificate of ours.
    private(set) var isCertificateDemanded = false
    var seen = PathObservation()

    /// What a probe leaves behind for those that follow it to the same place.
    struct PinnedRoute: Sendable {
        fileprivate let place: SocketAddress?
        fileprivate let demand: String?
    }

    init(through proxy: OutboundProxy?, after pinned: PinnedRoute? = nil, with tools: ProbeContext) {
        self.tools = tools
        self.proxy = proxy
        place = pinned?.place
        seen.tunnel = pinned?.demand.map { TunnelFacts(demand: $0) }
    }

    var pinned: PinnedRoute { PinnedRoute(place: place, demand: seen.tunnel?.demand) }

    /// Forgets the way to one target before another one is walked to; the timings stay, and what is known of the proxy.
    mutating func turn() {
        (seen.addresses, seen.address, seen.tls) = ([], nil, nil)
        seen.tunnel?.statusLine = ""
        if proxy == nil { place = nil }
    }

    /// Says where the probe ended, and why.
    mutating func stop(_ failure: PathFailure) {
        seen.stop = PathStop(phase(of: failure), failure)
    }

    /// Goes on to `phase`; the moment.
    mutating func enter(_ phase: NetworkPhase) -> ContinuousClock.Instant {
        self.phase = phase
        return ContinuousClock.now
    }

    /// Keeps how long a phase took, if that is the first one of its kind.
    mutating func note(
        _ timing: WritableKeyPath<PhaseTimings, Duration?>, since began: ContinuousClock.Instant
    ) {
        if seen.timings[keyPath: timing] == nil {
            seen.timings[keyPath: timing] = ContinuousClock.now - began
        }
    }

    /// TLS may refuse when the handshake seems over: TLS 1.3 tells so where an answer is read (RFC 8446 section
    /// 4.4.2.4).
    private func phase(of failure: PathFailure) -> NetworkPhase {
        switch failure {
        case .tlsAlert, .tlsRefused, .tlsVersion, .notTLS, .certificate: .handshake
        case .outOfTime, .nameNotFound, .resolverFailed, .refused, .reset, .networkUnreachable,
            .hostUnreachable, .denied, .closed, .proxyStatus, .proxyMalformed, .httpMalformed, .httpTooLarge,
            .redirectLoop, .local, .system:
            phase
        }
    }
}

// MARK: - The phases

extension PathRecorder {
    /// Resolve, connect and, where there is a proxy, tunnel: what every walk begins with.
    ///
    /// An address that is known already is not asked for again.
    mutating func open(
        to host: String, _ port: UInt16, _ family: AddressFamily,
        until enough: ProbeContext.Enough = .firstConnection
    ) async throws(PhaseError) -> Socket {
        guard let proxy else {
            let addresses = try await addresses(of: host, family)
            return try await connect(to: addresses, port, as: .connect, until: enough)
        }
        let addresses = try await addresses(of: proxy.host, .any)
        let socket = try await connect(to: addresses, proxy.port, as: .tunnel, until: .firstConnection)
        return try await tunnel(to: hostAndPort(host, port), through: proxy, over: socket)
    }

    private mutating func addresses(
        of host: String, _ family: AddressFamily
    ) async throws(PhaseError) -> [SocketAddress] {
        if let place { return [place] }
        let began = enter(.resolve)
        defer { note(\.resolve, since: began) }
        return try await tools.resolve(host, family)
    }

    private mutating func connect(
        to addresses: [SocketAddress], _ port: UInt16, as phase: NetworkPhase,
        until enough: ProbeContext.Enough
    ) async throws(PhaseError) -> Socket {
        let began = enter(phase)
        defer { note(\.connect, since: began) }
        let race = await tools.connect(to: addresses, port: port, until: enough)
        seen.addresses = race.attempts
        seen.address = race.address?.text
        place = race.address
        guard let socket = race.winner else { throw PhaseError(race.failure ?? .outOfTime) }
        return socket
    }

    /// Makes the connection private and sees who answers; certificates are not judged.
    mutating func handshake(
        over socket: Socket, with host: String, offering offer: TLSOffer
    ) async throws(PhaseError) -> TLSConnection {
        _ = enter(.handshake)
        let connection = try tools.tls.connection(over: socket, to: host, offering: offer)
        let began = ContinuousClock.now
        defer { note(\.handshake, since: began) }
        do {
            try await connection.handshake(tools.waiter)
        } catch {
            seen.tls = connection.partialFacts
            isCertificateDemanded = connection.notes.isCertificateDemanded
            throw error
        }
        seen.tls = connection.facts
        return connection
    }

    /// Stops before a peer whose certificate is bad, to which nothing is sent.
    func requireGoodCertificate() throws(PhaseError) {
        if seen.tls?.problems.isEmpty == false { throw PhaseError(.certificate) }
    }
}
