internal import WatchCore

/// The progress and the observations of a probe, and the phases that all probes consist of.
///
/// With a proxy, the proxy's name is resolved here, for any address family, because the proxy resolves the target's
/// name. Everything from connecting to the proxy until its 2xx is then the tunnel phase; connecting has its own timing.
struct PathRecorder {
    let context: ProbeContext
    private let proxy: OutboundProxy?
    private var phase = NetworkPhase.resolve
    /// The address of the last connection.
    private(set) var place: SocketAddress?
    /// Whether the peer of the last handshake asked for a client certificate.
    private(set) var isCertificateDemanded = false
    /// Whether bytes came out of the tunnel with the proxy's answer, before this host sent any.
    var hasEarlyBytes = false
    var seen = PathObservation()

    /// What a later probe needs to reach the same server.
    struct PinnedRoute: Sendable {
        fileprivate let place: SocketAddress?
        fileprivate let demand: String?
    }

    init(through proxy: OutboundProxy?, after pinned: PinnedRoute? = nil, with context: ProbeContext) {
        self.context = context
        self.proxy = proxy
        place = pinned?.place
        seen.tunnel = pinned?.demand.map { TunnelFacts(demand: $0) }
    }

    var pinned: PinnedRoute { PinnedRoute(place: place, demand: seen.tunnel?.demand) }

    /// Forgets the connection to one target before the next one; timings and facts about the proxy are kept.
    mutating func turn() {
        (seen.addresses, seen.address, seen.tls) = ([], nil, nil)
        seen.tunnel?.statusLine = ""
        if proxy == nil { place = nil }
    }

    /// Records where the probe stopped, and why.
    mutating func stop(_ failure: PathFailure) {
        seen.stop = PathStop(phase(of: failure), failure)
    }

    /// Begins a phase.
    ///
    /// - Returns: The time of its begin.
    mutating func enter(_ phase: NetworkPhase) -> ContinuousClock.Instant {
        self.phase = phase
        return ContinuousClock.now
    }

    /// Records the duration of a phase, unless it is recorded already.
    mutating func note(
        _ timing: WritableKeyPath<PhaseTimings, Duration?>, since began: ContinuousClock.Instant
    ) {
        if seen.timings[keyPath: timing] == nil {
            seen.timings[keyPath: timing] = ContinuousClock.now - began
        }
    }

    /// The phase that a failure belongs to.
    ///
    /// TLS 1.3 may refuse a handshake only when an answer is read (RFC 8446 section 4.4.2.4), and a proxy may grant a
    /// tunnel before it knows whether there is one.
    private func phase(of failure: PathFailure) -> NetworkPhase {
        switch failure {
        case .tlsAlert, .tlsRefused, .tlsVersion, .notTLS, .certificate, .clientCertificate: .handshake
        case .tunnelClosed: .tunnel
        case .outOfTime, .nameNotFound, .resolverFailed, .lookup, .refused, .reset, .networkUnreachable,
            .hostUnreachable, .denied, .closed, .proxyStatus, .proxyMalformed, .httpMalformed, .httpTooLarge,
            .redirectLoop, .local, .system:
            phase
        }
    }
}

// MARK: - The phases

extension PathRecorder {
    /// Resolves, connects and, with a proxy, opens a tunnel: the begin of every probe.
    ///
    /// A known address is not resolved again.
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

    mutating func addresses(
        of host: String, _ family: AddressFamily
    ) async throws(PhaseError) -> [SocketAddress] {
        if let place { return [place] }
        let began = enter(.resolve)
        defer { note(\.resolve, since: began) }
        let answer = try await context.resolve(host, family)
        seen.silentFamily = answer.silent
        return answer.addresses
    }

    mutating func connect(
        to addresses: [SocketAddress], _ port: UInt16, as phase: NetworkPhase,
        until enough: ProbeContext.Enough
    ) async throws(PhaseError) -> Socket {
        let began = enter(phase)
        defer { note(\.connect, since: began) }
        let race = await context.connect(to: addresses, port: port, until: enough)
        seen.addresses = race.attempts
        seen.address = race.address?.text
        place = race.address
        guard let socket = race.winner else { throw PhaseError(race.failure ?? .outOfTime) }
        return socket
    }

    /// The handshake phase; problems of certificates are recorded, but do not stop it.
    mutating func handshake(
        over socket: Socket, with host: String, offering offer: TLSOffer
    ) async throws(PhaseError) -> TLSConnection {
        _ = enter(.handshake)
        // A TLS server never speaks first.
        if hasEarlyBytes { throw PhaseError(.notTLS) }
        let connection = try context.tls.connection(over: socket, to: host, offering: offer)
        let began = ContinuousClock.now
        defer { note(\.handshake, since: began) }
        do {
            try await connection.handshake(context.waiter)
        } catch {
            seen.tls = connection.partialFacts
            isCertificateDemanded = connection.notes.isCertificateDemanded
            let isFirst = proxy != nil && offer == .control && !connection.hasHeardPeer
            throw isFirst && error.failure.isEnd ? PhaseError(.tunnelClosed) : error
        }
        seen.tls = connection.facts
        return connection
    }

    /// Stops at a peer with a bad certificate, to which nothing must be sent.
    func requireGoodCertificate() throws(PhaseError) {
        if seen.tls?.problems.isEmpty == false { throw PhaseError(.certificate) }
    }
}

extension PathFailure {
    /// Whether the peer ended the connection.
    var isEnd: Bool { self == .closed || self == .reset }

    /// Whether it may be how a server turns a client away that has no certificate.
    var isTurningAway: Bool {
        if case .tlsAlert = self { true } else { isEnd }
    }
}
