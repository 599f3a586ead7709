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
                let note = lastKnown(of: check.name, at: date)
            {
                for index in verdict.findings.indices { verdict.findings[index].message += note }
            }
            let needed = verdict.findings.indices.filter {
                [.trustExpiring, .renewalOverdue].contains(verdict.findings[$0].event)
            }
            guard !needed.isEmpty, let note = renewalFailure(alerts) else { return verdict }
            for index in needed { verdict.findings[index].message += note }
        case .port, .login, .tls:
            guard renewalEndpoints.contains(check.name), let note = renewalNeed(of: "this endpoint", at: date)
            else { return verdict }
            for index in verdict.findings.indices where verdict.findings[index].priority >= .warning {
                verdict.findings[index].message += note
            }
        case .host: break
        }
        return verdict
    }

    /// What alerts add that keep the certificate from being judged: nobody else tells when it ends.
    private func lastKnown(of name: CheckName, at date: Date) -> String? {
        guard let facts = self[name]?.current.facts else { return nil }
        let verb = facts.notAfter < date ? "expired" : "expires"
        return
            " The certificate that was seen last, \(facts.thumbprint), \(verb) on \(facts.notAfter.rfc3339)."
    }

    /// What the alert about a dependency adds, where a renewal waits for one of these checks that depend on it.
    func renewalNeed(ofDependencyOf dependents: [CheckName], at date: Date) -> String? {
        let isNeeded = !Set(renewalEndpoints).isDisjoint(with: dependents)
        return isNeeded ? renewalNeed(of: "it", at: date) : nil
    }

    /// What alerts about an endpoint add while a certificate waits to be renewed.
    private func renewalNeed(of what: String, at date: Date) -> String? {
        let waiting = forecasts(at: date).first { [.due, .overdue, .expired].contains($0.forecast.phase) }
        guard let waiting else { return nil }
        let (name, expires) = (waiting.name, waiting.forecast.expires.rfc3339)
        return switch waiting.forecast.phase {
        case .due:
            " The connector is renewing its certificate and needs \(what) for that (\(name)): it expires on \(expires)."
        case .overdue:
            """
             The renewal of the connector's certificate is overdue and needs \(what) (\(name), event 1002): it expires \
            on \(expires).
            """
        case .expired:
            " The connector's certificate has expired, and to register it again \(what) is needed (\(name), event 1000)."
        case .future, .settled: ""
        }
    }

    /// What alerts about a certificate that should be renewed add while what that needs fails.
    private func renewalFailure(_ alerts: AlertPipeline) -> String? {
        let failures = alerts.active(ofAnyNeededBy: renewalEndpoints).map { "\($1.event.rawValue) \($0)" }
        guard !failures.isEmpty else { return nil }
        let more = failures.count > 3 ? " and \(failures.count - 3) more" : ""
        return " What a renewal needs fails, too: \(failures.prefix(3).joined(separator: ", "))\(more)."
    }
}
