internal import DequeModule

/// What is watched, and the probes in flight: a check is never probed twice at once.
struct CheckTable: Sendable {
    struct Entry: Sendable {
        var check: Check
        var stage = Stage.waiting
        var lastProbe: LastProbe?
        /// Whether something calls for a probe that leaves out nothing, since one was started last.
        fileprivate var isChanged = true

        /// How much a probe that begins now is to look at.
        var look: Look { isChanged ? .thorough : .inPassing }
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

    /// In the order of the settings.
    private var entries: [Entry] = []
    private var places: [CheckName: Int] = [:]
    private var names: [ProbeID: CheckName] = [:]
    /// Those that were queued, the longest waiting first; some may no longer be.
    private var queue: Deque<CheckName> = []
    private var lastID: UInt64 = 0
    /// Probes in flight whose check is no longer watched.
    private var abandoned: [ProbeID] = []
    /// How many checks have not been probed yet.
    private var unprobed = 0
    /// How many probes may be in flight.
    var mostInFlight = ProbeLimits.places

    subscript(name: CheckName) -> Entry? { places[name].map { entries[$0] } }

    /// How many checks are watched.
    var count: Int { entries.count }
    /// In the order of the settings.
    var order: [CheckName] { entries.map(\.check.name) }

    var isFull: Bool { names.count >= mostInFlight }
    var inFlight: [ProbeID] { Array(names.keys) }
    /// Whether every check has been probed once.
    var isFirstRoundOver: Bool { unprobed == 0 }
    /// In the order of the settings.
    var checks: [Check] { entries.map(\.check) }

    /// The check that a probe in flight is of, and that probe; or `nil` if it is not in flight.
    func probe(_ id: ProbeID) -> (check: Check, probe: Probe)? {
        guard let entry = names[id].flatMap({ self[$0] }), let probe = entry.probe else { return nil }
        return (entry.check, probe)
    }

    /// Replaces what is watched; a check that probes the same target keeps its probe in flight.
    ///
    /// - Returns: the checks that are new or have a new target, those that keep their target and probe it in
    ///   another way, and those that are gone, as they were.
    mutating func replace(with checks: [Check]) -> (new: [Check], altered: [Check], gone: [Check]) {
        var next: [Entry] = []
        next.reserveCapacity(checks.count)
        var new: [Check] = []
        var altered: [Check] = []
        for check in checks {
            if var old = self[check.name], old.check.target.text == check.target.text {
                if old.check != check {
                    old.check = check
                    old.isChanged = true
                    old.probe?.isDueAgain = true
                    altered.append(check)
                }
                next.append(old)
            } else {
                next.append(Entry(check: check))
                new.append(check)
            }
        }
        let before = self.checks
        entries = next
        places = Dictionary(checks.enumerated().map { ($1.name, $0) }) { $1 }
        let gone = before.filter { self[$0.name]?.check.target.text != $0.target.text }
        unprobed = next.count { $0.lastProbe == nil }
        abandoned += names.filter { self[$0.value]?.probe?.id != $0.key }.map(\.key)
        names = names.filter { self[$0.value]?.probe?.id == $0.key }
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
        guard let index = places[name], case .waiting = entries[index].stage else { return nil }
        guard !isFull else {
            entries[index].stage = .queued
            queue.append(name)
            return nil
        }
        lastID += 1
        let id = ProbeID(lastID)
        entries[index].isChanged = false
        entries[index].stage = .inFlight(Probe(id: id, startedAt: uptime))
        names[id] = name
        return id
    }

    /// Has the next probe of a check leave out nothing.
    mutating func noteChange(_ name: CheckName) {
        guard let index = places[name] else { return }
        entries[index].isChanged = true
    }

    /// The check that has waited longest, once a place is free.
    mutating func takeQueued() -> CheckName? {
        while !isFull, !queue.isEmpty {
            let name = queue.removeFirst()
            guard let index = places[name], case .queued = entries[index].stage else { continue }
            entries[index].stage = .waiting
            return name
        }
        return nil
    }

    mutating func advance(_ id: ProbeID, to progress: Probe.Progress) {
        guard let index = names[id].flatMap({ places[$0] }) else { return }
        entries[index].probe?.progress = progress
        // It may not have come to what called for it.
        entries[index].isChanged = true
    }

    /// Has a check that is being probed probed again after that.
    mutating func probeAgain(_ name: CheckName) {
        guard let index = places[name] else { return }
        entries[index].probe?.isDueAgain = true
    }

    /// Ends a probe, of which `result` is kept, or nothing where it saw nothing.
    ///
    /// - Returns: the check as it was during the probe, or `nil` if nobody waits for its answer any more.
    mutating func end(_ id: ProbeID, _ result: LastProbe?) -> (entry: Entry, probe: Probe)? {
        guard let index = names.removeValue(forKey: id).flatMap({ places[$0] }),
            let probe = entries[index].probe
        else { return nil }
        let entry = entries[index]
        entries[index].stage = .waiting
        guard let result else { return (entry, probe) }
        entries[index].lastProbe = result
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
