/// What the last probes of the first checks of the settings showed, and how many probes have passed and failed.
struct ProbeResults: Sendable {
    /// Of the checks whose results are kept; empty of one that was not probed yet.
    private var routes: [CheckName: [SnapshotRoute]] = [:]
    /// Without a finding of warning or worse.
    private(set) var passed = 0
    private(set) var failed = 0

    subscript(name: CheckName) -> [SnapshotRoute]? {
        routes[name].flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Takes what a probe of a check saw, and what that means.
    ///
    /// - Returns: Whether it shows more than other times.
    mutating func take(_ verdict: Verdict, _ observation: Observation, of check: Check) -> Bool {
        if verdict.findings.contains(where: { $0.priority >= .warning }) { failed += 1 } else { passed += 1 }
        guard let index = routes.index(forKey: check.name) else { return false }
        let new = Self.routes(verdict, observation, of: check.target)
        let old = routes.values[index]
        routes.values[index] = new
        return old.count != new.count || !zip(old, new).allSatisfy { $0.isLike($1) }
    }

    private static func routes(_ verdict: Verdict, _ observation: Observation, of target: Target)
        -> [SnapshotRoute]
    {
        guard let routes = target.routes else {
            return [SnapshotRoute(route: nil, nil, verdict.findings.filter { $0.route == nil })]
        }
        let paths = observation.paths
        return routes.all.map { route in
            SnapshotRoute(
                route: route, paths[route], verdict.findings.filter { $0.route == nil || $0.route == route })
        }
    }

    /// Keeps the results of the first checks of the settings that still probe the same, and no others.
    mutating func replace(with checks: [Check]) {
        let tracked = checks.prefix(Trend.checkLimit).map(\.name)
        routes = Dictionary(tracked.map { ($0, routes[$0] ?? []) }) { $1 }
    }

    /// Drops the result of a check that is no longer watched, or probes something else.
    mutating func forget(_ name: CheckName) {
        if routes[name] != nil { routes[name] = [] }
    }
}
