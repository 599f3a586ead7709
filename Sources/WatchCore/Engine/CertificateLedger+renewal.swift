internal import FoundationEssentials

/// What findings about a certificate and about what its renewal needs tell of each other.
extension CertificateLedger {
    /// Adds to what was found at a check what relates to it.
    ///
    /// - Parameters:
    ///   - verdict: what was found.
    ///   - check: where.
    ///   - alerts: those that are active.
    ///   - date: on the calendar.
    /// - Returns: the verdict with those additions.
    func relate(_ verdict: Verdict, of check: Check, to alerts: AlertPipeline, at date: Date) -> Verdict {
        guard !verdict.findings.isEmpty else { return verdict }
        var verdict = verdict
        switch check.target {
        case .trust:
            if !verdict.judged.contains(where: { $0.event == .trustExpired }),
                let fact = lastSeen(of: check.name, at: date)
            {
                for index in verdict.findings.indices { verdict.findings[index].related.append(fact) }
            }
            let needed = verdict.findings.indices.filter {
                [.trustExpiring, .renewalOverdue].contains(verdict.findings[$0].event)
            }
            guard !needed.isEmpty, let fact = renewalFailures(alerts) else { return verdict }
            for index in needed { verdict.findings[index].related.append(fact) }
        case .port, .login, .tls:
            guard renewalEndpoints.contains(check.name), let fact = renewalNeed(at: date)
            else { return verdict }
            for index in verdict.findings.indices
            where verdict.findings[index].priority >= .warning && !verdict.findings[index].isForewarning {
                verdict.findings[index].related.append(fact)
            }
        case .cloud, .host: break
        }
        return verdict
    }

    /// What goes with alerts that keep the certificate from being judged: nothing else tells when it ends.
    private func lastSeen(of name: CheckName, at date: Date) -> RelatedFact? {
        guard let facts = self[name]?.current.facts else { return nil }
        return .lastSeenCertificate(
            facts.thumbprint, expires: facts.notAfter, isExpired: facts.notAfter < date)
    }

    /// What goes with the alert about a dependency, where a renewal waits for one of these checks that depend on it.
    func renewalNeed(ofDependencyOf dependents: [CheckName], at date: Date) -> RelatedFact? {
        Set(renewalEndpoints).isDisjoint(with: dependents) ? nil : renewalNeed(at: date)
    }

    /// What goes with alerts about an endpoint while a certificate waits to be renewed.
    private func renewalNeed(at date: Date) -> RelatedFact? {
        for expected in forecasts(at: date) {
            let (name, forecast) = (expected.name, expected.forecast)
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
    private func renewalFailures(_ alerts: AlertPipeline) -> RelatedFact? {
        let failures = alerts.active(ofAnyNeededBy: renewalEndpoints).filter { !$1.isForewarning }
            .map { RelatedFact.ActiveEvent($1.event, $0) }
        guard !failures.isEmpty else { return nil }
        return .renewalFailures(
            Array(failures.prefix(RelatedFact.shownFailures)), count: failures.count)
    }
}
