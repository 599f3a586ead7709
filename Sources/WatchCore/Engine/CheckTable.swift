internal import DequeModule

/// What is watched, and the probes in flight: a check is never probed twice at once.
struct CheckTable: Sendable {
    struct Entry: Sendable {
        var check: Check
        var stage = Stage.waiting
        var lastProbe: LastProbe?
    }

    enum Stage: Sendable {
        case waiting
        /// It is due and waits for a free place.
        case queued
        case inFlight(Probe)
    }

    /// A probe in flight.
    struct Probe: Sendable {
        enum Progress: Sendable {
            case running
            /// Its time is up and it was told to end.
            case ending
            /// It did not end when told to; no other probe is started until it does.
            case stuck
        }

        let id: ProbeID
        /// On ``Timestamp/uptime``.
        let startedAt: Duration
        var progress = Progress.running
        /// Whether the check was due again meanwhile: it is probed anew when this one ends.
        var isDueAgain = false
    }

    private var entries: [CheckName: Entry] = [:]
    private var names: [ProbeID: CheckName] = [:]
    /// Those that were queued, the longest waiting first; some may no longer be.
    private var queue: Deque<CheckName> = []
    private var lastID: UInt64 = 0
    /// Probes in flight whose check is no longer watched.
    private var abandoned: [ProbeID] = []
    /// How many checks have not been probed yet.
    private var unprobed = 0
    /// How many probes may be in flight.
    var places = ProbeLimits.places
    /// In the order of the settings.
    private(set) var order: [CheckName] = []

    subscript(name: CheckName) -> Entry? { entries[name] }

    var isFull: Bool { names.count >= places }
    var inFlight: [ProbeID] { Array(names.keys) }
    /// Whether every check has been probed once.
    var isFirstRoundOver: Bool { unprobed == 0 }
    var checks: [Check] { order.compactMap { entries[$0]?.check } }

    /// The check that a probe in flight is of, and that probe; or `nil` if it is not in flight.
    func probe(_ id: ProbeID) -> (check: Check, probe: Probe)? {
        guard let entry = names[id].flatMap({ entries[$0] }), let probe = entry.probe else { return nil }
        return (entry.check, probe)
    }

    /// Replaces what is watched; a check that probes the same target keeps its probe in flight.
    ///
    /// - Returns: the checks that are new or have a new target, those that keep their target and probe it in
    ///   another way, and those that are gone, as they were.
    mutating func replace(with checks: [Check]) -> (new: [Check], altered: [Check], gone: [Check]) {
        var next: [CheckName: Entry] = [:]
        var new: [Check] = []
        var altered: [Check] = []
        for check in checks {
            if var old = entries[check.name], old.check.target.text == check.target.text {
                if old.check != check {
                    old.check = check
                    old.probe?.isDueAgain = true
                    altered.append(check)
                }
                next[check.name] = old
            } else {
                next[check.name] = Entry(check: check)
                new.append(check)
            }
        }
        let gone = self.checks.filter { next[$0.name]?.check.target.text != $0.target.text }
        entries = next
        unprobed = next.values.count { $0.lastProbe == nil }
        order = checks.map(\.name)
        abandoned += names.filter { entries[$0.value]?.probe?.id != $0.key }.map(\.key)
        names = names.filter { entries[$0.value]?.probe?.id == $0.key }
        return (new, altered, gone)
    }

    /// The probes in flight that nobody waits for any more, to be told to end.
    mutating func takeAbandoned() -> [ProbeID] {
        defer { abandoned = [] }
        return abandoned
    }

    /// Starts a probe of a check that waits.
    ///
    /// - Returns: its id, or `nil` if a probe of it is in flight, or no place is free: then it is queued.
    mutating func start(_ name: CheckName, at uptime: Duration) -> ProbeID? {
        guard case .waiting? = entries[name]?.stage else { return nil }
        guard !isFull else {
            entries[name]?.stage = .queued
            queue.append(name)
            return nil
        }
        lastID += 1
        let id = ProbeID(lastID)
        entries[name]?.stage = .inFlight(Probe(id: id, startedAt: uptime))
        names[id] = name
        return id
    }

    /// The check that has waited longest, once a place is free.
    mutating func takeQueued() -> CheckName? {
        while !isFull, !queue.isEmpty {
            let name = queue.removeFirst()
            guard case .queued? = entries[name]?.stage else { continue }
            entries[name]?.stage = .waiting
            return name
        }
        return nil
    }

    mutating func advance(_ id: ProbeID, to progress: Probe.Progress) {
        guard let name = names[id] else { return }
        entries[name]?.probe?.progress = progress
    }

    /// Has a check that is being probed probed again after that.
    mutating func probeAgain(_ name: CheckName) {
        entries[name]?.probe?.isDueAgain = true
    }

    /// Ends a probe, of which `result` is kept, or nothing where it saw nothing.
    ///
    /// - Returns: the check as it was during the probe, or `nil` if nobody waits for its answer any more.
    mutating func end(_ id: ProbeID, _ result: LastProbe?) -> (entry: Entry, probe: Probe)? {
        guard let name = names.removeValue(forKey: id), let entry = entries[name], let probe = entry.probe
        else { return nil }
        entries[name]?.stage = .waiting
        guard let result else { return (entry, probe) }
        entries[name]?.lastProbe = result
        if entry.lastProbe == nil { unprobed -= 1 }
        return (entry, probe)
    }
}

extension CheckTable.Entry {
    fileprivate(set) var probe: CheckTable.Probe? {
        get {
            switch stage {
            case .waiting, .queued: nil
            case .inFlight(let probe): probe
            }
        }
        set {
            guard case .inFlight = stage, let newValue else { return }
            stage = .inFlight(newValue)
        }
    }
}
