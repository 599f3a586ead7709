internal import FoundationEssentials

/// How the first checks of the settings have fared lately.
struct Trends: Sendable {
    /// Whether there is something that was not saved.
    private enum State: Sendable {
        case fresh
        /// They were saved then, or the first one was begun.
        case saved(at: Duration)
    }

    /// A trend that went on is saved this often at least.
    static let savingInterval = Duration.seconds(60)

    private struct Tracked: Sendable {
        /// `nil` until it was probed.
        var trend: Trend?
        /// The first hour that has changed since it was saved.
        var unsavedSince: Int64?

        mutating func count(isPassed: Bool, isSilenced: Bool, latency: Duration?, at date: Date) {
            if trend == nil { trend = Trend() }
            trend?.count(isPassed: isPassed, isSilenced: isSilenced, latency: latency, at: date)
            unsavedSince = min(unsavedSince ?? .max, trend?.lastHour ?? .max)
        }
    }

    /// Those that have one.
    private var checks: [CheckName: Tracked] = [:]
    private var state = State.fresh

    subscript(name: CheckName) -> Trend? { checks[name]?.trend }
    var names: Set<CheckName> { Set(checks.lazy.filter { $0.value.trend != nil }.map(\.key)) }

    /// Takes a probe into the trend of its check.
    ///
    /// - Parameters:
    ///   - verdict: what was found.
    ///   - isSilenced: whether all of it is silenced.
    ///   - latency: how long each way took that was gone to its end.
    ///   - check: which was probed.
    ///   - now: both clocks.
    /// - Returns: whether the trends are to be saved again.
    mutating func count(
        _ verdict: Verdict, isSilenced: Bool = false, latency: ByRoute<Duration>, of check: Check,
        at now: Timestamp
    ) -> Bool {
        guard let index = checks.index(forKey: check.name) else { return false }
        let route: Route = check.target.routes?.isDirect == false ? .proxy : .direct
        checks.values[index].count(
            isPassed: !verdict.findings.contains { $0.priority >= .warning },
            isSilenced: isSilenced, latency: latency[route], at: now.date)
        switch state {
        case .saved(let time) where now.uptime - time < Self.savingInterval: return false
        case .saved:
            state = .saved(at: now.uptime)
            return true
        case .fresh:
            state = .saved(at: now.uptime)
            return false
        }
    }

    /// Keeps the trends of the first checks of the settings, and no others.
    mutating func replace(with checks: [Check]) {
        let tracked = checks.prefix(Trend.checkLimit).map(\.name)
        self.checks = Dictionary(tracked.map { ($0, self.checks[$0] ?? Tracked()) }) { $1 }
    }

    mutating func forget(_ name: CheckName) {
        if checks[name] != nil { checks[name] = Tracked() }
    }

    mutating func restore(_ saved: [CheckName: Trend]) {
        checks = saved.mapValues { Tracked(trend: $0) }
    }

    /// The hours that have changed since this was last asked, or all of them.
    mutating func takeHours(all: Bool, at now: Duration) -> [Trend.Record] {
        state = .saved(at: now)
        defer { for index in checks.values.indices { checks.values[index].unsavedSince = nil } }
        return checks.flatMap { name, tracked in
            guard let trend = tracked.trend, let hour = all ? .min : tracked.unsavedSince else {
                return [Trend.Record]()
            }
            return trend.records(of: name, since: min(hour, trend.lastHour))
        }
    }
}
