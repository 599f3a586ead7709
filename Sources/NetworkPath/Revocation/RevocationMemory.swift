internal import FoundationEssentials
internal import WatchCore

/// What came of the addresses that certificates name, for all checks together, so that nobody is asked too often.
///
/// An address is asked once an hour at most, and not before there is something newer, unless it failed. Only what was made
/// of an answer is kept, and by what to ask whether it has changed.
final class RevocationMemory {
    /// An address, and the proxy that it is asked through.
    struct Key: Hashable {
        let address: PlainAddress
        let proxy: OutboundProxy?
    }

    /// What an answer was worth.
    struct Outcome {
        var failure: RevocationSource.Failure?
        var nextUpdate: Date?
        /// How long HTTP takes the answer for the present one.
        var freshness = Duration.zero
        var validators = Validators()
        /// What it says of certificates, each by a hash of its serial number.
        var statuses: [Int: RevocationSource.Status] = [:]
        /// The hashes of all that a list revokes, or `nil` if they are too many to keep.
        var revoked: [Int]?
        /// The issuer's certificate, in DER, where a chain needs it.
        var issuers: [[UInt8]] = []
        /// Whether it took many bytes to get.
        var isLarge = false
    }

    struct Record {
        var outcome: Outcome
        var asked: Timestamp
        /// On ``Timestamp/uptime``.
        var due: Duration

        /// Whether what held when it was asked for no longer does, by a clock that may have been set meanwhile.
        func isOver(at date: Date) -> Bool {
            outcome.nextUpdate.map { asked.date < $0 && $0 <= date } ?? false
        }
    }

    /// What to do about a question.
    enum Plan {
        case recall(Record)
        /// Ask, as far as it has changed since; without validators, in any case.
        case ask(Validators)
    }

    /// The most addresses, certificates of one address, and revoked ones of all lists that are remembered.
    static let limit = 256
    static let statusLimit = 64
    static let revokedLimit = 8192
    /// How often an address is asked at most; and one whose answer was large and no good.
    static let pace = Duration.seconds(3600)
    static let retry = Duration.seconds(300)

    private var records: [Key: Record] = [:]
    /// Those who wait for an address that somebody else is asking.
    private var waiting: [Key: [Waiter]] = [:]
    /// Those who wait for the end of a large answer, or `nil` if nobody reads one.
    private var waitingForLarge: [Waiter]?

    /// How many addresses are remembered, and how many revoked certificates.
    var count: Int { records.count }
    var revokedCount: Int { records.values.reduce(0) { $0 + ($1.outcome.revoked?.count ?? 0) } }

    /// Waits until nobody else asks this address; who returns from here asks, and must ``release(_:)`` it.
    func seize(_ key: Key, _ waiter: Waiter) async throws(PhaseError) {
        while waiting[key] != nil {
            waiting[key]?.enlist(waiter)
            try await waiter.wait()
        }
        waiting[key] = []
    }

    func release(_ key: Key) {
        for waiter in waiting.removeValue(forKey: key) ?? [] { waiter.signal() }
    }

    /// Waits until nobody else reads a large answer: together they would not fit into the service's memory.
    ///
    /// - Throws: a failure that says nothing about the path, if the time is up before.
    func beginLarge(_ waiter: Waiter) async throws(PhaseError) {
        while waitingForLarge != nil {
            waitingForLarge?.enlist(waiter)
            do { try await waiter.wait() } catch {
                throw PhaseError(.local("other large revocation lists took the time"))
            }
        }
        waitingForLarge = []
    }

    func endLarge() {
        for waiter in waitingForLarge ?? [] { waiter.signal() }
        waitingForLarge = nil
    }

    /// - Parameters:
    ///   - key: the address.
    ///   - certificate: the hash that the question is about.
    ///   - now: both clocks.
    /// - Returns: what was said, unless it is time to ask again.
    func plan(_ key: Key, about certificate: Int, at now: Timestamp) -> Plan {
        guard var record = records[key] else { return .ask(Validators()) }
        if record.outcome.statuses[certificate] == nil, let revoked = record.outcome.revoked {
            record.outcome.statuses[certificate] =
                revoked.contains(certificate) ? .revoked(reason: nil, date: nil) : .good
        }
        let isKnown = record.outcome.statuses[certificate] != nil
        let due =
            isKnown && !record.isOver(at: now.date)
            ? record.due : min(record.due, record.asked.uptime + Self.pace)
        if now.uptime < due { return .recall(record) }
        return .ask(isKnown ? record.outcome.validators : Validators())
    }

    /// The hashes of the certificates that are asked about there.
    func certificates(at key: Key) -> Set<Int> { Set(records[key]?.outcome.statuses.keys.map(\.self) ?? []) }

    /// Takes a new answer.
    ///
    /// - Returns: what is then known: what an earlier answer said still holds where this one says nothing.
    func take(_ outcome: Outcome, of key: Key, at now: Timestamp) -> Record {
        var outcome = outcome
        if outcome.failure != nil, let earlier = records[key]?.outcome {
            outcome.statuses = earlier.statuses
            outcome.revoked = earlier.revoked
            outcome.issuers = earlier.issuers
        }
        return keep(outcome, key, now)
    }

    /// Takes the answer that nothing has changed.
    func confirm(_ key: Key, freshness: Duration, at now: Timestamp) -> Record? {
        guard var outcome = records[key]?.outcome else { return nil }
        outcome.freshness = freshness
        return keep(outcome, key, now)
    }

    private func keep(_ outcome: Outcome, _ key: Key, _ now: Timestamp) -> Record {
        let record = Record(outcome: outcome, asked: now, due: now.uptime + Self.wait(outcome, now.date))
        var kept = record
        let others = revokedCount - (records[key]?.outcome.revoked?.count ?? 0)
        if others + (outcome.revoked?.count ?? 0) > Self.revokedLimit { kept.outcome.revoked = nil }
        while kept.outcome.statuses.count > Self.statusLimit {
            kept.outcome.statuses.removeValue(
                forKey: kept.outcome.statuses.keys.first ?? 0)
        }
        records[key] = kept
        if records.count > Self.limit,
            let oldest = records.min(by: { $0.value.asked.uptime < $1.value.asked.uptime })
        {
            records[oldest.key] = nil
        }
        return record
    }

    /// How long the address is left alone.
    private static func wait(_ outcome: Outcome, _ date: Date) -> Duration {
        if outcome.failure != nil { return outcome.isLarge ? retry : .zero }
        guard let next = outcome.nextUpdate else { return max(pace, outcome.freshness) }
        return next < date ? retry : max(pace, .seconds(next.timeIntervalSince(date)))
    }
}

extension [Waiter] {
    /// Adds one that waits, unless it was woken by something else, as by its own socket, and waits again.
    fileprivate mutating func enlist(_ waiter: Waiter) {
        if !contains(where: { $0 === waiter }) { append(waiter) }
    }
}
