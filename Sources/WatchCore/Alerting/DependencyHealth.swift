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
        /// Whether that lies in a private network.
        var isNear: Bool
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
    /// What was found out since the last report: in one run thousands may ask.
    private var known: [Question: Scope] = [:]

    private struct Question: Sendable, Hashable {
        var reason: Reason
        var since: Duration
        var isNear: Bool
    }

    init(target: String, isWide: Bool = false) {
        self.target = target
        self.isWide = isWide
    }

    /// The reason for which the dependency is down now, or `nil` if it is not.
    var outageReason: Reason? { outage?.reason }

    mutating func add(_ resource: String, of check: CheckName) {
        if dependents.last != check { dependents.append(check) }
        if resources[resource] == nil { resources[resource] = check }
        known = [:]
    }

    /// Takes over what was known of the resources that are still needed.
    mutating func inherit(_ earlier: DependencyHealth) {
        reports = earlier.reports.filter { resources[$0.key] != nil }
        known = [:]
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
    ///   - beginning: since when it has been so, unless the last report of this resource was the same; `nil` is now.
    /// - Returns: whether that ends the time for which the dependency is down.
    mutating func record(
        _ report: DependencyReport, of resource: String, from address: String? = nil, at uptime: Duration,
        since beginning: Duration? = nil
    ) -> Bool {
        let before = reports[resource]
        let since = before.flatMap { $0.report == report ? $0.since : nil } ?? beginning ?? uptime
        let place = isWide ? address : nil
        let isNear = before.flatMap { $0.address == place ? $0.isNear : nil } ?? (place?.isPrivate == true)
        reports[resource] = LastReport(
            report: report, since: since, reportedAt: uptime, address: place, isNear: isNear)
        known = [:]
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
    mutating func scope(of reason: Reason, reportedBy resource: String) -> Scope {
        guard let own = reports[resource], own.report == .fails(reason) else {
            return freshScope(of: reason, reportedBy: resource)
        }
        // All that fail alike since the same time are told the same.
        let question = Question(reason: reason, since: own.since, isNear: own.isNear)
        if let scope = known[question] { return scope }
        let scope = freshScope(of: reason, reportedBy: resource)
        known[question] = scope
        return scope
    }

    private func freshScope(of reason: Reason, reportedBy resource: String) -> Scope {
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
        func counts(_ last: LastReport) -> Bool { own.isNear || !last.isNear }
        var lastPass = Duration.zero
        for (other, last) in reports where last.report == .works && counts(last) && other != resource {
            lastPass = max(lastPass, last.reportedAt)
        }
        guard lastPass <= own.since else { return .own }
        // One that failed before another was reached does so for a reason of its own.
        var (alike, others) = (0, 0)
        var places = Places()
        for (other, last) in reports
        where last.report != .works && last.since >= lastPass && counts(last) {
            if last.report == .fails(reason) {
                alike += 1
                places.insert(other.host, last.address ?? "")
            } else {
                others += 1
            }
        }
        let isShared = places.areWidespread && alike > others
        var unasked: (reportedAt: Duration, name: CheckName)?
        for (other, check) in resources where other != resource {
            let last = reports[other]
            if let last, !counts(last) { continue }
            let reportedAt = last?.reportedAt ?? .zero
            guard last?.report != .fails(reason), reportedAt <= own.since else { continue }
            places.insert(other.host, last?.address ?? other)
            // By name where they reported at the same time, so that the same is probed in every run.
            if unasked.map({ (reportedAt, check) < $0 }) ?? true { unasked = (reportedAt, check) }
        }
        guard let unasked else { return isShared ? .shared : .own }
        // Whatever they say, it may not be enough.
        return places.areWidespread ? .undecided(probe: unasked.name, isLikely: isShared) : .own
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

/// Where resources of the network are, as far as that decides whether all of these can fail at once by themselves.
private struct Places {
    /// So many hosts, and as many addresses, must fail alike.
    private static let least = 3

    private var hosts: Set<Substring> = []
    private var addresses: Set<String> = []

    /// Whether they are of too many parties.
    var areWidespread: Bool { min(hosts.count, addresses.count) >= Self.least }

    mutating func insert(_ host: Substring, _ address: String) {
        if hosts.count < Self.least { hosts.insert(host) }
        if addresses.count < Self.least { addresses.insert(address) }
    }
}

extension String {
    /// Of `host:port`, or of `host:port family`; the port with the family.
    fileprivate var host: Substring { self[..<(lastIndex(of: ":") ?? endIndex)] }
    fileprivate var port: Substring { self[(lastIndex(of: ":") ?? startIndex)...] }
}
