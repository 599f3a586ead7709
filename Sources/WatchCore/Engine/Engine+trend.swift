extension Engine {
    /// A trend that went on is saved this often at least.
    static let trendSavingInterval = Duration.seconds(3600)

    /// Takes a probe into the trend of its check.
    mutating func count(_ verdict: Verdict, _ observation: Observation, of check: Check, at now: Timestamp) {
        guard trended.contains(check.name) else { return }
        let route: Route = check.target.routes?.isDirect == false ? .proxy : .direct
        trends[check.name, default: Trend()].count(
            isPassed: !verdict.findings.contains { $0.priority >= .warning },
            latency: observation.latency[route], at: now.date)
        let savedAt = trendsSavedAt ?? now.uptime
        let isDue = now.uptime - savedAt >= Self.trendSavingInterval
        trendsSavedAt = isDue ? now.uptime : savedAt
        if isDue { remember(at: now) }
    }

    /// Keeps the trends of the first checks of the settings, and no others.
    mutating func keepTrends() {
        trended = Set(probes.order.prefix(Trend.checkLimit))
        trends = trends.filter { trended.contains($0.key) }
    }
}
