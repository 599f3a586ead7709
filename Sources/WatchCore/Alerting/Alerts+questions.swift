/// How things stand.
extension Alerts {
    /// Whether anything is wrong that should be right.
    func isFailing(_ name: CheckName) -> Bool {
        trackers[name]?.values.contains { $0.isFailure } ?? false
    }

    /// Whether something is wrong of which probing sooner tells more.
    func needsHaste(_ name: CheckName) -> Bool {
        trackers[name]?.contains { $0.key.event.debouncing.isHelpedByHaste && $0.value.isFailure } ?? false
    }

    func isActive(_ event: AlertEvent, of name: CheckName) -> Bool {
        active(AlertKey(event), of: name) != nil
    }

    /// What was found last where an alert stands.
    func active(_ key: AlertKey, of name: CheckName) -> Finding? {
        trackers[name]?[key].flatMap { $0.isHeld ? nil : $0.active?.finding }
    }

    /// Where an event stands that is more than a notice.
    func names(of event: AlertEvent) -> [CheckName] {
        trackers.compactMap { name, events in
            let isActive = events.contains {
                $0.key.event == event && !$0.value.isHeld
                    && $0.value.active.map { $0.finding.priority >= .warning } ?? false
            }
            return isActive ? name : nil
        }
        .sorted()
    }

    /// What was found last of each alert of an alert source that is more than a notice, in the order of the events.
    ///
    /// What has not recovered only as its check flaps is not among them.
    func active(of name: CheckName) -> [Finding] {
        (trackers[name] ?? [:]).sorted { $0.key < $1.key }.filter { !$0.value.isHeld }
            .compactMap(\.value.active?.finding).filter { $0.priority >= .warning }
    }

    /// Whether a probe failed so that has not passed since.
    func isFailing(_ keys: [AlertKey], of name: CheckName) -> Bool {
        keys.contains { trackers[name]?[$0].map { !$0.isHeld || $0.isSuspected } ?? false }
    }

    /// How many alerts stand that are more than notices, and the worst of them: the most severe first, then by check
    /// and event.
    func worst(_ limit: Int) -> (count: Int, worst: [(name: CheckName, finding: Finding)]) {
        var count = 0
        var worst: [(name: CheckName, finding: Finding)] = []
        for (name, events) in trackers {
            for finding in events.values.compactMap(\.active?.finding) where finding.priority >= .warning {
                count += 1
                let place = worst.firstIndex { other in
                    (other.finding.priority, name, finding.event)
                        < (finding.priority, other.name, other.finding.event)
                }
                worst.insert((name, finding), at: place ?? worst.endIndex)
                if worst.count > limit { worst.removeLast() }
            }
        }
        return (count, worst)
    }

    /// Every alert that stands: the most severe first, then by check and event.
    var all: [(name: CheckName, active: Tracker.ActiveAlert)] {
        trackers.flatMap { name, events in
            events.values.compactMap(\.active).map { (name: name, active: $0) }
        }
        .sorted {
            ($1.active.finding.priority, $0.name, $0.active.finding.key)
                < ($0.active.finding.priority, $1.name, $1.active.finding.key)
        }
    }

    /// How an alert source that was probed stands.
    func state(of name: CheckName) -> CheckState {
        guard let worst = active(of: name).map(\.priority).max() else {
            return isFailing(name) ? .failing : .ok
        }
        return worst >= .error ? .critical : .warning
    }
}

/// How a check stands.
package enum CheckState: String, Sendable, Codable, CaseIterable {
    /// It has not been probed yet.
    case pending
    case ok
    /// It fails, but not often enough to be raised, or its cause is alerted in its place.
    case failing
    case warning
    case critical
}
