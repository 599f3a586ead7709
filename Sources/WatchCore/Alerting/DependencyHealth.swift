/// The checks that need one dependency, and what each resource reported of it last.
///
/// One that is *wide*, the network, is down when several hosts at several addresses fail alike and none was seen to work
/// since; what works in a private network proves nothing of what fails outside of it. Any other is down when there is a
/// time since which more of the other resources began to fail than were seen to work: one that failed before that does so
/// for a reason of its own. It is over when no more of those that failed still do than have recovered, or fewer than were
/// seen to work.
struct DependencyHealth: Sendable {
    /// What the failure of one resource amounts to, in the light of the others.
    enum Scope: Sendable, Equatable {
        case own
        case shared
        /// No other has reported since: this check is to be probed; `isLikely` is whether it is shared by all that is known.
        case undecided(probe: CheckName, isLikely: Bool = false)
    }

    private struct LastReport: Sendable {
        var report: DependencyReport
        /// When it first reported so without reporting anything else since, and when last, on ``Timestamp/uptime``.
        var since: Duration
        var reportedAt: Duration
        /// Where it connected to, or the first of the addresses that it failed at, for a dependency that is wide.
        var address: String?

        var isNear: Bool { address?.isPrivate == true }
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
        ///
        /// - Parameters:
        ///   - resource: what reported.
        ///   - isPeer: which others count.
        /// - Returns: whether it is over.
        func isOver(by resource: String, among isPeer: (String) -> Bool) -> Bool {
            if failing.isEmpty { return true }
            let (failing, recovered) = (failing.count(where: isPeer), recovered.count(where: isPeer))
            return self.recovered.contains(resource) && failing - 1 <= recovered
                || failing < recovered + unaffected.count(where: isPeer)
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

    /// Takes what a probe of a resource reports.
    ///
    /// - Parameters:
    ///   - report: what it says.
    ///   - resource: what was probed.
    ///   - address: where that is, or `nil` if it is not known.
    ///   - uptime: now.
    /// - Returns: whether that ends the time for which the dependency is down.
    mutating func record(
        _ report: DependencyReport, of resource: String, from address: String? = nil, at uptime: Duration
    ) -> Bool {
        let before = reports[resource]
        let since = before.flatMap { $0.report == report ? $0.since : nil } ?? uptime
        reports[resource] = LastReport(
            report: report, since: since, reportedAt: uptime, address: isWide ? address : nil)
        guard let outage else { return false }
        // A firewall that rejects what it dropped before has not opened.
        let isFailing = isWide ? report != .works : report == .fails(outage.reason)
        // What is near does not fail with the way out, so it is not back either.
        if isWide, !isFailing, address?.isPrivate == true, !outage.failing.contains(resource) { return false }
        self.outage?.record(isFailing: isFailing, of: resource)
        // Of the network, a port that stays shut is another matter once the others are open.
        let isPeer: (String) -> Bool = { [isWide] in !isWide || $0.port == resource.port }
        guard !isFailing, self.outage?.isOver(by: resource, among: isPeer) == true else { return false }
        self.outage = nil
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
        var lastPass = Duration.zero
        var unasked: [(reportedAt: Duration, name: CheckName, place: Place)] = []
        for (other, check) in resources where other != resource {
            let last = reports[other]
            if let last, last.isNear, !own.isNear { continue }
            if let last, last.report == .works { lastPass = max(lastPass, last.reportedAt) }
            let reportedAt = last?.reportedAt ?? .zero
            guard last?.report != .fails(reason), reportedAt <= own.since else { continue }
            unasked.append((reportedAt, check, Place(host: other.host, address: last?.address ?? other)))
        }
        guard lastPass <= own.since else { return .own }
        // One that failed before another was reached does so for a reason of its own.
        let recent = reports.filter {
            $0.value.report != .works && $0.value.since >= lastPass && (own.isNear || !$0.value.isNear)
        }
        let alike = recent.filter { $0.value.report == .fails(reason) }
        let places = alike.map { Place(host: $0.key.host, address: $0.value.address ?? "") }
        let isShared = places.areWidespread && alike.count > recent.count - alike.count
        // By name where they reported at the same time, so that the same is probed in every run.
        guard let next = unasked.min(by: { ($0.reportedAt, $0.name) < ($1.reportedAt, $1.name) }) else {
            return isShared ? .shared : .own
        }
        // Whatever they say, it may not be enough.
        guard (places + unasked.map(\.place)).areWidespread else { return .own }
        return .undecided(probe: next.name, isLikely: isShared)
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
        let failing = reports.filter {
            isWide ? $0.value.report != .works : $0.value.report == .fails(reason)
        }
        outage = Outage(reason: reason, failing: Set(failing.keys).union(others))
    }
}

/// Where a resource of the network is.
private struct Place {
    var host: Substring
    var address: String
}

extension [Place] {
    /// So many hosts, and as many addresses, must fail alike.
    private static var least: Int { 3 }

    /// Whether they are of too many parties for all of these to fail at once by themselves.
    fileprivate var areWidespread: Bool {
        Swift.min(Set(map(\.host)).count, Set(map(\.address)).count) >= Self.least
    }
}

extension String {
    /// Of `host:port`, or of `host:port family`; the port with the family.
    fileprivate var host: Substring { self[..<(lastIndex(of: ":") ?? endIndex)] }
    fileprivate var port: Substring { self[(lastIndex(of: ":") ?? startIndex)...] }
}
