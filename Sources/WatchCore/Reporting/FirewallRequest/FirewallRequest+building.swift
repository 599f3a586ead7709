package import FoundationEssentials

extension FirewallRequest {
    /// What `settings` ask for, with the proof that `report` has, which is `nil` if nothing was probed.
    package init(of settings: Settings, report: Report?, host: String, sources: [String] = [], time: Date) {
        let leftOut = report.map { Set($0.leftOut) }
        // Where no tenant is known its place stands in the names.
        let unseen = settings.checks(learnedTenant: Settings.tenantPlaceholder)
            .filter { leftOut?.contains($0.name) ?? true }
            .map { CheckReport(check: $0, observation: .unanswered) }
        let checks = (report?.checks ?? []) + unseen
        let proxy = checks.lazy.compactMap { $0.check.target.routes?.proxy }.first
        let purposes = EndpointPurpose.allCases
        let destinations = Self.destinations(of: checks, cloud: settings.connector.cloud)
        let sorted = purposes.flatMap { purpose in destinations.filter { $0.purpose == purpose } }
        self.init(
            time: time, connector: settings.connector.name, host: host, sources: sources,
            proxy: proxy?.description,
            destinations: (proxy.map { [Self.destination(of: $0, checks)] } ?? []) + sorted,
            wildcards: settings.connector.cloud.wildcards,
            requirements: Self.requirements(proxy), requirementFailures: Self.requirementFailures(in: checks),
            isProbed: report != nil)
    }

    /// One for each port of each host that a check probes.
    private static func destinations(of checks: [CheckReport], cloud: Cloud) -> [Destination] {
        var places: [String: Int] = [:]
        var destinations: [Destination] = []
        for check in checks {
            guard let (host, port) = check.check.target.endpoint else { continue }
            let name = hostAndPort(host, port)
            if let place = places[name] {
                destinations[place].add(check)
                continue
            }
            places[name] = destinations.count
            var destination = Destination(
                host: host, port: port, purpose: cloud.purpose(of: host, port: port) ?? .configured)
            destination.add(check)
            destinations.append(destination)
        }
        for check in checks {
            for (source, passage) in check.revocationPassages {
                let name = hostAndPort(source.host, source.port)
                guard places[name] == nil else { continue }
                places[name] = destinations.count
                destinations.append(
                    Destination(
                        host: source.host, port: source.port, purpose: .revocation,
                        checks: [check.check.name], passages: [passage]))
            }
        }
        return destinations
    }

    /// The proxy itself, which this host reaches without it.
    private static func destination(of proxy: OutboundProxy, _ checks: [CheckReport]) -> Destination {
        let proxied = checks.flatMap { check in
            check.lines.compactMap { line -> Passage? in
                guard line.route == .proxy, case .path(let path, _) = line.detail else { return nil }
                return path.passageToProxy(limit: check.check.pace.timeout)
            }
        }
        let passage = proxied.first { $0.state == .open } ?? proxied.first ?? .none
        return Destination(host: proxy.host, port: proxy.port, purpose: .proxy, passages: [passage])
    }

    private static func requirements(_ proxy: OutboundProxy?) -> [String] {
        let always = [
            """
            No TLS inspection for any of these names: the connector proves who it is with a client certificate, \
            which does not survive it.
            """,
            """
            TLS 1.2 must pass, and so must handshakes signed with SHA-512: a device that filters signature \
            algorithms or protocol versions keeps the connector from its service.
            """,
            """
            Rules go by names. The addresses behind them change, and all addresses of a name must be open.
            """,
        ]
        guard let proxy else { return always }
        return always + [
            "The proxy \(proxy) must build tunnels (CONNECT) to ports 80 and 443 of these names.",
            "The proxy \(proxy) must not demand authentication from this host: the connector has none to give.",
        ]
    }

    /// The findings that tell a requirement broken, whatever else may be shut.
    private static func requirementFailures(in checks: [CheckReport]) -> [RequirementFailure] {
        checks.flatMap { check in
            check.findings.filter(\.isRequirementFailure).map {
                RequirementFailure(check: check.check.name, finding: $0)
            }
        }
    }
}

extension FirewallRequest.Destination {
    /// Takes in one more check of it: of what was seen on a way, the worst tells.
    fileprivate mutating func add(_ check: CheckReport) {
        checks.append(check.check.name)
        for line in check.lines {
            guard let passage = line.passage(limit: check.check.pace.timeout) else { continue }
            if let place = passages.firstIndex(where: { $0.route == passage.route }) {
                if passages[place].state < passage.state { passages[place] = passage }
            } else {
                passages.append(passage)
            }
        }
    }
}

extension CheckReport {
    /// Where the certificates of this server say that they are checked, as they are asked directly.
    fileprivate var revocationPassages: [(PlainAddress, Passage)] {
        let sources = lines.flatMap { line -> [RevocationSource] in
            if case .path(let path, _) = line.detail { path.tls?.revocation ?? [] } else { [] }
        }
        return sources.filter { !$0.isProxied }.compactMap { source in
            var path = PathObservation()
            switch source.failure {
            case .notAsked: return nil
            case .path(let stop, _): path.stop = stop
            case .status, .content, .otherIssuer, .refusal, nil: break
            }
            let passage = path.passage(route: .direct, proxy: nil, limit: check.pace.timeout)
            return (source.address, passage)
        }
    }
}

extension ReportLine {
    fileprivate func passage(limit: Duration) -> Passage? {
        guard let route else { return nil }
        guard case .path(let path, _) = detail else {
            return Passage(route: route, state: .notProbed, evidence: "")
        }
        return path.passage(route: route, proxy: proxy, limit: limit)
    }
}

extension Passage {
    fileprivate static let none = Passage(route: .direct, state: .notProbed, evidence: "")
}

extension Finding {
    /// Whether somebody on the path does what breaks a requirement.
    ///
    /// What never came to a handshake is shut, and stands there; a server's own fault is none of the path.
    fileprivate var isRequirementFailure: Bool {
        guard priority >= .warning else { return false }
        if reason == .proxyAuthRequired { return true }
        let events: Set<AlertEvent> = [.tls12Fails, .sha512Fails, .tlsInspected]
        let suspicious: Set<Reason?> = [.certificateUntrusted, .certificateSelfSigned, .certificateName]
        return phase == .handshake && (events.contains(event) || suspicious.contains(reason))
    }
}
