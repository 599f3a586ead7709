internal import FoundationEssentials

extension EventProfile {
    /// Event 1097.
    static let summarized = EventProfile(
        "cf65c23e368e401da9f28d4fe731664a", "Daily summary", [.info],
        sends: .entry.union([.version]))
}

extension FindingText {
    /// Event 1097: what stands, what recovered, and that all was probed.
    static func summarized(_ facts: SummaryFacts) -> FindingText {
        FindingText(
            "Daily summary: \(facts.alerts), \(facts.counts.recoveries); \(facts.counts.probed)\(facts.certificate.clause)."
        )
    }
}

extension SummaryFacts {
    fileprivate var alerts: Phrase {
        let count = active.values.reduce(0, +)
        guard count > 0, let worst else { return "no alert" }
        let parts = active.sorted { $0.key > $1.key }.map { "\($0.value) \(words: $0.key.name)" as Phrase }
        let all: Phrase = count == 1 ? "1 alert" : "\(count) alerts"
        return "\(all) (\(parts.joined(separator: ", ")); first \(worst.event.rawValue) \(worst.check.text))"
    }
}

extension SummaryCounts {
    fileprivate var recoveries: Phrase {
        guard recovered > 0 else { return "none recovered" }
        let names = firstRecovered.map { "\($0.event.rawValue) \($0.check.text)" as Phrase }
        return "\(recovered) recovered (\(names.list(Self.shownNames, of: recovered)))"
    }

    fileprivate var probed: Phrase {
        let count: Phrase = probes == 1 ? "1 probe" : "\(probes) probes"
        return failed == 0 ? "\(count), none failed" : "\(count), \(failed) failed"
    }
}

extension SummaryFacts.Certificate {
    fileprivate var clause: Phrase {
        switch self {
        case .unwatched: ""
        case .unseen: "; trust certificate: not seen"
        case .ends(_, let left) where left < .zero:
            "; trust certificate: expired \(words: left.magnitude.daysText) ago"
        case .ends(_, let left): "; trust certificate: \(words: left.daysText) left"
        }
    }
}
