/// How a target fares on the other route than the one that a finding is about.
package struct OtherRoute: Sendable, Equatable {
    /// The proxy of the other route, or `nil` if that is the direct one.
    package var proxy: Endpoint?
    package var outcome: Outcome
    /// Who issued the certificate that is presented there, where that helps to judge this one.
    package var issuer: String?

    package init(proxy: Endpoint? = nil, _ outcome: Outcome, issuer: String? = nil) {
        self.proxy = proxy
        self.outcome = outcome
        self.issuer = issuer
    }

    package enum Outcome: Sendable, Equatable {
        /// With the last phase that tells it and how long that took, where one does.
        case works(PhaseTiming?)
        /// In the same way.
        case failsAlike
        /// The same, while nothing fails yet.
        case showsAlike
        /// The same event, for another reason.
        case failsOtherwise(Reason?)
        /// In another phase, for another event.
        case failsElsewhere(Phase, Reason?)
    }
}

/// How long a phase took.
package struct PhaseTiming: Sendable, Equatable {
    package var phase: NetworkPhase
    package var duration: Duration

    package init(_ phase: NetworkPhase, _ duration: Duration) {
        self.phase = phase
        self.duration = duration
    }
}

/// What a probe over one route showed, and what was made of it.
struct RouteObservation: Sendable {
    var context: RouteContext
    var path: PathObservation
    var verdict = Verdict()
}

extension RouteObservation {
    /// Its verdict, every finding of which says how the other route fares: that tells where the failure lies.
    func verdict(beside other: RouteObservation) -> Verdict {
        var verdict = verdict
        for index in verdict.findings.indices {
            guard let comparison = other.comparison(to: verdict.findings[index]) else { continue }
            verdict.findings[index].related.append(.otherRoute(comparison))
        }
        return verdict
    }

    /// What this route says about a finding of the other one, or `nil` if that does not help.
    private func comparison(to finding: Finding) -> OtherRoute? {
        let isAboutThem = finding.priority < .warning || finding.event == .hostDegraded
        guard !isAboutThem, path.stop?.failure.isLocal != true else { return nil }
        let issuer = issuer(for: finding.event)
        let findings = verdict.findings
        if let same = findings.first(where: { $0.event == finding.event }) {
            if same.reason != finding.reason { return route(.failsOtherwise(same.reason), issuer: issuer) }
            return route(finding.isForewarning ? .showsAlike : .failsAlike, issuer: issuer)
        }
        if !passes(finding.event), let failure = findings.first(where: { $0.priority >= .error }) {
            return route(.failsElsewhere(failure.phase, failure.reason))
        }
        return route(.works(proof(for: finding.event)), issuer: issuer)
    }

    private func route(_ outcome: OtherRoute.Outcome, issuer: String? = nil) -> OtherRoute {
        OtherRoute(proxy: context.proxyEndpoint, outcome, issuer: issuer)
    }

    /// Whether this route was asked the same and passed.
    ///
    /// A name or a proxy that passes does not make a route that works: each route has its own.
    private func passes(_ event: AlertEvent) -> Bool {
        guard event != .resolutionFails, event != .proxyFails else { return false }
        return verdict.judged.contains(AlertKey(event, context.route))
    }

    private func proof(for event: AlertEvent) -> PhaseTiming? {
        // What the path shows is the usual handshake, and neither the one with SHA-512 alone nor the large one, nor what was
        // fetched besides.
        guard ![.sha512Fails, .largeHelloFails, .revocationFails].contains(event) else { return nil }
        let timings = path.timings
        let telling: [(NetworkPhase, Duration?)] = [
            (.exchange, timings.exchange), (.handshake, timings.handshake), (.tunnel, timings.tunnel),
            (.connect, timings.connect),
        ]
        return telling.lazy.compactMap { phase, duration in duration.map { PhaseTiming(phase, $0) } }.first
    }

    private func issuer(for event: AlertEvent) -> String? {
        guard [.tlsInspected, .serverCertificateBad, .serverCertificateExpiring].contains(event) else {
            return nil
        }
        return path.tls?.chain.first?.issuer
    }
}
