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

    private var trends: [CheckName: Trend] = [:]
    /// The first hour of each that has changed since it was saved.
    private var unsaved: [CheckName: Int64] = [:]
    /// The checks that have one.
    private var tracked: Set<CheckName> = []
    private var state = State.fresh

    subscript(name: CheckName) -> Trend? { trends[name] }
    var names: Set<CheckName> { Set(trends.keys) }

    /// Takes a probe into the trend of its check.
    ///
    /// - Parameters:
    ///   - verdict: what was found.
    ///   - isSilenced: whether all of it is silenced.
    ///   - observation: what was seen.
    ///   - check: which was probed.
    ///   - now: both clocks.
    /// - Returns: whether the trends are to be saved again.
    mutating func count(
        _ verdict: Verdict, isSilenced: Bool = false, _ observation: Observation, of check: Check,
        at now: Timestamp
    ) -> Bool {
        guard tracked.contains(check.name) else { return false }
        let route: Route = check.target.routes?.isDirect == false ? .proxy : .direct
        var trend = trends[check.name] ?? Trend()
        trend.count(
            isPassed: !verdict.findings.contains { $0.priority >= .warning },
            isSilenced: isSilenced, latency: observation.latency[route], at: now.date)
        trends[check.name] = trend
        unsaved[check.name] = min(unsaved[check.name] ?? .max, trend.lastHour)
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
        tracked = Set(checks.prefix(Trend.checkLimit).map(\.name))
        trends = trends.filter { tracked.contains($0.key) }
        unsaved = unsaved.filter { tracked.contains($0.key) }
    }

    mutating func forget(_ name: CheckName) {
        trends[name] = nil
        unsaved[name] = nil
    }

    mutating func restore(_ saved: [CheckName: Trend]) {
        trends = saved
    }

    /// The hours that have changed since this was last asked, or all of them.
    mutating func takeHours(all: Bool, at now: Duration) -> [Trend.Record] {
        state = .saved(at: now)
        defer { unsaved = [:] }
        return trends.flatMap { name, trend in
            guard let hour = all ? .min : unsaved[name] else { return [Trend.Record]() }
            return trend.records(of: name, since: min(hour, trend.lastHour))
        }
    }
}
