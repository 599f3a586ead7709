internal import FoundationEssentials

/// Event 1010.
func changeFinding(
    _ classified: ClassifiedChange, from old: TrustRecord, to next: TrustRecord, _ target: TrustTarget
) -> Finding {
    let change = classified.change
    var details: [JournalField: String] = [
        .thumbprint: next.settings.thumbprint.text, .previousThumbprint: old.settings.thumbprint.text,
        .change: change.rawValue,
    ]
    details[.notAfter] = next.facts?.notAfter.rfc3339
    details[.issuer] = next.facts?.issuerCommonName
    details[.tenant] = next.facts?.tenant
    details[.id] = next.facts?.connectorID
    let validity = next.facts.map { " It is valid until \($0.notAfter.rfc3339)." } ?? ""
    return Finding(
        .thumbprintChanged, change.priority, .settings, nil,
        message: """
            \(target.settingsFile) names \(what(old.settings, next.settings)): \(classified.sentence)\
            \(classified.before)\(validity)
            """,
        details: details)
}

private func what(_ old: TrustSettings, _ new: TrustSettings) -> String {
    new.thumbprint == old.thumbprint
        ? "another store for the certificate \(new.thumbprint)"
        : "the certificate \(new.thumbprint) instead of \(old.thumbprint)"
}

extension ClassifiedChange {
    fileprivate var sentence: String {
        switch change {
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
            \(differences.joined(separator: "; ")). The connector never changes that by itself: if nobody registered \
            it anew, find out who wrote the file.
            """
        }
    }

    fileprivate var before: String {
        guard let stoodBefore else { return "" }
        return " It stood there before" + (stoodBefore.since.map { ", from \($0.rfc3339) on." } ?? ".")
    }
}

extension ThumbprintChange {
    fileprivate var priority: Priority {
        switch self {
        case .firstRenewal, .renewal, .reRegistration, .rollback: .notice
        case .unexpected: .error
        }
    }
}
