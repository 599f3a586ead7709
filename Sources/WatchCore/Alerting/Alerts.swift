internal import DequeModule

/// Every tracker that is not clear, by check and event.
struct Alerts: Sendable {
    private(set) var trackers: [CheckName: [AlertKey: Tracker]] = [:]
    /// What fails lately or flaps, under the alert that tells it.
    private(set) var flapping: [CheckName: [AlertKey: Flapping]] = [:]
    /// The sources whose last probe found something that one more probe must confirm.
    private var softSources: Set<CheckName> = []
    /// Grows whenever the active alerts may have changed.
    private(set) var revision = 0
    /// What changed that must survive a restart, since ``takeChanges()`` last asked.
    private var changes = Changes()

    struct Changes: Sendable {
        var names: Set<CheckName> = []
        /// In their order; bounded, as the memory may not take them for long.
        var incidents: Deque<IncidentChange> = []

        /// As many as can be announced at once.
        static let incidentLimit = 10_000

        var isEmpty: Bool { names.isEmpty && incidents.isEmpty }
    }

    /// Takes what a probe of an alert source says.
    ///
    /// - Parameters:
    ///   - verdict: what was found.
    ///   - source: what was probed.
    ///   - connector: the connector's name.
    ///   - suppressed: those that are suppressed, as another alert source stands for them.
    ///   - isSilenced: whether an event of this source is silenced.
    ///   - now: both clocks.
    /// - Returns: what is to be announced.
    mutating func take(
        _ verdict: Verdict, of source: AlertSource, connector: String,
        suppressing suppressed: AlertKeys = [],
        isSilenced: (AlertEvent) -> Bool = { _ in false }, at now: Timestamp
    ) -> [Notification] {
        var notifications: [Notification] = []
        var turns: [AlertKey: Flapping.Change] = [:]
        softSources.remove(source.name)
        for key in verdict.judged.union(AlertKeys(verdict.findings.map(\.key))) {
            let finding = verdict.findings.first { $0.key == key }
            let before = trackers[source.name]?[key] ?? Tracker()
            var tracker = before
            if let notification = tracker.take(
                finding, of: source, connector: connector, isSuppressed: suppressed.contains(key),
                isSilenced: isSilenced(key.event), isFlapping: isFlapping(key, of: source.name), at: now)
            {
                notifications.append(notification)
            }
            if before.isDown != tracker.isDown, let flapping = key.flapping {
                turns[flapping, default: Flapping.Change()].note(key, from: before, to: tracker)
            }
            if finding != nil, tracker.isSuspected, key.event.debouncing == .settled {
                softSources.insert(source.name)
            }
            set(tracker, source, key, at: now)
        }
        return notifications
            + followFlapping(turns, of: source, connector: connector, isSilenced: isSilenced, at: now)
    }

    /// Follows a lasting problem; `finding` is `nil` when it is over.
    ///
    /// - Parameters:
    ///   - finding: what is wrong now.
    ///   - key: of that problem.
    ///   - source: what has it.
    ///   - connector: the connector's name.
    ///   - now: both clocks.
    /// - Returns: what is to be announced.
    mutating func follow(
        _ finding: Finding?, _ key: AlertKey, of source: AlertSource, connector: String, at now: Timestamp
    ) -> [Notification] {
        var verdict = Verdict(findings: finding.map { [$0] } ?? [])
        verdict.judged = [key]
        return take(verdict, of: source, connector: connector, at: now)
    }

    /// Announces what silences that are over held back.
    ///
    /// - Parameters:
    ///   - isHeldBack: whether what was found last under a name is not to be announced now either.
    ///   - source: the alert source of a name.
    ///   - now: both clocks.
    /// - Returns: what is to be announced.
    mutating func release(
        unless isHeldBack: (Finding, CheckName) -> Bool, of source: (CheckName) -> AlertSource,
        at now: Timestamp
    ) -> [Notification] {
        names.flatMap { name in
            (trackers[name] ?? [:]).sorted { $0.key < $1.key }.compactMap { key, tracker in
                guard let active = tracker.active, !isHeldBack(active.finding, name) else { return nil }
                var tracker = tracker
                let source = source(name)
                defer { set(tracker, source, key, at: now) }
                return tracker.release(source, at: now)
            }
        }
    }

    /// How many probes too late this finding would be raised now, 0 for just in time, or `nil` if it would not be.
    func lateness(of finding: Finding, _ source: AlertSource) -> Int? {
        (trackers[source.name]?[finding.key] ?? Tracker()).lateness(of: finding.event, source.pace)
    }

    /// Has these begin to count anew, unless they were raised.
    mutating func reset(_ keys: [AlertKey], of name: CheckName) {
        for key in keys {
            guard var tracker = trackers[name]?[key] else { continue }
            tracker.reset()
            set(tracker, name, key)
        }
    }

    /// Ends every incident of an alert source that is no longer watched.
    mutating func end(_ source: AlertSource, at now: Timestamp) -> [Notification] {
        softSources.remove(source.name)
        revision += 1
        changes.names.insert(source.name)
        return end(source, allBut: [], at: now)
    }

