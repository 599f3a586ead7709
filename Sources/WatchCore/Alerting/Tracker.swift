internal import FoundationEssentials

/// Follows one event of one check from the first failed probe to its recovery.
struct Tracker: Sendable, Equatable {
    private enum State: Sendable, Equatable {
        /// Nothing is wrong.
        case clear
        /// It failed, but not yet often enough in a row to be raised; the last failure that counted came at `at`.
        case suspected(failures: Int, at: Duration)
        /// It was raised; `passes` in a row since the last failure.
        case active(ActiveAlert, passes: Int)
        /// It would have recovered, but its check flaps; since then it failed so often in a row, last at `at`.
        case held(ActiveAlert, failures: Int, at: Duration)
    }

    /// An incident in flight.
    struct ActiveAlert: Sendable, Equatable {
        var incident: Incident
        /// What was found last.
        var finding: Finding
        /// The most severe priority announced so far.
        var announced: Priority
        /// Whether it was announced at all; what is silenced is not.
        var isAnnounced = true
        /// Points on ``Timestamp/uptime``.
        var raisedAt: Duration
        var announcedAt: Duration
    }

    private var state = State.clear

    init() {}

    var isClear: Bool { state == .clear }

    /// Whether one more probe is needed soon to tell whether it stands.
    var isSuspected: Bool {
        switch state {
        case .suspected: true
        case .held(_, let failures, _): failures > 0
        case .clear, .active: false
        }
    }

    /// Whether something is wrong that should be right; a fact that is only worth a notice is not.
    var isFailure: Bool {
        switch state {
        case .clear: false
        case .suspected: true
        case .active(let active, _): active.finding.priority >= .warning
        case .held: isSuspected
        }
    }

    /// What was raised and has not been told to be over.
    var active: ActiveAlert? {
        switch state {
        case .active(let active, _), .held(let active, _, _): active
        case .clear, .suspected: nil
        }
    }

    /// Whether it would have recovered if its check did not flap.
    var isHeld: Bool {
        if case .held = state { true } else { false }
    }

    /// Whether it stands and is more than a notice.
    var isDown: Bool { !isHeld && (active.map { $0.announced >= .warning } ?? false) }

    /// Whether both would be the same after a restart, but for what was found last.
    func isRemembered(like other: Tracker) -> Bool {
        switch (state, other.state) {
        case (.clear, .clear): true
        case (.suspected(let failures, _), .suspected(let others, _)): failures == others
        case (.active(let active, let passes), .active(let other, let others)):
            passes == others && active.incident == other.incident && active.announced == other.announced
                && active.announcedAt == other.announcedAt && active.isAnnounced == other.isAnnounced
        case (.held(let active, let failures, _), .held(let other, let others, _)):
            failures == others && active.incident == other.incident
        case (.clear, _), (.suspected, _), (.active, _), (.held, _): false
        }
    }

    /// Has an incident repeated, as a journal that begins anew would not tell of it.
    mutating func remind(of source: AlertSource, at now: Timestamp) -> Notification? {
        guard case .active(var active, let passes) = state, active.isAnnounced,
            active.finding.priority >= .warning
        else { return nil }
        active.announcedAt = now.uptime
        state = .active(active, passes: passes)
        return active.notification(.reminder, source, at: now)
    }

    /// How many probes too late one more failure would be raised, 0 for just in time, or `nil` if it would not be.
    func lateness(of event: AlertEvent, _ pace: Pace) -> Int? {
        let needed = event.debouncing.failuresToAlert(pace)
        switch state {
        case .clear: return needed > 1 ? nil : 0
        case .suspected(let failures, _), .held(_, let failures, _):
            return failures + 1 < needed ? nil : failures + 1 - needed
        case .active: return nil
        }
    }

