internal import FoundationEssentials

/// Judges the trust certificate itself: events 1000, 1001, 1003 and 1006.
func judgeCertificate(_ found: FoundCertificate, of subject: TrustSubject, at date: Date) -> Verdict {
    let facts = found.facts
    var verdict = Verdict(judged: [.trustExpired, .trustNotYetValid, .issuerUnexpected])
    let left = Duration.seconds(facts.notAfter.timeIntervalSince(date))
    var details: [JournalField: String] = [
        .thumbprint: facts.thumbprint.text, .store: found.file, .notAfter: facts.notAfter.rfc3339,
        .daysLeft: String(left.wholeDays), .issuer: facts.issuerCommonName ?? facts.issuer,
    ]
    details[.tenant] = facts.tenant
    details[.id] = facts.connectorID

    if left < .zero {
        // It no longer "expires soon", yet that has not passed either: event 1001 stays as it was.
        verdict.findings.append(
            Finding(
                .trustExpired, .critical, .certificate, .trustExpired, message: expiredSentence,
                details: details))
    } else {
        verdict.judge([.trustExpiring])
        if let finding = expiringFinding(left, facts, subject, details) { verdict.findings.append(finding) }
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
        issuer.lowercased() != subject.issuer.lowercased()
    {
        verdict.findings.append(
            Finding(
                .issuerUnexpected, .error, .certificate, .issuerUnexpected,
                message: """
                    The trust certificate \(facts.thumbprint) in "\(found.file)" is issued by "\(issuer)", \
                    not by "\(subject.issuer)" (Issuer=). The service accepts only its own: check who put \
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
    _ left: Duration, _ facts: CertificateFacts, _ subject: TrustSubject, _ details: [JournalField: String]
) -> Finding? {
    let limits: [(Duration, Priority)] = [
        (subject.expiryCritical, .critical), (subject.expiryError, .error), (subject.expiryWarning, .warning),
    ]
    guard let (limit, priority) = limits.first(where: { left <= $0.0 }) else { return nil }
    return Finding(
        .trustExpiring, priority, .certificate, .trustExpiring,
        message: """
            The connector's trust certificate \(facts.thumbprint) expires in \(left.daysText), on \
            \(facts.notAfter.rfc3339) (limit \(limit.daysText)). The connector should have renewed it when \
            \(subject.renewalWindow.daysText) were left: check its outbound connections now; after expiry only \
            a person can register it again.
            """,
        details: details)
}

extension CertificateFacts {
    /// The tenant's GUID, lower case, where the subject names one.
    package var tenant: String? {
        guard let name = subjectCommonName, name.isGUID else { return nil }
        return name.lowercased()
    }
}
