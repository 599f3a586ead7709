internal import FoundationEssentials
internal import WatchCore

/// A report as JSON; its keys are those that `connector-watch check --help` names.
struct ReportDocument: Encodable {
    var time: Date
    var connector: String
    var host: String
    var verdict: ReportVerdict
    var durationMs: Int64
    var causes: [CauseDocument]
    var checks: [CheckDocument]
    var leftOut: [String]

    init(_ report: Report) {
        time = report.time
        connector = report.connector
        host = report.host
        verdict = report.verdict
        durationMs = report.duration.milliseconds
        causes = report.causes.map { CauseDocument($0, in: report) }
        checks = report.checks.map { CheckDocument($0, in: report) }
        leftOut = report.leftOut.map(\.text)
    }
}

/// What several checks fail for alike.
struct CauseDocument: Encodable {
    var cause: String
    var target: String
    /// All checks that fail for it.
    var checks: [String]
    var finding: FindingDocument

    init(_ shared: SharedCause, in report: Report) {
        cause = shared.name.text
        target = shared.target
        checks = shared.checks.map(\.text)
        finding = FindingDocument(
            shared.finding, silenced: report.silence(of: shared.finding, of: shared.name))
    }
}

/// A check of a report.
struct CheckDocument: Encodable {
    var check: String
    var group: ReportGroup
    var target: String
    var verdict: ReportVerdict
    var timeoutMs: Int64
    var answered: Bool
    /// What explains its worst finding that a shared cause explains.
    @OrNull var cause: String?
    var flapping: [FlappingDocument]
    var ways: [RouteDocument]
    var findings: [FindingDocument]
    @OrNull var trust: TrustDocument?
    @OrNull var cloud: SnapshotCloud?
    @OrNull var host: HostDocument?

    /// Validity is counted from the time of the whole report.
    init(_ report: CheckReport, in whole: Report) {
        check = report.check.name.text
        group = report.group
        target = report.check.target.text
        verdict = report.verdict
        timeoutMs = report.check.pace.timeout.milliseconds
        answered = true
        cause = report.findings.lazy.compactMap { report.causes[$0.key]?.text }.first
        flapping = report.lines.compactMap { line in
            whole.flapping(report.check.name, on: line.route).map { FlappingDocument(line.route, $0) }
        }
        ways = report.lines.compactMap(RouteDocument.init)
        findings = report.findings.map { finding in
            FindingDocument(finding, silenced: whole.silence(of: finding, of: report.check.name))
        }
        switch report.observation {
        case .trust(let trust): self.trust = TrustDocument(trust, at: whole.time)
        case .cloud(let seen):
            if case .cloud(let target) = report.check.target {
                cloud = SnapshotCloud(seen, about: target.connector, at: whole.time)
            }
        case .host(let host): self.host = HostDocument(host)
        case .unanswered, .starved: answered = false
        case .port, .login, .tls: break
        }
    }
}

/// That a check flaps, by what the running daemon says.
struct FlappingDocument: Encodable {
    @OrNull var via: Route?
    var since: Date
    var failures: Int

    init(_ route: Route?, _ flapping: SnapshotFlapping) {
        via = route
        since = flapping.since
        failures = flapping.failures
    }
}

/// A route of a check.
struct RouteDocument: Encodable {
    var via: Route
    @OrNull var proxy: String?
    var verdict: ReportVerdict
    @OrNull var cause: String?
    var path: PathDocument
    var attempts: [AttemptDocument]

    /// A handshake with a special offer.
    struct AttemptDocument: Encodable {
        var offer: String
        var path: PathDocument

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(offer, forKey: .offer)
            try path.encode(to: encoder)
        }

        private enum CodingKeys: CodingKey {
            case offer
        }
    }

    /// Returns `nil` for a line that does not lead out of this host.
    init?(_ line: ReportLine) {
        guard let route = line.route else { return nil }
        via = route
        proxy = line.proxy?.description
        verdict = line.verdict
        cause = line.cause?.text
        path = PathDocument(PathObservation(), proxy: line.proxy)
        attempts = []
        guard case .path(let seen, let special) = line.detail else { return }
        path = PathDocument(seen, proxy: line.proxy)
        attempts = special.map {
            AttemptDocument(offer: $0.offer.name, path: PathDocument($0.path, proxy: line.proxy))
        }
    }

    /// The keys of the path stand beside those of the route.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(via, forKey: .via)
        try container.encode(proxy, forKey: .proxy)
        try container.encode(verdict, forKey: .verdict)
        try container.encode(_cause, forKey: .cause)
        try container.encode(attempts, forKey: .attempts)
        try path.encode(to: encoder)
    }

    private enum CodingKeys: CodingKey {
        case via
        case proxy
        case verdict
        case cause
        case attempts
    }
}

/// What was seen on a route.
struct PathDocument: Encodable {
    /// Milliseconds of each phase by its name.
    var phaseMs: [String: Double]
    var addresses: [AddressDocument]
    @OrNull var tunnel: TunnelDocument?
    @OrNull var tls: TLSDocument?
    var http: [ResponseDocument]
    @OrNull var stop: StopDocument?

    struct AddressDocument: Encodable {
        var address: String
        var ms: Double
        @OrNull var failure: Reason?
    }

    struct TunnelDocument: Encodable {
        var statusLine: String
        @OrNull var demand: String?
    }

    struct ResponseDocument: Encodable {
        var url: String
        var status: Int
        @OrNull var location: String?
    }

    struct StopDocument: Encodable {
        var phase: NetworkPhase
        var reason: Reason
    }

    init(_ path: PathObservation, proxy: OutboundProxy?) {
        phaseMs = Dictionary(
            uniqueKeysWithValues: path.timings.all.map {
                ($0.phase.rawValue, $0.duration.millisecondsToTheTenth)
            })
        addresses = path.addresses.map {
            AddressDocument(
                address: $0.address, ms: $0.duration.millisecondsToTheTenth, failure: $0.reason(proxy: proxy))
        }
        tunnel = path.tunnel.map { TunnelDocument(statusLine: $0.statusLine, demand: $0.demand) }
        tls = path.tls.map(TLSDocument.init)
        http = (path.http?.responses ?? []).map {
            ResponseDocument(url: $0.page.text, status: Int($0.status), location: $0.location)
        }
        stop = path.stop.map { StopDocument(phase: $0.phase, reason: $0.reason) }
    }
}

extension Duration {
    fileprivate var millisecondsToTheTenth: Double { (self / .milliseconds(1) * 10).rounded() / 10 }
}
