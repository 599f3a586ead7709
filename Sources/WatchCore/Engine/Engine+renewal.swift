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

    /// Relates what is found about a certificate and about what its renewal needs to each other.
    func relate(_ verdict: Verdict, of check: Check, at now: Timestamp) -> Verdict {
        guard !verdict.findings.isEmpty else { return verdict }
        var verdict = verdict
        switch check.target {
        case .trust:
            if !verdict.judged.contains(where: { $0.event == .trustExpired }),
                let fact = lastSeen(of: check, at: now)
            {
                for index in verdict.findings.indices { verdict.findings[index].related.append(fact) }
            }
            let needed = verdict.findings.indices.filter {
                [.trustExpiring, .renewalOverdue].contains(verdict.findings[$0].event)
            }
            guard !needed.isEmpty, let fact = renewalFailures else { return verdict }
            for index in needed { verdict.findings[index].related.append(fact) }
        case .port, .login, .tls:
            guard settings.serves(renewal: check), let fact = renewalNeed(at: now) else { return verdict }
            for index in verdict.findings.indices where verdict.findings[index].priority >= .warning {
                verdict.findings[index].related.append(fact)
            }
        case .host: break
        }
        return verdict
    }

    /// What goes with alerts that keep the certificate from being judged: nothing else tells when it ends.
    private func lastSeen(of check: Check, at now: Timestamp) -> RelatedFact? {
        guard let facts = histories[check.name]?.current.facts else { return nil }
        return .lastSeenCertificate(
            facts.thumbprint, expires: facts.notAfter, isExpired: facts.notAfter < now.date)
    }

    /// What goes with the alert of a dependency that is down, where a renewal waits for it.
    func renewalNeed(of dependency: Dependency, at now: Timestamp) -> RelatedFact? {
        let isNeeded = dependencies.dependents(on: dependency).contains { name in
            probes[name].map { settings.serves(renewal: $0.check) } ?? false
        }
        return isNeeded ? renewalNeed(at: now) : nil
    }

    /// What goes with alerts about an endpoint while a certificate waits to be renewed.
    private func renewalNeed(at now: Timestamp) -> RelatedFact? {
        for (name, forecast) in forecasts(at: now.date) {
            let need: RelatedFact.RenewalNeed? =
                switch forecast.phase {
                case .due: .due
                case .overdue: .overdue
                case .expired: .expired
                case .future, .settled: nil
                }
            if let need { return .neededForRenewal(of: name, need, expires: forecast.expires) }
        }
        return nil
    }

    /// What goes with alerts about a certificate that should be renewed while what that needs fails.
    private var renewalFailures: RelatedFact? {
        let names = probes.order.filter { name in
            probes[name].map { settings.serves(renewal: $0.check) } ?? false
        }
        let dependencies = Dependency.allCases.filter {
            !Set(self.dependencies.dependents(on: $0)).isDisjoint(with: names)
        }
        let failures = (dependencies.map(\.name) + names).flatMap { name in
            alerts.active(of: name).map { RelatedFact.ActiveEvent($0.event, name) }
        }
        guard !failures.isEmpty else { return nil }
        return .renewalFailures(
            Array(failures.prefix(RelatedFact.shownFailures)), count: failures.count)
    }
}

extension Settings {
    /// Whether a check probes the cloud service itself, which renews certificates.
    fileprivate func serves(renewal check: Check) -> Bool {
        guard let endpoint = check.target.endpoint else { return false }
        return connector.cloud.purpose(of: endpoint.host, port: endpoint.port) == .service
    }
}
