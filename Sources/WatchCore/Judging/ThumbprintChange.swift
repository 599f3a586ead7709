/// What a new thumbprint in `TrustSettings.xml` means, as `CONNECTOR_CHANGE` names it.
package enum ThumbprintChange: String, Sendable, CaseIterable, Codable {
    /// The certificate made at registration was renewed automatically for the first time.
    case firstRenewal = "first-renewal"
    /// A renewed certificate was renewed again.
    case renewal
    /// A person registered the connector again.
    case reRegistration = "re-registration"
    /// An earlier certificate stands there again: a restored backup, a snapshot.
    case rollback
    /// Nothing that the connector itself does.
    case unexpected
}

/// What was known of the certificate that `TrustSettings.xml` named at some time.
package struct TrustRecord: Sendable, Equatable, Codable {
    package var settings: TrustSettings
    /// `nil`: it was never found in its store.
    package var facts: CertificateFacts?

    package init(settings: TrustSettings, facts: CertificateFacts?) {
        self.settings = settings
        self.facts = facts
    }
}

/// The certificates that one `TrustSettings.xml` has named, as far as they were seen.
package struct TrustHistory: Sendable, Equatable, Codable {
    package var current: TrustRecord
    /// Thumbprints before the current one, the latest last; at most ``limit``.
    package var earlier: [Thumbprint] = []

    package static let limit = 50

    package init(current: TrustRecord) {
        self.current = current
    }

    /// What it means that `next` stands there now instead of the current record.
    ///
    /// Renewal needs no person and moves the certificate to the user store; registration makes a new one in the
    /// machine store. Both keep the issuer and the tenant and never go back in time.
    package func change(to next: TrustRecord, expectedIssuer: String) -> ThumbprintChange {
        if earlier.contains(next.settings.thumbprint) { return .rollback }
        if let new = next.facts {
            if new.issuerCommonName?.lowercased() != expectedIssuer.lowercased() { return .unexpected }
            if let old = current.facts {
                if new.subjectCommonName?.lowercased() != old.subjectCommonName?.lowercased() {
                    return .unexpected
                }
                if new.notBefore < old.notBefore { return .rollback }
            }
        }
        switch (current.settings.isInUserStore, next.settings.isInUserStore) {
        case (false, true): return .firstRenewal
        case (true, true): return .renewal
        case (_, false): return .reRegistration
        }
    }

    /// Makes `next` the current record.
    package mutating func advance(to next: TrustRecord) {
        if next.settings.thumbprint != current.settings.thumbprint {
            earlier.removeAll { $0 == next.settings.thumbprint }
            earlier = (earlier + [current.settings.thumbprint]).suffix(Self.limit)
        }
        current = TrustRecord(
            settings: next.settings,
            facts: next.facts ?? (next.settings == current.settings ? current.facts : nil))
    }
}

/// Event 1010.
func changeFinding(_ history: TrustHistory, to next: TrustRecord, _ subject: TrustSubject) -> Finding {
    let change = history.change(to: next, expectedIssuer: subject.issuer)
    let old = history.current.settings.thumbprint
    let new = next.settings.thumbprint
    var details: [JournalField: String] = [
        .thumbprint: new.text, .previousThumbprint: old.text, .change: change.rawValue,
    ]
    details[.notAfter] = next.facts?.notAfter.rfc3339
    details[.issuer] = next.facts?.issuerCommonName
    details[.tenant] = next.facts?.tenant
    details[.id] = next.facts?.connectorID
    let validity = next.facts.map { " It is valid until \($0.notAfter.rfc3339)." } ?? ""
    return Finding(
        .thumbprintChanged, change.priority, .settings, nil,
        message: """
            \(subject.settingsFile) names the certificate \(new) instead of \(old): \(change.sentence)\(validity)
            """,
        details: details)
}

extension ThumbprintChange {
    fileprivate var priority: Priority {
        switch self {
        case .firstRenewal, .renewal, .reRegistration, .rollback: .notice
        case .unexpected: .error
        }
    }

    fileprivate var sentence: String {
        switch self {
        case .firstRenewal: "the connector renewed its certificate for the first time."
        case .renewal: "the connector renewed its certificate."
        case .reRegistration: "the connector was registered again."
        case .rollback:
            """
            an older certificate stands there again, as after restoring a backup. The service may refuse it: \
            see that the connector is active, or register it again.
            """
        case .unexpected:
            """
            its issuer or tenant is a different one. The connector never changes these by itself: find out \
            who wrote the file.
            """
        }
    }
}
