package import FoundationEssentials

/// What the last probe of a check showed on one of its routes.
package struct SnapshotRoute: Sendable, Equatable, Codable {
    /// The route, or `nil` if the check does not leave this host.
    @OrNull package var route: Route?
    /// Whether nothing of warning or worse was found.
    package var passed: Bool
    /// How long each phase took, as far as the probe came.
    @OrNull package var resolveMs: Double?
    @OrNull package var connectMs: Double?
    @OrNull package var tunnelMs: Double?
    @OrNull package var handshakeMs: Double?
    @OrNull package var exchangeMs: Double?
    /// What the handshake negotiated.
    @OrNull package var tlsVersion: String?
    @OrNull package var tlsCipher: String?
    @OrNull package var tlsGroup: String?
    @OrNull package var tlsSignature: String?
    /// When the certificate ends that the server presented.
    @OrNull package var serverNotAfter: Date?
    /// What was found of warning or worse.
    package var failures: [SnapshotFailure]

    private enum CodingKeys: String, CodingKey {
        case route = "via"
        case passed
        case resolveMs = "resolve_ms"
        case connectMs = "connect_ms"
        case tunnelMs = "tunnel_ms"
        case handshakeMs = "handshake_ms"
        case exchangeMs = "exchange_ms"
        case tlsVersion = "tls_version"
        case tlsCipher = "tls_cipher"
        case tlsGroup = "tls_group"
        case tlsSignature = "tls_signature"
        case serverNotAfter = "server_not_after"
        case failures
    }

    init(route: Route?, _ path: PathObservation?, _ findings: [Finding]) {
        self.route = route
        failures = findings.filter { $0.priority >= .warning }.map(SnapshotFailure.init)
        passed = failures.isEmpty
        guard let path else { return }
        resolveMs = path.timings.resolve?.preciseMs
        connectMs = path.timings.connect?.preciseMs
        tunnelMs = path.timings.tunnel?.preciseMs
        handshakeMs = path.timings.handshake?.preciseMs
        exchangeMs = path.timings.exchange?.preciseMs
        guard let tls = path.tls else { return }
        tlsVersion = tls.version.unlessEmpty
        tlsCipher = tls.cipher.unlessEmpty
        tlsGroup = tls.group.unlessEmpty
        tlsSignature = tls.signature.unlessEmpty
        serverNotAfter = tls.chain.first?.notAfter
    }

    /// How long each phase took, as far as the probe came.
    package var phases: [(phase: NetworkPhase, ms: Double)] {
        NetworkPhase.allCases.compactMap { phase in ms(of: phase).map { (phase, $0) } }
    }

    private func ms(of phase: NetworkPhase) -> Double? {
        switch phase {
        case .resolve: resolveMs
        case .connect: connectMs
        case .tunnel: tunnelMs
        case .handshake: handshakeMs
        case .exchange: exchangeMs
        }
    }

    /// Whether another probe showed the same but for its times.
    func isLike(_ other: SnapshotRoute) -> Bool {
        route == other.route && failures == other.failures
    }
}

/// What a probe found.
package struct SnapshotFailure: Sendable, Equatable, Codable {
    package var event: AlertEvent
    /// syslog's number.
    package var priority: Priority
    package var phase: Phase
    @OrNull package var reason: Reason?

    init(_ finding: Finding) {
        event = finding.event
        priority = finding.priority
        phase = finding.phase
        reason = finding.reason
    }
}

extension Duration {
    /// Milliseconds to the thousandth.
    fileprivate var preciseMs: Double { (inSeconds * 1_000_000).rounded() / 1000 }
}

extension String {
    fileprivate var unlessEmpty: String? { isEmpty ? nil : self }
}
