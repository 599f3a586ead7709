/// What the last probes of the first checks of the settings showed, and how many probes have passed and failed.
struct ProbeResults: Sendable {
    private var routes: [CheckName: [SnapshotRoute]] = [:]
    /// The checks whose routes are kept.
    private var tracked: Set<CheckName> = []
    /// Without a finding of warning or worse.
    private(set) var passed = 0
    private(set) var failed = 0

    subscript(name: CheckName) -> [SnapshotRoute]? { routes[name] }

    /// Takes what a probe of a check saw, and what that means.
    ///
    /// - Returns: Whether it shows more than other times.
    mutating func take(_ verdict: Verdict, _ observation: Observation, of check: Check) -> Bool {
        if verdict.findings.contains(where: { $0.priority >= .warning }) { failed += 1 } else { passed += 1 }
        guard tracked.contains(check.name) else { return false }
        let paths = observation.paths
        let ways: [Route?] = check.target.routes?.all ?? [nil]
        let new = ways.map { route in
            SnapshotRoute(
                route: route, route.flatMap { paths[$0] },
                verdict.findings.filter { $0.route == nil || $0.route == route })
        }
        let old = routes.updateValue(new, forKey: check.name)
        return old.map { $0.count != new.count || !zip($0, new).allSatisfy { $0.isLike($1) } } ?? true
    }

    /// Keeps the results of the first checks of the settings that still probe the same, and no others.
    mutating func replace(with checks: [Check]) {
        tracked = Set(checks.prefix(Trend.checkLimit).map(\.name))
        routes = routes.filter { tracked.contains($0.key) }
    }

    /// Drops the result of a check that is no longer watched, or probes something else.
    mutating func forget(_ name: CheckName) {
        routes[name] = nil
    }
}
