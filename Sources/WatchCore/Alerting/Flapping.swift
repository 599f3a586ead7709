internal import FoundationEssentials

/// Tells whether a check fails and recovers so often on one route that telling it each time would cry wolf.
///
/// It begins with the ``failuresToBegin``th failure within ``window``, and ends once nothing has changed for ``calm``: as
/// beginning and end differ, what is in between goes on as it is.
struct Flapping: Sendable, Equatable {
    /// So many alerts of a check within ``window`` are too many.
    static let failuresToBegin = 5
    static let window = Duration.seconds(3600)
    /// What has not changed for so long is steady again.
    static let calm = Duration.seconds(1800)

    private enum State: Sendable, Equatable {
        /// When it failed within the ``window``, the first failure first, and whether it has recovered since the last.
        case steady(failedAt: [Duration], hasRecovered: Bool)
        case flapping(Spell)
    }

    /// A time in which it flaps; points on ``Timestamp/uptime``.
    struct Spell: Sendable, Equatable {
        /// When it failed first, and changed last.
        var since: Duration
        var changedAt: Duration
        /// How often it failed.
        var failures: Int
        /// What it failed with last.
        var last: Failure
        /// Whether it has recovered since.
        var hasRecovered: Bool
    }

    /// What an alert was raised for.
    struct Failure: Sendable, Equatable, Codable {
        var event: AlertEvent
        var phase: Phase
        var reason: Reason?
    }

    /// What a probe made of the alerts of a check on a route.
    struct Change: Sendable, Equatable {
        /// What an alert was raised for.
        var failure: Failure?
        /// Whether one has recovered.
        var hasRecovered = false

        /// Takes note of what became of an alert; one that a silence holds back does not count.
        mutating func note(_ key: AlertKey, from before: Tracker, to after: Tracker) {
            if before.isDown, !after.isDown { hasRecovered = true }
            guard !before.isDown, after.isDown, let active = after.active, active.isAnnounced else { return }
            failure = Failure(event: key.event, phase: active.finding.phase, reason: active.finding.reason)
        }
    }

    private var state = State.steady(failedAt: [], hasRecovered: true)

    init() {}

    /// Whether there is nothing to remember.
    var isClear: Bool { self == Flapping() }

    /// The time in which it flaps, or `nil` if it does not.
    var spell: Spell? {
        if case .flapping(let spell) = state { spell } else { nil }
    }

    /// Takes what a probe changed, and lets what is long ago be forgotten.
    ///
    /// Failures without a recovery in between are one: a check may have several alerts at once.
    ///
    /// - Parameters:
    ///   - change: what became of its alerts.
    ///   - isUnsettled: whether it has failed, but not often enough to count as a change, so that it does not end now.
    ///   - now: on ``Timestamp/uptime``.
    mutating func take(_ change: Change, isUnsettled: Bool = false, at now: Duration) {
        switch state {
        case .steady(let failedAt, let hasRecovered):
            take(
                change.failure, after: failedAt, hasRecovered: hasRecovered || change.hasRecovered, at: now)
        case .flapping(var spell):
            spell.take(change, at: now)
            let isOver = now - spell.changedAt >= Self.calm && !isUnsettled
            state = isOver ? .steady(failedAt: [], hasRecovered: true) : .flapping(spell)
        }
    }

    private mutating func take(
        _ failure: Failure?, after failedAt: [Duration], hasRecovered: Bool, at now: Duration
    ) {
        var failedAt = failedAt.filter { now - $0 < Self.window }
        guard let failure, hasRecovered else {
            // Where nothing is left that counts, it matters little whether it has recovered.
            state = .steady(failedAt: failedAt, hasRecovered: hasRecovered || failedAt.isEmpty)
            return
        }
        failedAt.append(now)
        guard failedAt.count >= Self.failuresToBegin, let first = failedAt.first else {
            state = .steady(failedAt: failedAt, hasRecovered: false)
            return
        }
        state = .flapping(
            Spell(
                since: first, changedAt: now, failures: failedAt.count, last: failure, hasRecovered: false))
    }
}

extension Flapping.Spell {
    fileprivate mutating func take(_ change: Flapping.Change, at now: Duration) {
        if change.hasRecovered, !hasRecovered { (hasRecovered, changedAt) = (true, now) }
        guard let failure = change.failure, hasRecovered else { return }
        (hasRecovered, changedAt, last) = (false, now, failure)
        failures = min(failures + 1, Flapping.Saved.countLimit)
    }

    /// What is told of it.
    ///
    /// - Parameters:
    ///   - source: what flaps.
    ///   - route: on which route.
    ///   - end: how it goes on, or `nil` while it flaps.
    /// - Returns: the finding.
    func finding(of source: AlertSource, on route: Route?, end: FlappingFacts.End? = nil) -> Finding {
        .flapping(
            FlappingFacts(
                check: source.name, target: source.target, route: route, failures: failures,
                time: max(.zero, changedAt - since), event: last.event, reason: last.reason, end: end),
            last.phase)
    }
}

extension AlertEvent {
    /// Whether its alerts count and are held back where a check flaps: those of checks, but for a certificate that expired.
    var flaps: Bool { isSilenceable && self != .flapping && self != .hostDegraded }
}

extension Flapping {
    /// What survives a restart; points in time are on the calendar, as the monotonic clock starts anew.
    struct Saved: Sendable, Equatable, Codable {
        struct Spell: Sendable, Equatable, Codable {
            var since: Date
            var changedAt: Date
            var failures: Int
            var last: Failure
        }

        var route: Route?
        var failedAt: [Date] = []
        var hasRecovered: Bool
        var spell: Spell?

        private enum CodingKeys: String, CodingKey {
            case route = "via"
            case failedAt, hasRecovered, spell
        }

        /// Whether the counts are such as a run reaches.
        var isPossible: Bool {
            failedAt.count < Flapping.failuresToBegin
                && (0...Self.countLimit).contains(spell?.failures ?? 0)
        }

        /// More than any check fails.
        fileprivate static let countLimit = 1_000_000
    }

    func saved(on route: Route?, at now: Timestamp) -> Saved {
        switch state {
        case .steady(let failedAt, let hasRecovered):
            Saved(route: route, failedAt: failedAt.map(now.date), hasRecovered: hasRecovered)
        case .flapping(let spell):
            Saved(
                route: route, hasRecovered: spell.hasRecovered,
                spell: Saved.Spell(
                    since: now.date(of: spell.since), changedAt: now.date(of: spell.changedAt),
                    failures: spell.failures, last: spell.last))
        }
    }

    init(_ saved: Saved, at now: Timestamp) {
        guard let spell = saved.spell else {
            state = .steady(failedAt: saved.failedAt.map(now.uptime), hasRecovered: saved.hasRecovered)
            return
        }
        state = .flapping(
            Spell(
                since: now.uptime(of: spell.since), changedAt: now.uptime(of: spell.changedAt),
                failures: spell.failures, last: spell.last, hasRecovered: saved.hasRecovered))
    }
}
