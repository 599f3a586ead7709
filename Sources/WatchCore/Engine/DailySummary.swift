internal import FoundationEssentials

/// When the summary of a day is due, and what it counts.
///
/// A day is one of the local calendar, and has one summary: at its time, or as soon as that has passed by the clocks on the
/// wall. So one whose time falls into the gap of a spring night comes at the night's next minute, one whose time comes twice
/// comes once, and one that was slept or restarted over comes late.
struct DailySummary: Sendable {
    private enum State: Sendable {
        /// None is wanted.
        case off
        /// The calendar is read at `wakesAt`, or once it has been set: it was so many seconds ahead of the uptime.
        case waiting(wakesAt: Duration, calendar: Double)
    }

    /// That of this host's clocks.
    private var zone: TimeZoneRules
    private var state = State.off
    private var time: TimeOfDay?
    /// The day of the last summary, or `nil` if none was ever waited for.
    private var lastDay: Int?
    private var counts = SummaryCounts()

    /// The calendar is read this often, in seconds: without any event nobody notices that it was set.
    private static let longestWait = 3600.0
    /// Times are whole minutes, and so are those at which clocks are set: the time has passed for as long at least, in
    /// seconds.
    private static let step = 60.0

    /// - Parameters:
    ///   - saved: what an earlier run left.
    ///   - zone: that of this host's clocks.
    init(saved: Saved? = nil, zone: TimeZoneRules) {
        self.zone = zone
        guard let saved else { return }
        lastDay = saved.day
        counts = saved.counts
    }

    /// When ``takeDue(at:)`` is wanted.
    var wakesAt: Duration? {
        switch state {
        case .off: nil
        case .waiting(let time, _): time
        }
    }

    /// Takes when it is wanted, or that it is not.
    ///
    /// Whoever begins to want it after that time of the day wants it from the next day on.
    mutating func set(_ time: TimeOfDay?, at now: Timestamp) {
        guard let time else {
            (self.time, state, lastDay, counts) = (nil, .off, nil, SummaryCounts())
            return
        }
        guard time != self.time else { return }
        self.time = time
        let local = localTime(now.date)
        if lastDay == nil { lastDay = local.isPast(time) ? local.day : local.day - 1 }
        correct(local)
        wait(for: time, at: now)
    }

    /// Takes another time zone of this host's clocks.
    mutating func set(_ zone: TimeZoneRules, at now: Timestamp) {
        guard zone != self.zone else { return }
        self.zone = zone
        guard let time else { return }
        correct(localTime(now.date))
        wait(for: time, at: now)
    }

    private func localTime(_ date: Date) -> LocalTime { LocalTime(of: date, in: zone) }

    mutating func countProbe(isFailed: Bool) {
        guard case .waiting = state else { return }
        counts.countProbe(isFailed: isFailed)
    }

    mutating func countRecovery(of event: RelatedFact.ActiveEvent) {
        guard case .waiting = state else { return }
        counts.countRecovery(of: event)
    }

    /// What was counted since the last summary, if one is due now; `nil` if none is.
    mutating func takeDue(at now: Timestamp) -> SummaryCounts? {
        guard case .waiting(let wakesAt, let calendar) = state, let time,
            now.uptime >= wakesAt || abs(now.calendar - calendar) >= 1
        else { return nil }
        let local = localTime(now.date)
        correct(local)
        defer { wait(for: time, at: now) }
        guard isDue(local, time) else { return nil }
        defer { counts = SummaryCounts() }
        lastDay = local.day
        return counts
    }

    private func isDue(_ local: LocalTime, _ time: TimeOfDay) -> Bool {
        guard let lastDay else { return false }
        return local.day > lastDay && local.isPast(time)
    }

    /// Comes back from a future that was none.
    ///
    /// A calendar that was set back by a day lives through days again that had their summary. If the last one lies further
    /// ahead, waiting for that day would be silence: the days go on from today's.
    private mutating func correct(_ local: LocalTime) {
        if let last = lastDay, last > local.day + 1 { lastDay = local.day }
    }

    /// Waits for the next summary, or for the calendar to be read again.
    private mutating func wait(for time: TimeOfDay, at now: Timestamp) {
        func isDue(after seconds: Double) -> Bool {
            self.isDue(localTime(now.date.addingTimeInterval(seconds)), time)
        }
        var (early, late) = (0.0, Self.step)
        while late < Self.longestWait, !isDue(after: late) { (early, late) = (late, late + Self.step) }
        if isDue(after: late) {
            // The first moment at which it is: a clock that is set forward may step over the time itself.
            while late - early > 0.001 {
                let middle = (early + late) / 2
                if isDue(after: middle) { late = middle } else { early = middle }
            }
        }
        state = .waiting(wakesAt: now.uptime + .seconds(late), calendar: now.calendar)
    }
}

extension Timestamp {
    /// How far the calendar is ahead of the uptime, in seconds; it changes where the calendar is set.
    fileprivate var calendar: Double { date.timeIntervalSince1970 - uptime.inSeconds }
}

extension DailySummary {
    /// What survives a restart.
    struct Saved: Sendable, Equatable, Codable {
        /// That of the last summary, in days since 1970-01-01.
        var day: Int
        var probes: Int
        var failed: Int
        var recovered: Int
        var firstRecovered: [Recovered]

        struct Recovered: Sendable, Equatable, Codable {
            var event: AlertEvent
            var check: CheckName
        }

        /// Whether it is one that a run writes, which can be computed with.
        var isPossible: Bool {
            let numbers = 0...1_000_000_000_000
            return (-1_000_000...10_000_000).contains(day) && numbers.contains(probes)
                && numbers.contains(failed) && numbers.contains(recovered)
                && firstRecovered.count <= SummaryCounts.shownNames
        }

        fileprivate var counts: SummaryCounts {
            var counts = SummaryCounts()
            (counts.probes, counts.failed, counts.recovered) = (probes, failed, recovered)
            counts.firstRecovered = firstRecovered.map { RelatedFact.ActiveEvent($0.event, $0.check) }
            return counts
        }
    }

    /// `nil` while none is wanted.
    var saved: Saved? {
        guard case .waiting = state, let lastDay else { return nil }
        return Saved(
            day: lastDay, probes: counts.probes, failed: counts.failed, recovered: counts.recovered,
            firstRecovered: counts.firstRecovered.map { Saved.Recovered(event: $0.event, check: $0.check) })
    }
}
