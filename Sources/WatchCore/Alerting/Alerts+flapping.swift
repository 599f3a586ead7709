/// A check that flaps has one alert that says so, and the others neither recover nor are repeated meanwhile.
extension Alerts {
    /// Whether nothing of it stands, waits or has failed lately.
    func isCalm(_ name: CheckName) -> Bool { trackers[name] == nil && flapping[name] == nil }

    /// Whether the alerts of a check on a route are held back, as it flaps.
    func isFlapping(_ key: AlertKey, of name: CheckName) -> Bool {
        guard let all = flapping[name], let key = key.flapping else { return false }
        return all[key]?.spell != nil
    }

    /// Follows how often a check changes, after a probe that changed this.
    mutating func followFlapping(
        _ changes: [AlertKey: Flapping.Change], of source: AlertSource, connector: String,
        isSilenced: (AlertEvent) -> Bool, at now: Timestamp
    ) -> [Notification] {
        // Most checks pass, and have passed for long.
        guard trackers[source.name] != nil || flapping[source.name] != nil || !changes.isEmpty else {
            return []
        }
        let active = (trackers[source.name] ?? [:]).keys.lazy.filter { $0.event == .flapping }
        let keys = Set(changes.keys).union((flapping[source.name] ?? [:]).keys).union(active)
        return keys.sorted().flatMap { key in
            follow(
                key, changes[key] ?? Flapping.Change(), of: source, connector: connector,
                isSilenced: isSilenced(key.event), at: now)
        }
    }

    private mutating func follow(
        _ key: AlertKey, _ change: Flapping.Change, of source: AlertSource, connector: String,
        isSilenced: Bool, at now: Timestamp
    ) -> [Notification] {
        let held = (trackers[source.name] ?? [:]).filter { $0.value.isHeld && $0.key.flapping == key }
        let before = flapping[source.name]?[key]?.spell
        let isUnsettled = held.values.contains(where: \.isSuspected)
        guard let spell = count(change, isUnsettled: isUnsettled, source.name, key, at: now) else {
            let end = before.map { self.end(of: $0, source, key, at: now) }
            return ([key] + held.keys.sorted()).compactMap { over in
                var tracker = trackers[source.name]?[over] ?? Tracker()
                var notification = tracker.take(nil, of: source, connector: connector, at: now)
                if over == key, let end { notification?.finding = end }
                set(tracker, source, over, at: now)
                return notification
            }
        }
        var tracker = trackers[source.name]?[key] ?? Tracker()
        let notification = tracker.take(
            spell.finding(of: source, on: key.route), of: source, connector: connector,
            isSilenced: isSilenced, at: now)
        set(tracker, source, key, at: now)
        return notification.map { [$0] } ?? []
    }

    /// Takes what a probe changed, and returns the time in which the check flaps, or `nil` if it does not.
    private mutating func count(
        _ change: Flapping.Change, isUnsettled: Bool, _ name: CheckName, _ key: AlertKey, at now: Timestamp
    ) -> Flapping.Spell? {
        var flapping = flapping[name]?[key] ?? Flapping()
        flapping.take(change, isUnsettled: isUnsettled, at: now.uptime)
        set(flapping, name, key)
        return flapping.spell
    }

    /// What is told when a check flaps no longer.
    private func end(of spell: Flapping.Spell, _ source: AlertSource, _ key: AlertKey, at now: Timestamp)
        -> Finding
    {
        let isFailing = trackers[source.name]?[AlertKey(spell.last.event, key.route)]?.isDown ?? false
        return spell.finding(
            of: source, on: key.route,
            end: FlappingFacts.End(isFailing: isFailing, time: now.uptime - spell.changedAt))
    }

    /// What is to be remembered of a check, or `nil` while nothing is.
    func savedFlapping(_ name: CheckName, at now: Timestamp) -> [Flapping.Saved]? {
        flapping[name].map { all in
            all.sorted { $0.key < $1.key }.map { $0.value.saved(on: $0.key.route, at: now) }
        }
    }
}

extension AlertKey {
    /// Under which it is told that this alert comes and goes, or `nil` if that does not count.
    var flapping: AlertKey? { event.flaps ? AlertKey(.flapping, route) : nil }
}
