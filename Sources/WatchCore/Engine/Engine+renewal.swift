internal import FoundationEssentials

extension Engine {
    /// What is to be expected of the trust certificates that were seen: the first to expire first.
    func forecasts(at date: Date) -> [(name: CheckName, forecast: RenewalForecast)] {
        let forecasts = histories.compactMap {
            name, history -> (name: CheckName, forecast: RenewalForecast)? in
            guard case .trust(let target) = probes[name]?.check.target, let facts = history.current.facts
            else { return nil }
            return (name, RenewalForecast(of: facts, target, at: date))
        }
        return forecasts.sorted { ($0.forecast.expires, $0.name) < ($1.forecast.expires, $1.name) }
    }

    /// Has what is found about a certificate and about what its renewal needs tell of each other.
    func relate(_ verdict: Verdict, of check: Check, at now: Timestamp) -> Verdict {
        guard !verdict.findings.isEmpty else { return verdict }
        var verdict = verdict
        switch check.target {
        case .trust:
            if !verdict.judged.contains(where: { $0.event == .trustExpired }),
                let note = lastKnown(of: check, at: now)
            {
                for index in verdict.findings.indices { verdict.findings[index].message += note }
            }
            let needed = verdict.findings.indices.filter {
                [.trustExpiring, .renewalOverdue].contains(verdict.findings[$0].event)
            }
            guard !needed.isEmpty, let note = renewalFailure else { return verdict }
            for index in needed { verdict.findings[index].message += note }
        case .port, .login, .tls:
            guard settings.serves(renewal: check), let note = renewalNeed(of: "this endpoint", at: now) else {
                return verdict
            }
            for index in verdict.findings.indices where verdict.findings[index].priority >= .warning {
                verdict.findings[index].message += note
            }
        case .host: break
        }
        return verdict
    }

    /// What alerts add that keep the certificate from being judged: nobody else tells when it ends.
    private func lastKnown(of check: Check, at now: Timestamp) -> String? {
        guard let facts = histories[check.name]?.current.facts else { return nil }
        let verb = facts.notAfter < now.date ? "expired" : "expires"
        return
            " The certificate that was seen last, \(facts.thumbprint), \(verb) on \(facts.notAfter.rfc3339)."
    }

    /// What a dependency that is down adds, where a renewal waits for it.
    func renewalNeed(of dependency: Dependency, at now: Timestamp) -> String? {
        let isNeeded = dependencies.dependents(on: dependency).contains { name in
            probes[name].map { settings.serves(renewal: $0.check) } ?? false
        }
        return isNeeded ? renewalNeed(of: "it", at: now) : nil
    }

    /// What alerts about an endpoint add while a certificate waits to be renewed.
    private func renewalNeed(of what: String, at now: Timestamp) -> String? {
        let waiting = forecasts(at: now.date).first {
            [.due, .overdue, .expired].contains($0.forecast.phase)
        }
        guard let (name, forecast) = waiting else { return nil }
        let date = forecast.expires.rfc3339
        return switch forecast.phase {
        case .due:
            " The connector is renewing its certificate and needs \(what) for that (\(name)): it expires on \(date)."
        case .overdue:
            """
             The renewal of the connector's certificate is overdue and needs \(what) (\(name), event 1002): it expires \
            on \(date).
            """
        case .expired:
            " The connector's certificate has expired, and to register it again \(what) is needed (\(name), event 1000)."
        case .future, .settled: ""
        }
    }

    /// What alerts about a certificate that should be renewed add while what that needs fails.
    private var renewalFailure: String? {
        let names = probes.order.filter { name in
            probes[name].map { settings.serves(renewal: $0.check) } ?? false
        }
        let dependencies = Dependency.allCases.filter {
            !Set(self.dependencies.dependents(on: $0)).isDisjoint(with: names)
        }
        let failures = (dependencies.map(\.name) + names).flatMap { name in
            alerts.active(of: name).map { "\($0.event.rawValue) \(name)" }
        }
        guard !failures.isEmpty else { return nil }
        let more = failures.count > 3 ? " and \(failures.count - 3) more" : ""
        return " What a renewal needs fails, too: \(failures.prefix(3).joined(separator: ", "))\(more)."
    }
}

extension Settings {
    /// Whether a check probes the cloud service itself, which renews certificates.
    fileprivate func serves(renewal check: Check) -> Bool {
        guard let endpoint = check.target.endpoint else { return false }
        return connector.cloud.purpose(of: endpoint.host, port: endpoint.port) == .service
    }
}