    /// Takes what a probe found (`nil` if it passed) and returns what is to be announced.
    ///
    /// What is suppressed is the failure of another alert source: it is counted, but neither raised nor repeated. What
    /// is silenced is raised, but not announced, and neither escalated nor repeated. Where its check flaps, it is neither
    /// repeated nor does it recover.
    mutating func take(
        _ finding: Finding?, of source: AlertSource, connector: String, isSuppressed: Bool = false,
        isSilenced: Bool = false, isFlapping: Bool = false, at now: Timestamp
    ) -> Notification? {
        guard let finding else { return pass(source, isFlapping: isFlapping, at: now) }
        let restraint = Restraint(
            isSuppressed: isSuppressed, isSilenced: isSilenced, isFlapping: isFlapping)
        switch state {
        case .clear: return fail(finding, after: 0, source, connector, restraint, at: now)
        case .suspected(let failures, let at), .held(_, let failures, let at):
            let debouncing = finding.event.debouncing
            guard failures == 0 || now.uptime - at >= debouncing.distance else { return nil }
            let isOld = debouncing.memory.map { now.uptime - at > $0 } ?? false
            return fail(finding, after: isOld ? 0 : failures, source, connector, restraint, at: now)
        case .active(let active, _): return stand(active, finding, source, restraint, at: now)
        }
    }

    /// Announces what a silence that is over held back, unless the last probe passed: then the next one tells.
    mutating func release(_ source: AlertSource, at now: Timestamp) -> Notification? {
        guard case .active(var active, passes: 0) = state else { return nil }
        let notification = active.announceNews(source, at: now)
        state = .active(active, passes: 0)
        return notification
    }

    /// Begins to count anew, unless it was raised.
    mutating func reset() {
        switch state {
        case .suspected: state = .clear
        case .held(let active, _, let at): state = .held(active, failures: 0, at: at)
        case .clear, .active: break
        }
    }

    /// Ends an incident whose check is no longer watched.
    mutating func end(of source: AlertSource, at now: Timestamp) -> Notification? {
        defer { state = .clear }
        guard let active, active.isAnnounced else { return nil }
        var notification = active.notification(.recovered, source, at: now)
        notification.isUnwatched = true
        return notification
    }

    /// Counts a failure after so many others in a row.
    private mutating func fail(
        _ finding: Finding, after failures: Int, _ source: AlertSource, _ connector: String,
        _ restraint: Restraint, at now: Timestamp
    ) -> Notification? {
        let needed = finding.event.debouncing.failuresToAlert(source.pace)
        guard restraint.isSuppressed || failures + 1 < needed else {
            if let active { return stand(active, finding, source, restraint, at: now) }
            return raise(finding, source, connector, restraint, at: now)
        }
        let counted = min(failures + 1, Saved.countLimit)
        state =
            active.map { .held($0, failures: counted, at: now.uptime) }
            ?? .suspected(failures: counted, at: now.uptime)
        return nil
    }

    private mutating func raise(
        _ finding: Finding, _ source: AlertSource, _ connector: String, _ restraint: Restraint,
        at now: Timestamp
    ) -> Notification? {
        let incident = Incident(
            name: connector, check: source.name, key: finding.key, raisedAt: now.date)
        let active = ActiveAlert(
            incident: incident, finding: finding, announced: finding.priority,
            isAnnounced: !restraint.isSilenced, raisedAt: now.uptime, announcedAt: now.uptime)
        state = .active(active, passes: 0)
        return active.isAnnounced ? active.notification(.raised, source, at: now) : nil
    }

    private mutating func stand(
        _ active: ActiveAlert, _ finding: Finding, _ source: AlertSource, _ restraint: Restraint,
        at now: Timestamp
    ) -> Notification? {
        var active = active
        active.finding = finding
        defer { state = .active(active, passes: 0) }
        if restraint.isSilenced || restraint.isSuppressed && !active.isAnnounced { return nil }
        if let news = active.announceNews(source, at: now) { return news }
        // A fact that is only worth a notice needs nobody to act on it, so nobody is reminded.
        let isReminderDue = now.uptime - active.announcedAt >= source.pace.reminderInterval
        if isReminderDue, !restraint.isSuppressed, !restraint.isFlapping, finding.priority >= .warning {
            active.announcedAt = now.uptime
            return active.notification(.reminder, source, at: now)
        }
        return nil
    }

