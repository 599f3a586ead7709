/// The checks that need one dependency, and what each resource reported of it last.
///
/// One that is *wide*, the network, is down when several hosts at several addresses fail alike and none was seen to work
/// since. Any other is down when there is a time since which more of the other resources began to fail than were seen to
/// work: one that failed before that does so for a reason of its own. It is over when no more of those that failed
/// still do than have recovered, or fewer than were seen to work.
struct DependencyHealth: Sendable {
    /// What the failure of one resource amounts to, in the light of the others.
    enum Scope: Sendable, Equatable {
        case own
        case shared
        /// No other has reported since: this check is to be probed.
        case undecided(probe: CheckName)
    }

    private struct LastReport: Sendable {
        var report: DependencyReport
        /// When it first reported so without reporting anything else since, and when last, on ``Timestamp/uptime``.
        var since: Duration
        var reportedAt: Duration
        /// The first of the addresses that it failed at, for a dependency that is wide.
        var address: String?
    }

    /// The time for which the dependency is down.
    private struct Outage: Sendable {
        var reason: Reason
        /// The resources that fail for it, those of them that no longer do, and those that never did.
        var failing: Set<String>
        var recovered: Set<String> = []
        var unaffected: Set<String> = []

        mutating func record(isFailing: Bool, of resource: String) {
            if isFailing {
                failing.insert(resource)
                recovered.remove(resource)
                unaffected.remove(resource)
            } else if failing.remove(resource) != nil {
                recovered.insert(resource)
            } else if !recovered.contains(resource) {
                unaffected.insert(resource)
            }
        }

        /// Whether what this resource reported last, which is not this failure, ends it.
        ///
        /// One that never failed, as a name in /etc/hosts, proves little while others do.
        func isOver(by resource: String) -> Bool {
            if failing.isEmpty { return true }
            return recovered.contains(resource) && failing.count - 1 <= recovered.count
                || failing.count < recovered.count + unaffected.count
        }
    }

    /// What alerts of the dependency name as their target.
    let target: String
    /// Whether it takes several hosts and addresses to be down.
    private let isWide: Bool
    /// In the order of the settings.
    private(set) var dependents: [CheckName] = []
    /// One check that probes each resource.
    private var resources: [String: CheckName] = [:]
    private var reports: [String: LastReport] = [:]
    private var outage: Outage?

    /// So many hosts, each with an address of its own, must fail alike where the dependency is wide.
    private static let widespread = 3

    init(target: String, isWide: Bool = false) {
        self.target = target
        self.isWide = isWide
    }

    /// The reason for which the dependency is down now, or `nil` if it is not.
    var outageReason: Reason? { outage?.reason }

    mutating func add(_ resource: String, of check: CheckName) {
        if dependents.last != check { dependents.append(check) }
        if resources[resource] == nil { resources[resource] = check }
    }

    /// Takes over what was known of the resources that are still needed.
    mutating func inherit(_ earlier: DependencyHealth) {
        reports = earlier.reports.filter { resources[$0.key] != nil }
        outage = earlier.outage
        outage?.failing.formIntersection(resources.keys)
        outage?.recovered.formIntersection(resources.keys)
        outage?.unaffected.formIntersection(resources.keys)
    }

    /// Takes what a probe of a resource reports; returns whether that ends the time for which the dependency is down.
    mutating func record(
        _ report: DependencyReport, of resource: String, from address: String? = nil, at uptime: Duration
    ) -> Bool {
        let before = reports[resource]
        let since = before.flatMap { $0.report == report ? $0.since : nil } ?? uptime
        reports[resource] = LastReport(
            report: report, since: since, reportedAt: uptime, address: address)
        guard let outageReason else { return false }
        // A firewall that rejects what it dropped before has not opened.
        let isFailing = isWide ? report != .works : report == .fails(outageReason)
        outage?.record(isFailing: isFailing, of: resource)
        guard !isFailing, outage?.isOver(by: resource) == true else { return false }
        outage = nil
        return true
    }

    /// Whether a resource last failed for the reason that the dependency is down for, and that is another one.
    func isSuppressedFor(another reason: Reason, resource: String) -> Bool {
        guard let outage, !isWide else { return false }
        return outage.reason != reason && outage.failing.contains(resource)
    }

    /// Whether a resource that fails for this reason fails alone.
    func scope(of reason: Reason, reportedBy resource: String) -> Scope {
        if isWide { return wideScope(of: reason, reportedBy: resource) }
        let began = reports[resource]?.since ?? .zero
        var (failures, passes): ([Duration], [Duration]) = ([], [])
        var unasked: (reportedAt: Duration, name: CheckName)?
        for (other, check) in resources where other != resource {
            let report = reports[other]
            if let report, report.report == .fails(reason) {
                failures.append(report.since)
                continue
            }
            let reportedAt = report?.reportedAt ?? .zero
            if report != nil { passes.append(reportedAt) }
            guard reportedAt <= began else { continue }
            // By name where they reported at the same time, so that the same is probed in every run.
            if unasked.map({ (reportedAt, check) < $0 }) ?? true { unasked = (reportedAt, check) }
        }
        if Self.isShared(failures, passes, upTo: began) { return .shared }
        if let unasked, !passes.contains(where: { $0 > began }) { return .undecided(probe: unasked.name) }
        return .own
    }

    /// The same where it takes several hosts at several addresses, and none that works.
    private func wideScope(of reason: Reason, reportedBy resource: String) -> Scope {
        guard let own = reports[resource] else { return .own }
        let passes = reports.filter { $0.value.report == .works }
        let lastPass = passes.values.map(\.reportedAt).max() ?? .zero
        guard lastPass <= own.since else { return .own }
        // One that failed before another was reached does so for a reason of its own.
        let failures = reports.filter { $0.value.report == .fails(reason) && $0.value.since >= lastPass }
        guard failures.count > 1 else { return .own }
        let hosts = Set(failures.keys.map { $0.prefix(upTo: $0.lastIndex(of: ":") ?? $0.endIndex) })
        let addresses = Set(failures.values.compactMap(\.address))
        let isWidespread = min(hosts.count, addresses.count) >= Self.widespread
        // Those that were not probed since may be well, so most must have been.
        if isWidespread, failures.count > passes.count { return .shared }
        let unasked = passes.compactMap { other, report in
            resources[other].map { (reportedAt: report.reportedAt, name: $0) }
        }
        return unasked.min(by: <).map { .undecided(probe: $0.name) } ?? .own
    }

    /// Whether there is a time, not after `began`, since which more failures began than passes were reported.
    private static func isShared(_ failures: [Duration], _ passes: [Duration], upTo began: Duration) -> Bool {
        var passes = passes.sorted()
        var passed = 0
        for (index, since) in failures.sorted(by: >).enumerated() {
            while let last = passes.last, last > min(since, began) {
                passes.removeLast()
                passed += 1
            }
            if index + 1 > passed { return true }
        }
        return false
    }

    mutating func attribute(for reason: Reason, also others: [String]) {
        let failing = reports.filter { $0.value.report == .fails(reason) }.map(\.key)
        outage = Outage(reason: reason, failing: Set(failing).union(others))
    }
}
