package import FoundationEssentials

/// When a trust certificate is valid, and when it was judged.
package struct ValidityFacts: Sendable, Equatable {
    package var notBefore: Date
    package var notAfter: Date
    package var date: Date
    /// The connector renews when this much validity is left.
    package var renewalWindow: Duration
    /// The agent whose certificate it is, or `nil` if its issuer is a stranger.
    package var agent: AgentKind?

    package init(
        notBefore: Date, notAfter: Date, at date: Date, renewalWindow: Duration, agent: AgentKind? = nil
    ) {
        self.agent = agent
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.date = date
        self.renewalWindow = renewalWindow
    }

    /// Negative if it expired.
    package var left: Duration { .seconds(notAfter.timeIntervalSince(date)) }
}

/// Judges the trust certificate's life and origin: events 1000 to 1003 and 1006.
func judgeTrustCertificate(_ found: FoundCertificate, of target: TrustTarget, at date: Date) -> Verdict {
    let facts = found.facts
    let validity = ValidityFacts(
        notBefore: facts.notBefore, notAfter: facts.notAfter, at: date, renewalWindow: target.renewalWindow,
        agent: AgentKind(issuer: facts.issuerCommonName))
    var verdict = Verdict(judged: [.trustExpired, .trustNotYetValid, .issuerUnexpected])
    func add(_ facts: EventFacts, _ priority: Priority, _ reason: Reason) {
        verdict.findings.append(
            Finding(facts, priority, .certificate, reason, details: found.details(at: date)))
    }
    if validity.left < .zero {
        // It no longer "expires soon", and no renewal will come, yet neither has passed: events 1001 and 1002 stay as
        // they were.
        add(.trustExpired(validity), .critical, .trustExpired)
    } else {
        verdict.judge([.trustExpiring, .renewalOverdue])
        if let (limit, priority) = target.limit(crossedWith: validity.left) {
            add(.trustExpiring(validity, limit: limit), priority, .trustExpiring)
        }
        if date > target.overdueFrom(facts.notBefore, facts.notAfter) {
            let begun = target.renewalFrom(facts.notBefore, facts.notAfter)
            let late = Duration.seconds(date.timeIntervalSince(begun))
            add(.renewalOverdue(validity, late: late), .error, .renewalOverdue)
        }
    }
    if date < facts.notBefore { add(.trustNotYetValid(validity), .error, .trustNotYetValid) }
    let issuer = facts.issuerCommonName ?? facts.issuer
    if !target.issuers.contains(where: { $0.lowercased() == issuer.lowercased() }) {
        add(
            .issuerUnexpected(file: found.file, issuer: issuer, expected: target.issuer), .error,
            .issuerUnexpected)
    }
    return verdict
}

extension TrustTarget {
    /// The severest limit that is crossed with so much validity left, or `nil` if none is.
    fileprivate func limit(crossedWith left: Duration) -> (limit: Duration, priority: Priority)? {
        let limits: [(Duration, Priority)] = [
            (expiryCritical, .critical), (expiryError, .error), (warningLimit, .warning),
        ]
        return limits.first { left <= $0.0 }
    }

    /// So long into the window a renewal is overdue.
    ///
    /// The connector tries every 6 hours, so two tries have failed then; of a window that is no longer than that, half
    /// must do.
    private var patience: Duration {
        let twoTries = Duration.seconds(12 * 3600)
        return renewalWindow > twoTries ? twoTries : renewalWindow / 2
    }

    /// When the connector begins to renew a certificate that is valid from one date to another.
    func renewalFrom(_ notBefore: Date, _ notAfter: Date) -> Date {
        max(notAfter - renewalWindow.inSeconds, notBefore)
    }

    /// From when on the renewal of such a certificate is overdue.
    func overdueFrom(_ notBefore: Date, _ notAfter: Date) -> Date {
        renewalFrom(notBefore, notAfter) + patience.inSeconds
    }

    /// With less validity left than this, a warning is raised.
    ///
    /// A limit at which a healthy connector is just renewing, as the default one, waits as long as event 1002 does.
    package var warningLimit: Duration {
        let overdue = renewalWindow - patience
        return expiryWarning <= renewalWindow && overdue > expiryError
            ? min(expiryWarning, overdue) : expiryWarning
    }
}

extension CertificateFacts {
    /// When the judgement of its life changes next by nothing but time, or `nil` if never again.
    ///
    /// At the very point nothing has changed yet, so that one counts as well.
    func turningPoint(for target: TrustTarget, after date: Date) -> Date? {
        let left: [Duration] = [
            target.warningLimit, target.expiryError, target.expiryCritical,
            .zero,
        ]
        let points =
            [
                notBefore, target.renewalFrom(notBefore, notAfter), target.overdueFrom(notBefore, notAfter),
            ] + left.map { notAfter.addingTimeInterval(-Double($0.components.seconds)) }
        return points.filter { $0 >= date }.min()
    }
}

extension FoundCertificate {
    /// The fields of every alert about the certificate.
    func details(at date: Date) -> [JournalField: String] {
        var details: [JournalField: String] = [
            .thumbprint: facts.thumbprint.text, .store: file, .notAfter: facts.notAfter.rfc3339,
            .daysLeft: String(Duration.seconds(facts.notAfter.timeIntervalSince(date)).wholeDays),
            .issuer: facts.issuerCommonName ?? facts.issuer,
        ]
        details[.tenant] = facts.tenant
        details[.id] = facts.connectorID
        return details
    }
}

extension CertificateFacts {
    /// The tenant's GUID, lower case, where the subject names one.
    package var tenant: String? {
        guard let name = subjectCommonName, name.isGUID else { return nil }
        return name.lowercased()
    }
}