    /// Ends the incidents of an alert source whose probes no longer tell anything about them.
    mutating func end(_ source: AlertSource, allBut keys: AlertKeys, at now: Timestamp) -> [Notification] {
        for key in (flapping[source.name] ?? [:]).keys where !keys.contains(key) {
            set(Flapping(), source.name, key)
        }
        let ended = (trackers[source.name] ?? [:]).filter { !keys.contains($0.key) }
        return ended.sorted { $0.key < $1.key }.compactMap { key, tracker in
            var tracker = tracker
            defer { set(tracker, source, key, at: now) }
            return tracker.end(of: source, at: now)
        }
    }

    /// Whether a file must be probed again in a moment before it is believed.
    ///
    /// What the last probe could not tell anything about does not count: a probe soon would not tell either.
    func isInSoftState(_ name: CheckName) -> Bool { softSources.contains(name) }

    /// Keeps a tracker that a probe or an end has changed, and notes what became of its incident.
    mutating func set(_ tracker: Tracker, _ source: AlertSource, _ key: AlertKey, at now: Timestamp) {
        let (before, after) = (trackers[source.name]?[key]?.active, tracker.active)
        if let before, before.incident != after?.incident {
            note(IncidentChange(before, source, endedAt: now))
        }
        if let after, before?.incident != after.incident || before?.announced != after.announced {
            note(IncidentChange(after, source, endedAt: nil))
        }
        set(tracker, source.name, key)
    }

    /// Keeps what is known of how often a check fails.
    mutating func set(_ flapping: Flapping, _ name: CheckName, _ key: AlertKey) {
        guard flapping != self.flapping[name]?[key] ?? Flapping() else { return }
        changes.names.insert(name)
        revision += 1
        self.flapping[name, default: [:]][key] = flapping.isClear ? nil : flapping
        if self.flapping[name]?.isEmpty == true { self.flapping[name] = nil }
    }

    private mutating func note(_ change: IncidentChange) {
        if changes.incidents.count == Changes.incidentLimit { changes.incidents.removeFirst() }
        changes.incidents.append(change)
    }

    private mutating func set(_ tracker: Tracker, _ name: CheckName, _ key: AlertKey) {
        let before = trackers[name]?[key]
        if !(before ?? Tracker()).isRemembered(like: tracker) { changes.names.insert(name) }
        if (before?.isClear ?? true) != tracker.isClear
            || before?.active?.announced != tracker.active?.announced
            || before?.active?.isAnnounced != tracker.active?.isAnnounced
        {
            revision += 1
        }
        if !tracker.isClear {
            trackers[name, default: [:]][key] = tracker
        } else if trackers[name]?[key] != nil {
            trackers[name]?[key] = nil
            if trackers[name]?.isEmpty == true { trackers[name] = nil }
        }
    }
}

extension Alerts {
    /// Whether something changed that must survive a restart.
    var isChanged: Bool { !changes.isEmpty }

    /// What changed that must survive a restart, and forgets it.
    mutating func takeChanges() -> Changes {
        defer { changes = Changes() }
        return changes
    }

    /// Takes back incidents that could not be committed.
    mutating func takeBack(_ incidents: [IncidentChange]) {
        changes.incidents = Deque((incidents + changes.incidents).suffix(Changes.incidentLimit))
    }

    /// Has every incident repeated that is worth it.
    ///
    /// - Parameters:
    ///   - sources: whose.
    ///   - isSilenced: whether an event of a source is silenced.
    ///   - now: both clocks.
    /// - Returns: what is to be announced.
    mutating func remind(
        _ sources: [AlertSource], unless isSilenced: (AlertEvent, CheckName) -> Bool, at now: Timestamp
    ) -> [Notification] {
        sources.flatMap { source in
            (trackers[source.name] ?? [:]).sorted { $0.key < $1.key }.compactMap { key, tracker in
                if isSilenced(key.event, source.name) { return nil }
                var tracker = tracker
                defer { set(tracker, source, key, at: now) }
                return tracker.remind(of: source, at: now)
            }
        }
    }

    var names: [CheckName] { Set(trackers.keys).union(flapping.keys).sorted() }

    func saved(_ name: CheckName, at now: Timestamp) -> [SavedTracker] {
        (trackers[name] ?? [:]).sorted { $0.key < $1.key }.compactMap { key, tracker in
            tracker.saved(at: now).map {
                SavedTracker(event: key.event, route: key.route, tracker: $0)
            }
        }
    }

    /// - Parameters:
    ///   - saved: what an earlier run left of the trackers.
    ///   - flapping: what it left of how often the check fails.
    ///   - name: whose.
    ///   - isSameBoot: whether the host has not been started since.
    ///   - now: both clocks.
    mutating func restore(
        _ saved: [SavedTracker], _ flapping: [Flapping.Saved] = [], of name: CheckName,
        isSameBoot: Bool = false, at now: Timestamp
    ) {
        for item in saved {
            set(
                Tracker(item.tracker, isSameBoot: isSameBoot, at: now), name, AlertKey(item.event, item.route)
            )
        }
        for item in flapping {
            set(Flapping(item, at: now), name, AlertKey(.flapping, item.route))
        }
        // It is remembered already.
        changes.names.remove(name)
    }
}
