/// The checks and the looks under way: a check is never looked at twice at once.
struct Looks: Sendable {
    struct Watched: Sendable {
        var check: Check
        var ticket: Ticket?
        /// When the current or last look started, on ``Moment/uptime``.
        var startedAt: Duration = .zero
        var stage = Stage.waiting
        /// Something rang during the look: look again when it ends.
        var isWanted = false
        var lastLook: LastLook?
    }

    enum Stage: Sendable {
        case waiting
        /// It is due and waits for a free place.
        case queued
        case looking
        /// Its time is up and it was told to end.
        case ending
        /// It did not end when told to; no other look is started until it does.
        case stuck
    }

    /// More looks than this wait for a free place: a bound on descriptors and threads.
    static let limit = 1000

    private var watched: [CheckName: Watched] = [:]
    private var names: [Ticket: CheckName] = [:]
    /// Who was queued, the longest waiting first; some may no longer be.
    private var line: [CheckName] = []
    private var lastTicket: UInt64 = 0
    /// Looks under way whose check is no longer watched.
    private var orphans: [Ticket] = []
    /// How many checks have not been looked at yet.
    private var unanswered = 0
    /// In the order of the settings.
    private(set) var order: [CheckName] = []

    subscript(name: CheckName) -> Watched? { watched[name] }
    subscript(ticket: Ticket) -> Watched? { names[ticket].flatMap { watched[$0] } }

    var isFull: Bool { names.count >= Self.limit }
    var underWay: [Ticket] { Array(names.keys) }
    /// Whether every check has been looked at once.
    var isFirstRoundOver: Bool { unanswered == 0 }
    var checks: [Check] { order.compactMap { watched[$0]?.check } }

    /// Replaces what is watched; a check that looks at the same target keeps its look under way.
    ///
    /// Returns the checks that are new or have a new target, those that keep their target and look at it in
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
        unanswered = next.values.count { $0.lastLook == nil }
        order = checks.map(\.name)
        orphans += names.filter { watched[$0.value]?.ticket != $0.key }.map(\.key)
        names = names.filter { watched[$0.value]?.ticket == $0.key }
        return (new, altered, gone)
    }

    /// The looks under way that nobody waits for any more, to be told to end.
    mutating func takeOrphans() -> [Ticket] {
        defer { orphans = [] }
        return orphans
    }

    /// Starts a look; `nil` when one is under way.
    mutating func start(_ name: CheckName, at uptime: Duration) -> Ticket? {
        guard var entry = watched[name], entry.ticket == nil else { return nil }
        lastTicket += 1
        let ticket = Ticket(lastTicket)
        entry.ticket = ticket
        entry.startedAt = uptime
        entry.stage = .looking
        entry.isWanted = false
        watched[name] = entry
        names[ticket] = name
        return ticket
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

    mutating func advance(_ ticket: Ticket, to stage: Stage) {
        guard let name = names[ticket] else { return }
        watched[name]?.stage = stage
    }

    mutating func want(_ name: CheckName) {
        watched[name]?.isWanted = true
    }

    /// Takes back a ticket: the check as it was during the look, or `nil` when the answer is nobody's any more.
    mutating func end(_ ticket: Ticket, _ look: LastLook) -> Watched? {
        guard let name = names.removeValue(forKey: ticket), let entry = watched[name] else { return nil }
        watched[name]?.ticket = nil
        watched[name]?.stage = .waiting
        watched[name]?.lastLook = look
        if entry.lastLook == nil { unanswered -= 1 }
        return entry
    }
}
