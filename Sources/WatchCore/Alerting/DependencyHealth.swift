/// Those who need one cause, and what each of them said of it last.
///
/// The dependency is down when there is a moment since which more of the others began to complain than were heard
/// without a complaint: whoever complained before that does so for a reason of its own. It is over when no more of
/// those who complained still do than no longer do, or fewer than were heard without a complaint.
struct DependencyHealth: Sendable {
    /// What one member's complaint amounts to, in the light of the others.
    enum Opinion: Sendable, Equatable {
        case own
        case shared
        /// No other was heard since: ask this check.
        case undecided(ask: CheckName)
    }

    private struct LastReport: Sendable {
        var report: DependencyReport
        /// When it first said so without saying anything else since, and when last, on ``Timestamp/uptime``.
        var since: Duration
        var heardAt: Duration
    }

    /// The time for which the dependency is down.
    private struct Outage: Sendable {
        var complaint: Reason
        /// The members that complain, those of them that no longer do, and those who never did.
        var failing: Set<String>
        var passed: Set<String> = []
        var spared: Set<String> = []

        mutating func hear(isComplaint: Bool, of member: String) {
            if isComplaint {
                failing.insert(member)
                passed.remove(member)
                spared.remove(member)
            } else if failing.remove(member) != nil {
                passed.insert(member)
            } else if !passed.contains(member) {
                spared.insert(member)
            }
        }

        /// Whether what this member said last, which is no complaint, is the end of it.
        ///
        /// One who never complained, as a name in /etc/hosts, proves little while others do.
        func isOver(by member: String) -> Bool {
            if failing.isEmpty { return true }
            return passed.contains(member) && failing.count - 1 <= passed.count
                || failing.count < passed.count + spared.count
        }
    }

    /// What alerts of the dependency name as their target.
    let target: String
    /// In the order of the settings.
    private(set) var dependents: [CheckName] = []
    /// One check by which each member can be heard.
    private var members: [String: CheckName] = [:]
    private var reports: [String: LastReport] = [:]
    private var outage: Outage?

    init(target: String) {
        self.target = target
    }

    /// The complaint for which the dependency is down now.
    var complaint: Reason? { outage?.complaint }

    mutating func add(_ member: String, of check: CheckName) {
        if dependents.last != check { dependents.append(check) }
        if members[member] == nil { members[member] = check }
    }

    /// Takes over what was known of those who are still members.
    mutating func inherit(_ earlier: DependencyHealth) {
        reports = earlier.reports.filter { members[$0.key] != nil }
        outage = earlier.outage
        outage?.failing.formIntersection(members.keys)
        outage?.passed.formIntersection(members.keys)
        outage?.spared.formIntersection(members.keys)
    }

    /// Takes what a member says; returns whether that ends the time for which the dependency is down.
    mutating func hear(_ report: DependencyReport, of member: String, at uptime: Duration) -> Bool {
        let before = reports[member]
        let since = before.flatMap { $0.report == report ? $0.since : nil } ?? uptime
        reports[member] = LastReport(report: report, since: since, heardAt: uptime)
        guard let complaint else { return false }
        let isComplaint = report == .fails(complaint)
        outage?.hear(isComplaint: isComplaint, of: member)
        guard !isComplaint, outage?.isOver(by: member) == true else { return false }
        outage = nil
        return true
    }

    /// Whether a member was last heard with the complaint that the dependency is down for, and that is another one.
    func isSuppressedFor(another complaint: Reason, member: String) -> Bool {
        guard let outage else { return false }
        return outage.complaint != complaint && outage.failing.contains(member)
    }

    func opinion(of complaint: Reason, by member: String) -> Opinion {
        let began = reports[member]?.since ?? .zero
        var (complaints, passes): ([Duration], [Duration]) = ([], [])
        var unheard: (heardAt: Duration, name: CheckName)?
        for (other, check) in members where other != member {
            let report = reports[other]
            if let report, report.report == .fails(complaint) {
                complaints.append(report.since)
                continue
            }
            let heardAt = report?.heardAt ?? .zero
            if report != nil { passes.append(heardAt) }
            guard heardAt <= began else { continue }
            // By name where they were heard at the same time, so that the same is asked in every run.
            if unheard.map({ (heardAt, check) < $0 }) ?? true { unheard = (heardAt, check) }
        }
        if Self.isShared(complaints, passes, upTo: began) { return .shared }
        if let unheard, !passes.contains(where: { $0 > began }) { return .undecided(ask: unheard.name) }
        return .own
    }

    /// Whether there is a moment, not after `began`, since which more complaints began than passes were heard.
    private static func isShared(_ complaints: [Duration], _ passes: [Duration], upTo began: Duration) -> Bool
    {
        var passes = passes.sorted()
        var heard = 0
        for (index, since) in complaints.sorted(by: >).enumerated() {
            while let last = passes.last, last > min(since, began) {
                passes.removeLast()
                heard += 1
            }
            if index + 1 > heard { return true }
        }
        return false
    }

    mutating func attribute(for complaint: Reason, also others: [String]) {
        let failing = reports.filter { $0.value.report == .fails(complaint) }.map(\.key)
        outage = Outage(complaint: complaint, failing: Set(failing).union(others))
    }
}
