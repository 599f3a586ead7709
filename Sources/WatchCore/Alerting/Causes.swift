/// Tells a trouble that many checks share from that of one of them, by what probes say about each cause.
struct Causes: Sendable {
    /// What is to become of an alert that a check is about to raise.
    enum Ruling: Sendable, Equatable {
        /// It is the check's own trouble.
        case own
        /// It is the trouble of that cause.
        case shared(Cause)
        /// Nobody else has said anything yet: ask this one.
        case undecided(ask: CheckName)
    }

    private var circles: [Cause: CauseCircle] = [:]

    /// What alerts of a cause name as their target; `nil`: nobody needs it.
    func target(of cause: Cause) -> String? { circles[cause]?.target }

    /// Those who need a cause, in the order of the settings.
    func dependents(on cause: Cause) -> [CheckName] { circles[cause]?.dependents ?? [] }

    /// The complaint for which a cause is to blame now.
    func complaint(against cause: Cause) -> Reason? { circles[cause]?.complaint }

    /// Replaces who needs what; what is known of those who stay is kept, as long as the cause stays the same.
    mutating func replace(with checks: [Check]) {
        var next: [Cause: CauseCircle] = [:]
        for check in checks {
            for need in check.needs {
                var circle =
                    next.removeValue(forKey: need.cause) ?? CauseCircle(target: need.cause.target(of: check))
                circle.add(need.member, of: check.name)
                next[need.cause] = circle
            }
        }
        for (cause, circle) in circles where next[cause]?.target == circle.target {
            next[cause]?.inherit(circle)
        }
        circles = next
    }

    /// Takes what a probe says; returns the causes that are no longer to blame.
    mutating func hear(_ verdict: Verdict, of check: Check, at now: Moment) -> [Cause] {
        check.needs.compactMap { need in
            guard let testimony = need.testimony(in: verdict) else { return nil }
            let isOver = circles[need.cause]?.hear(testimony, of: need.member, at: now.uptime) ?? false
            return isOver ? need.cause : nil
        }
    }

    /// The needs of which a probe, to be heard next, has another complaint than the one that it had in common with
    /// others.
    func turns(_ verdict: Verdict, of check: Check) -> [Need] {
        check.needs.filter { need in
            guard case .fails(let complaint) = need.testimony(in: verdict) else { return false }
            return circles[need.cause]?.isHeldFor(another: complaint, member: need.member) ?? false
        }
    }

    /// The cause that already is to blame for what a check found; `nil`: none is.
    func culprit(for finding: Finding, of check: Check) -> Cause? {
        check.needs.first { need in
            need.complaint(of: finding).map { $0 == complaint(against: need.cause) } ?? false
        }?.cause
    }

    /// Decides about an alert that a check is about to raise.
    func ruling(on finding: Finding, of check: Check) -> Ruling {
        var undecided: Ruling?
        for need in check.needs {
            guard let complaint = need.complaint(of: finding), let circle = circles[need.cause] else {
                continue
            }
            switch circle.opinion(of: complaint, by: need.member) {
            case .own: continue
            case .shared: return .shared(need.cause)
            case .undecided(let name): undecided = undecided ?? .undecided(ask: name)
            }
        }
        return undecided ?? .own
    }

    /// Takes note that a cause is to blame for this complaint.
    ///
    /// `checks` are those known to complain besides who was heard, as after a restart.
    mutating func blame(_ cause: Cause, for complaint: Reason, also checks: [Check] = []) {
        let others = checks.flatMap(\.needs).filter { $0.cause == cause }.map(\.member)
        circles[cause]?.blame(for: complaint, also: others)
    }
}

extension Cause {
    fileprivate func target(of check: Check) -> String {
        switch self {
        case .resolver: "name servers of /etc/resolv.conf"
        case .proxy: check.target.routes?.proxy?.description ?? ""
        }
    }
}
