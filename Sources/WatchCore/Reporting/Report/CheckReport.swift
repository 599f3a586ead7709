/// One check: what was seen, and what that means.
///
/// It never changes, and is shared, as a report has thousands that many parts of a page go through.
package final class CheckReport: Sendable {
    package let check: Check
    package let observation: Observation
    /// The worst first.
    package let findings: [Finding]
    /// The shared cause of those findings that one explains.
    package let causes: [AlertKey: CheckName]
    /// One for each way out; one where none leads out of this host.
    package let lines: [ReportLine]
    /// The worst of its lines.
    package let verdict: ReportVerdict

    package init(
        check: Check, observation: Observation, findings: [Finding] = [], causes: [AlertKey: CheckName] = [:]
    ) {
        self.check = check
        self.observation = observation
        self.causes = causes
        self.findings = findings.sorted { ($0.priority, $1.key) > ($1.priority, $0.key) }
        lines = Self.lines(of: check, observation, self.findings, causes)
        verdict = lines.map(\.verdict).max() ?? .ok
    }

    package var group: ReportGroup { check.group }

    private static func lines(
        of check: Check, _ observation: Observation, _ findings: [Finding], _ causes: [AlertKey: CheckName]
    ) -> [ReportLine] {
        guard let routes = check.target.routes else {
            return [ReportLine(route: nil, detail: observation.localDetail(of: check), findings: findings)]
        }
        return routes.all.map { route in
            ReportLine(
                route: route, proxy: route == .proxy ? routes.proxy : nil,
                detail: observation.detail(on: route),
                findings: findings.filter { $0.route == route || $0.route == nil }, causes: causes)
        }
    }
}

extension CheckReport: Equatable {
    package static func == (a: CheckReport, b: CheckReport) -> Bool {
        a === b
            || a.check == b.check && a.observation == b.observation && a.findings == b.findings
                && a.causes == b.causes
    }
}

extension Observation {
    fileprivate func localDetail(of check: Check) -> ReportLine.Detail {
        switch self {
        case .trust(let trust): .trust(trust)
        case .cloud(let cloud):
            if case .cloud(let target) = check.target { .cloud(cloud, target.connector) } else { .none }
        case .host(let host): .host(host)
        case .port, .login, .tls, .unanswered, .starved: .none
        }
    }

    fileprivate func detail(on route: Route) -> ReportLine.Detail {
        switch self {
        case .port(let routes), .login(let routes): routes[route].map { .path($0, attempts: []) } ?? .none
        case .tls(let routes): routes[route].map { .path($0.control, attempts: $0.attempts) } ?? .none
        case .trust, .cloud, .host, .unanswered, .starved: .none
        }
    }
}

/// A check on one way out.
package struct ReportLine: Sendable, Equatable {
    /// The route, or `nil` if the check does not leave this host.
    package var route: Route?
    /// The proxy on this way.
    package var proxy: OutboundProxy?
    package var detail: Detail
    /// Those on this way, the worst first.
    package var findings: [Finding]
    /// The shared cause of those findings that one explains.
    package var causes: [AlertKey: CheckName]

    /// What was seen.
    package indirect enum Detail: Sendable, Equatable {
        /// The way to a target; `attempts` are the special handshakes of a TLS check.
        case path(PathObservation, attempts: [Attempt])
        case trust(TrustObservation)
        /// What it says of all connectors, and the one that is looked for.
        case cloud(CloudObservation, ConnectorIdentity)
        case host(HostObservation)
        /// Nothing: the probe did not answer.
        case none
    }

    /// A handshake with a special offer.
    package struct Attempt: Sendable, Equatable {
        package var offer: TLSOffer
        package var path: PathObservation
    }

    package init(
        route: Route?, proxy: OutboundProxy? = nil, detail: Detail, findings: [Finding] = [],
        causes: [AlertKey: CheckName] = [:]
    ) {
        self.causes = causes
        self.route = route
        self.proxy = proxy
        self.detail = detail
        self.findings = findings
    }

    /// The findings that no shared cause explains.
    package var ownFindings: [Finding] { findings.filter { causes[$0.key] == nil } }

    /// What explains the other findings, or `nil` if nothing explains any.
    package var cause: CheckName? { findings.lazy.compactMap { causes[$0.key] }.first }

    /// The worst of its findings; seeing nothing is never fine.
    package var verdict: ReportVerdict {
        findings.map { ReportVerdict($0.priority) }.max() ?? (detail == .none ? .warning : .ok)
    }
}

extension TLSObservation {
    /// The handshakes beside the control, as far as they were made.
    package var attempts: [ReportLine.Attempt] {
        [(TLSOffer.tls12, tls12), (.sha512, sha512), (.legacy, legacy), (.largeHello, largeHello)]
            .compactMap { offer, path in
                path.map { ReportLine.Attempt(offer: offer, path: $0) }
            }
    }
}

extension TLSOffer {
    /// How reports name it.
    package var name: String {
        switch self {
        case .control: "control"
        case .tls12: "tls1.2"
        case .sha512: "sha512"
        case .legacy: "legacy"
        case .largeHello: "large-hello"
        }
    }
}
