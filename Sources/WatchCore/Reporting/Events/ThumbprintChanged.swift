internal import FoundationEssentials

extension EventProfile {
    /// Event 1010.
    static let thumbprintChanged = EventProfile(
        "05fc94da12184f069187ae6502c5cfb5", "Trust certificate changed", [.notice, .error],
        sends: .entry.union([.thumbprint, .previousThumbprint, .change, .phase, .remedy]))
}

extension FindingText {
    /// Event 1010: `TrustSettings.xml` names another certificate or store.
    static func thumbprintChanged(_ facts: ChangeFacts) -> FindingText {
        let validity: Phrase =
            facts.notAfter.map { "; the new one is valid until \(words: $0.rfc3339)" } ?? ""
        let olderValidity: Phrase = facts.notAfter.map { "; it is valid until \(words: $0.rfc3339)" } ?? ""
        var text =
            switch facts.change {
            case .firstRenewal:
                FindingText(
                    "The connector renewed its trust certificate for the first time\(validity).",
                    remedy: "Nothing has to be done.")
            case .renewal:
                FindingText(
                    "The connector renewed its trust certificate\(validity).",
                    remedy: "Nothing has to be done.")
            case .reRegistration:
                FindingText(
                    "The connector was registered again, with a new trust certificate\(validity).",
                    remedy: "Make sure that you know who registered it.")
            case .rollback:
                FindingText(
                    "TrustSettings.xml names an older trust certificate again\(olderValidity).",
                    remedy: """
                        See that the connector is active in the admin centre, or register it again: a backup was probably \
                        restored, and the service may refuse the older certificate.
                        """)
            case .unexpected:
                FindingText(
                    "The trust certificate changed unexpectedly: \(facts.differences.map(\.phrase).list(2, separator: "; ")).",
                    remedy: """
                        Find out who wrote the file, unless somebody registered the connector anew: it never changes that by \
                        itself.
                        """)
            }
        if facts.change == .unexpected, let notAfter = facts.notAfter {
            text.add(["The new certificate is valid until \(words: notAfter.rfc3339)."])
        }
        if let before = facts.stoodBefore {
            let since: Phrase = before.since.map { ", from \(words: $0.rfc3339) on" } ?? ""
            text.add(["The same certificate stood there before\(since)."])
        }
        return text
    }
}

extension ChangeFacts.Difference {
    fileprivate var phrase: Phrase {
        switch self {
        case .issuer(let old, let new): Self.phrase("issuer", old, new)
        case .tenant(let old, let new): Self.phrase("tenant", old, new)
        case .connectorID(let old, let new): Self.phrase("connector id", old, new)
        case .key(let old, let new): Self.phrase("key", old, new)
        case .store(let isInUserStore):
            "IsInUserStore is \(words: String(isInUserStore)) now, and the certificate is the same"
        }
    }

    private static func phrase(_ what: Phrase, _ old: String?, _ new: String?) -> Phrase {
        let now: Phrase = new.map { "\"\($0)\"" } ?? "missing"
        let before: Phrase = old.map { "\"\($0)\"" } ?? "none"
        return "its \(what) is \(now) instead of \(before)"
    }
}
