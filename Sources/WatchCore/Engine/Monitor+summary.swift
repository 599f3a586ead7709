internal import FoundationEssentials

/// Once a day it is told how things are, so that silence is noticed.
extension Monitor {
    /// Counts what has recovered since it was counted last.
    mutating func countRecoveries() {
        for event in alerts.takeRecovered() { summary.countRecovery(of: event) }
    }

    /// The summary of the day, if it is due.
    mutating func summarize(_ outcome: inout Outcome, at now: Timestamp) {
        guard let counts = summary.takeDue(at: now) else { return }
        let (facts, details) = summaryFacts(counts, at: now.date)
        outcome.effects += alerts.announce(.summarized(facts, details), of: environment.service, at: now)
        unsaved.areFactsNew = true
    }

    private func summaryFacts(
        _ counts: SummaryCounts, at date: Date
    ) -> (facts: SummaryFacts, details: [JournalField: String]) {
        let active = alerts.trackers.all.filter { $0.active.finding.priority >= .warning }
        var facts = SummaryFacts(
            active: active.reduce(into: [:]) { $0[$1.active.finding.priority, default: 0] += 1 },
            worst: active.first.map { RelatedFact.ActiveEvent($0.active.finding.event, $0.name) },
            counts: counts, certificate: .unwatched)
        var details: [JournalField: String] = [.version: version]
        if let next = ledger.forecasts(at: date).first {
            let left = Duration.seconds(next.forecast.expires.timeIntervalSince(date))
            facts.certificate = .ends(next.forecast.expires, left: left)
            details[.notAfter] = next.forecast.expires.rfc3339
            details[.daysLeft] = String(left.wholeDays)
        } else if scheduler.table.checks.contains(where: \.isTrust) {
            facts.certificate = .unseen
        }
        return (facts, details)
    }
}