    private mutating func pass(_ source: AlertSource, isFlapping: Bool, at now: Timestamp) -> Notification? {
        guard let active else {
            state = .clear
            return nil
        }
        if case .active(_, let passes) = state,
            passes + 1 < active.finding.event.debouncing.passesToRecover(source.pace)
        {
            state = .active(active, passes: passes + 1)
            return nil
        }
        guard !isFlapping || active.announced < .warning else {
            state = .held(active, failures: 0, at: now.uptime)
            return nil
        }
        state = .clear
        // Nobody waits for the end of what nobody was told.
        return active.isAnnounced ? active.notification(.recovered, source, at: now) : nil
    }
}

extension Tracker {
    /// What keeps an alert from being announced.
    fileprivate struct Restraint {
        var isSuppressed: Bool
        var isSilenced: Bool
        var isFlapping: Bool
    }
}

extension Tracker.ActiveAlert {
    /// Announces that it was raised, or that it is worse than was announced, or returns `nil` if that is known.
    fileprivate mutating func announceNews(_ source: AlertSource, at now: Timestamp) -> Notification? {
        let state = isAnnounced ? NotificationState.escalated : .raised
        guard !isAnnounced || finding.priority > announced else { return nil }
        (isAnnounced, announced, announcedAt) = (true, finding.priority, now.uptime)
        return notification(state, source, at: now)
    }

    fileprivate func notification(_ state: NotificationState, _ source: AlertSource, at now: Timestamp)
        -> Notification
    {
        Notification(
            state: state, check: source.name, target: source.target, finding: finding,
            incident: incident, duration: now.uptime - raisedAt, announced: announced)
    }
}

extension Tracker {
    /// `nil` while there is nothing to remember.
    func saved(at now: Timestamp) -> Saved? {
        switch state {
        case .clear: nil
        case .suspected(let failures, _): Saved(failures: failures, passes: 0)
        case .active(let active, let passes): saved(active, passes: passes, at: now)
        case .held(let active, let failures, _):
            saved(active, failures: failures, isHeld: true, at: now)
        }
    }

    private func saved(
        _ active: ActiveAlert, failures: Int = 0, passes: Int = 0, isHeld: Bool? = nil, at now: Timestamp
    ) -> Saved {
        Saved(
            failures: failures, passes: passes, incident: active.incident, finding: active.finding,
            announced: active.announced, announcedAt: now.date(of: active.announcedAt),
            raisedUptime: active.raisedAt.inSeconds, announcedUptime: active.announcedAt.inSeconds,
            isAnnounced: active.isAnnounced ? nil : false, isHeld: isHeld)
    }

    /// Goes on after an earlier run; if the host has not been started since, whatever its calendar did meanwhile.
    init(_ saved: Saved, isSameBoot: Bool = false, at now: Timestamp) {
        guard let incident = saved.incident, let finding = saved.finding else {
            state = saved.failures > 0 ? .suspected(failures: saved.failures, at: now.uptime) : .clear
            return
        }
        func uptime(of date: Date, _ uptime: Double?) -> Duration {
            if isSameBoot, let uptime { return min(now.uptime, .seconds(uptime)) }
            return now.uptime(of: date)
        }
        let active = ActiveAlert(
            incident: incident, finding: finding, announced: saved.announced ?? finding.priority,
            isAnnounced: saved.isAnnounced ?? true,
            raisedAt: uptime(of: incident.raisedAt, saved.raisedUptime),
            announcedAt: uptime(of: saved.announcedAt ?? incident.raisedAt, saved.announcedUptime))
        state =
            saved.isHeld == true
            ? .held(active, failures: saved.failures, at: now.uptime)
            : .active(active, passes: saved.passes)
    }
}
