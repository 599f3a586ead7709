/// The checks and the probes in flight: a check is never probed twice at once.
struct CheckTable: Sendable {
    struct Watched: Sendable {
        var check: Check
        var id: ProbeID?
        /// When the current or last probe started, on ``Timestamp/uptime``.
        var startedAt: Duration = .zero
        var stage = Stage.waiting
        /// Something changed during the probe: look again when it ends.
        var isWanted = false
        var lastProbe: LastProbe?
    }

    enum Stage: Sendable {
        case waiting
        /// It is due and waits for a free place.
        case queued
        case prober
        /// Its time is up and it was told to end.
        case ending
        /// It did not end when told to; no other probe is started until it does.
        case stuck
    }

    /// More probes than this wait for a free place: a bound on descriptors and threads.
    static let limit = 1000

    private var watched: [CheckName: Watched] = [:]
    private var names: [ProbeID: CheckName] = [:]
    /// Who was queued, the longest waiting first; some may no longer be.
    private var line: [CheckName] = []
    private var lastID: UInt64 = 0
    /// Looks in flight whose check is no longer watched.
    private var abandoned: [ProbeID] = []
    /// How many checks have not been probed yet.
    private var unanswered = 0
    /// In the order of the settings.
    private(set) var order: [CheckName] = []

    subscript(name: CheckName) -> Watched? { watched[name] }
    subscript(id: ProbeID) -> Watched? { names[id].flatMap { watched[$0] } }

    var isFull: Bool { names.count >= Self.limit }
    var inFlight: [ProbeID] { Array(names.keys) }
    /// Whether every check has been probed once.
    var isFirstRoundOver: Bool { unanswered == 0 }
    var checks: [Check] { order.compactMap { watched[$0]?.check } }

    /// Replaces what is watched; a check that probes the same target keeps its probe in flight.
    ///
    /// Returns the checks that are new or have a new target, those that keep their target and probe it in
    /// another way, and those that are gone, as they were.
    mutating func replace(with checks: [Check]) -> (new: [Check], altered: [Check], gone: [Check]) {
        var next: [CheckName: Watched] = [:]
        var new: [Check] = []
        var altered: [Check] = []
        for check in checks {
            if var old = watched[check.name], old.check.target.text == check.target.text {
                if old.check != check {
                    old.check = check
                    old.isWanted = true
                    altered.append(check)
                }
                next[check.name] = old
            } else {
                next[check.name] = Watched(check: check)
                new.append(check)
            }
        }
        let gone = self.checks.filter { next[$0.name]?.check.target.text != $0.target.text }
        watched = next
        unanswered = next.values.count { $0.lastProbe == nil }
        order = checks.map(\.name)
        abandoned += names.filter { watched[$0.value]?.id != $0.key }.map(\.key)
        names = names.filter { watched[$0.value]?.id == $0.key }
        return (new, altered, gone)
    }

    /// The probes in flight that nobody waits for any more, to be told to end.
    mutating func takeAbandoned() -> [ProbeID] {
        defer { abandoned = [] }
        return abandoned
    }

    /// Starts a probe; `nil` when one is in flight.
    mutating func start(_ name: CheckName, at uptime: Duration) -> ProbeID? {
        guard var entry = watched[name], entry.id == nil else { return nil }
        lastID += 1
        let id = ProbeID(lastID)
        entry.id = id
        entry.startedAt = uptime
        entry.stage = .prober
        entry.isWanted = false
        watched[name] = entry
        names[id] = name
        return id
    }

    /// Has a check wait for a free place.
    mutating func queue(_ name: CheckName) {
        guard watched[name]?.stage == .waiting else { return }
        watched[name]?.stage = .queued
        line.append(name)
    }

    /// The check that has waited longest, once a place is free.
    mutating func takeQueued() -> CheckName? {
        while !isFull, !line.isEmpty {
            let name = line.removeFirst()
            guard watched[name]?.stage == .queued else { continue }
            watched[name]?.stage = .waiting
            return name
        }
        return nil
    }

    mutating func advance(_ id: ProbeID, to stage: Stage) {
        guard let name = names[id] else { return }
        watched[name]?.stage = stage
    }

    mutating func want(_ name: CheckName) {
        watched[name]?.isWanted = true
    }

    /// Takes back a ticket: the check as it was during the probe, or `nil` when the answer is nobody's any more.
    mutating func end(_ id: ProbeID, _ probe: LastProbe) -> Watched? {
        guard let name = names.removeValue(forKey: id), let entry = watched[name] else { return nil }
        watched[name]?.id = nil
        watched[name]?.stage = .waiting
        watched[name]?.lastProbe = probe
        if entry.lastProbe == nil { unanswered -= 1 }
        return entry
    }
}
