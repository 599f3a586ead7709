internal import FoundationEssentials

/// Judges the trust certificate's life and origin: events 1000 to 1003 and 1006.
func judgeCertificate(_ found: FoundCertificate, of target: TrustTarget, at date: Date) -> Verdict {
    let facts = found.facts
    var verdict = Verdict(judged: [.trustExpired, .trustNotYetValid, .issuerUnexpected])
    let left = Duration.seconds(facts.notAfter.timeIntervalSince(date))
    let details = found.details(at: date)

    if left < .zero {
        // It no longer "expires soon", and no renewal will come, yet neither has passed: events 1001 and 1002 stay as
        // they were.
        verdict.findings.append(
            Finding(
                .trustExpired, .critical, .certificate, .trustExpired, message: expiredSentence,
                details: details))
    } else {
        verdict.judge([.trustExpiring, .renewalOverdue])
        if let finding = expiringFinding(left, facts, target, details) { verdict.findings.append(finding) }
        if let finding = overdueFinding(left, facts, target, details, at: date) {
            verdict.findings.append(finding)
        }
    }
    if date < facts.notBefore {
        verdict.findings.append(
            Finding(
                .trustNotYetValid, .error, .certificate, .trustNotYetValid,
                message: """
                    The connector's trust certificate \(facts.thumbprint) is not valid before \
                    \(facts.notBefore.rfc3339), and it is \(date.rfc3339) now. Check this host's clock and \
                    that of the connector's host.
                    """,
                details: details))
    }
    if let issuer = facts.issuerCommonName ?? Optional(facts.issuer),
        issuer.lowercased() != target.issuer.lowercased()
    {
        verdict.findings.append(
            Finding(
                .issuerUnexpected, .error, .certificate, .issuerUnexpected,
                message: """
                    The trust certificate \(facts.thumbprint) in "\(found.file)" is issued by "\(issuer)", \
                    not by "\(target.issuer)" (Issuer=). The service accepts only its own: check who put \
                    this certificate there.
                    """,
                details: details))
    }
    return verdict
}

/// The connector's own documented sentence.
private let expiredSentence = """
    Connector re-registration failed: The Connector trust certificate expired. Run the PowerShell cmdlet \
    Register-AppProxyConnector on the computer on which the Connector is running to re-register your Connector.
    """

private func expiringFinding(
    _ left: Duration, _ facts: CertificateFacts, _ target: TrustTarget, _ details: [JournalField: String]
) -> Finding? {
    let limits: [(Duration, Priority)] = [
        (target.expiryCritical, .critical), (target.expiryError, .error), (target.warningLimit, .warning),
    ]
    guard let (limit, priority) = limits.first(where: { left <= $0.0 }) else { return nil }
    return Finding(
        .trustExpiring, priority, .certificate, .trustExpiring,
        message: """
            The connector's trust certificate \(facts.thumbprint) expires in \(left.daysText), on \
            \(facts.notAfter.rfc3339) (limit \(limit.daysText)). The connector should have renewed it when \
            \(target.renewalWindow.daysText) were left: check its outbound connections now; after expiry only \
            a person can register it again.
            """,
        details: details)
}

extension TrustTarget {
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

private func overdueFinding(
    _ left: Duration, _ facts: CertificateFacts, _ target: TrustTarget, _ details: [JournalField: String],
    at date: Date
) -> Finding? {
    guard date > target.overdueFrom(facts.notBefore, facts.notAfter) else { return nil }
    let late = Duration.seconds(
        date.timeIntervalSince(target.renewalFrom(facts.notBefore, facts.notAfter)))
    return Finding(
        .renewalOverdue, .error, .certificate, .renewalOverdue,
        message: """
            The renewal of the connector's trust certificate \(facts.thumbprint) is overdue by \(late.daysText): \
            the connector renews it when \(target.renewalWindow.daysText) are left and tries every 6 hours, but \
            with \(left.daysText) left the same certificate still stands there. On \(facts.notAfter.rfc3339) it \
            expires and the published applications go dark. See that the connector's service runs and reaches \
            its registration endpoint without TLS inspection.
            """,
        details: details)
}

extension CertificateFacts {
    /// When the judgement of its life changes next by nothing but time; `nil`: never again.
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
