package import FoundationEssentials

/// What the daemon has to say of a day.
package struct SummaryFacts: Sendable, Equatable {
    /// How many alerts of each priority are active.
    package var active: [Priority: Int]
    /// The most severe of them, or `nil` if there is none.
    package var worst: RelatedFact.ActiveEvent?
    package var counts: SummaryCounts
    package var certificate: Certificate

    /// The trust certificate that ends first.
    package enum Certificate: Sendable, Equatable {
        /// None is watched.
        case unwatched
        /// None has been seen yet.
        case unseen
        /// With so much left, negative if it has ended.
        case ends(Date, left: Duration)
    }

    package init(
        active: [Priority: Int] = [:], worst: RelatedFact.ActiveEvent? = nil, counts: SummaryCounts,
        certificate: Certificate
    ) {
        self.active = active
        self.worst = worst
        self.counts = counts
        self.certificate = certificate
    }
}

/// What is counted from one summary to the next.
package struct SummaryCounts: Sendable, Equatable {
    /// How many probes ended.
    package var probes = 0
    /// How many of them found something that is a warning at least.
    package var failed = 0
    /// How many alerts recovered that were warnings at least.
    package var recovered = 0
    /// The first of these.
    package var firstRecovered: [RelatedFact.ActiveEvent] = []

    /// More names than this are counted and not told.
    package static let shownNames = 2

    package init() {}

    package mutating func countProbe(isFailed: Bool) {
        probes += 1
        if isFailed { failed += 1 }
    }

    package mutating func countRecovery(of event: RelatedFact.ActiveEvent) {
        recovered += 1
        if firstRecovered.count < Self.shownNames { firstRecovered.append(event) }
    }
}
