package import FoundationEssentials

/// What the running daemon knows, as `status.json` has it.
///
/// The keys of the document are stable: what is not known is null, what is new gets a new key. They stand here as they are
/// written, in snake case: to convert those of 10,000 alerts takes a quarter of the time of reading them. Dates are RFC 3339
/// in UTC, to the second.
package struct Snapshot: Sendable, Equatable, Codable {
    /// Grows when a key changes its meaning.
    package static let currentFormat = 1
    /// It is written at least this often, so that what is much older comes from a daemon that is gone or hangs.
    package static let interval = Duration.seconds(60)

    package var format = currentFormat
    /// The version of the program that wrote it.
    package var program: String
    package var time: Date
    /// When the daemon started.
    package var started: Date
    /// How long after `time` the next one comes at the latest, in seconds.
    package var nextWithinS: Int64
    package var connector: String
    @OrNull package var tenant: String?
    /// The journal namespace that the daemon writes to (`LogNamespace=`), or `nil` for the host's journal.
    @OrNull package var journalNamespace: String? = nil
    /// That of the worst alert.
    package var verdict: ReportVerdict
    /// The worst first.
    package var alerts: [SnapshotAlert]
    /// Those in force; a daemon of an earlier version says nothing.
    @OrNull package var silences: [SnapshotSilence]? = nil
    /// In the order of the settings.
    package var trusts: [SnapshotTrust]
    package var checks: [SnapshotCheck]
    /// Since ``started``; a daemon of an earlier version says nothing.
    @OrNull package var counters: SnapshotCounters? = nil
    /// How far this host's clock is ahead, behind where it is negative, or `nil` if that is not known.
    @OrNull package var clockOffsetS: Double? = nil
    /// What the cloud says of the connector, or `nil` if it was not asked.
    @OrNull package var cloud: SnapshotCloud? = nil

    private enum CodingKeys: String, CodingKey {
        case format, program, time, started
        case nextWithinS = "next_within_s"
        case connector, tenant
        case journalNamespace = "journal_namespace"
        case verdict, alerts, silences, trusts, checks, counters
        case clockOffsetS = "clock_offset_s"
        case cloud
    }
}

/// An alert that stands.
package struct SnapshotAlert: Sendable, Equatable, Codable {
    package var event: AlertEvent
    package var title: String
    /// syslog's number: 2 crit, 3 err, 4 warning.
    package var priority: Priority
    package var check: CheckName
    package var target: String
    @OrNull package var route: Route?
    package var phase: Phase
    @OrNull package var reason: Reason?
    package var incident: String
    package var raised: Date
    package var message: String
    /// What to do.
    @OrNull package var remedy: String?
    /// What holds it back, or `nil` if it is not silenced.
    @OrNull package var silenced: SnapshotSilence? = nil
    /// That its check flaps on this route, so that it does not recover meanwhile, or `nil` if it does not.
    @OrNull package var flapping: SnapshotFlapping? = nil

    private enum CodingKeys: String, CodingKey {
        case event, title, priority, check, target
        case route = "via"
        case phase, reason, incident, raised, message, remedy, silenced, flapping
    }
}

/// A check and what the last probe it showed.
package struct SnapshotCheck: Sendable, Equatable, Codable {
    package var check: CheckName
    package var group: ReportGroup
    package var target: String
    package var state: CheckState
    @OrNull package var lastProbe: Date?
    /// How long a probe that went all the way down took, in milliseconds.
    @OrNull package var directMs: Double?
    @OrNull package var proxyMs: Double?
    /// The hourly trend, or `nil` if the check was not probed yet, or is beyond the first ``Trend/checkLimit`` checks.
    @OrNull package var trend: SnapshotTrend?
    /// The routes of the last probe, under the same condition as ``trend``.
    @OrNull package var routes: [SnapshotRoute]? = nil

    private enum CodingKeys: String, CodingKey {
        case check, group, target, state
        case lastProbe = "last_look"
        case directMs = "direct_ms"
        case proxyMs = "proxy_ms"
        case trend, routes
    }
}

/// How a check fared hour by hour: columns of the same length, the oldest hour first.
package struct SnapshotTrend: Sendable, Equatable, Codable {
    /// When the last hour began.
    package var hour: Date
    package var probes: [UInt16]
    /// Those without a finding of warning or worse.
    package var passed: [UInt16]
    /// The mean of those that went all the way down, the direct way where there is one.
    package var ms: [Double?]

    private enum CodingKeys: String, CodingKey {
        case hour
        case probes = "looks"
        case passed, ms
    }

    /// Returns `nil` if nothing was counted yet.
    package init?(_ trend: Trend) {
        guard let hour = trend.lastBegins else { return nil }
        self.hour = hour
        probes = trend.hours.map(\.probes)
        passed = trend.hours.map(\.passed)
        ms = trend.hours.map { $0.latencyMs.map { ($0 * 10).rounded() / 10 } }
    }
}

/// A trust certificate, its life and its history.
package struct SnapshotTrust: Sendable, Equatable, Codable {
    package var check: CheckName
    package var settingsFile: String
    package var thumbprint: Thumbprint
    package var inUserStore: Bool
    /// When `TrustSettings.xml` was first seen to name it.
    @OrNull package var since: Date?
    @OrNull package var change: ThumbprintChange?
    @OrNull package var lastRenewal: Date?
    @OrNull package var notBefore: Date?
    @OrNull package var notAfter: Date?
    @OrNull package var issuer: String?
    @OrNull package var tenant: String?
    @OrNull package var connectorId: String?
    @OrNull package var key: String?
    @OrNull package var phase: RenewalForecast.Phase?
    @OrNull package var renewalFrom: Date?
    @OrNull package var overdueFrom: Date?
    /// What stood there before, the latest last.
    package var history: [SnapshotCertificate]

    private enum CodingKeys: String, CodingKey {
        case check
        case settingsFile = "settings_file"
        case thumbprint
        case inUserStore = "in_user_store"
        case since, change
        case lastRenewal = "last_renewal"
        case notBefore = "not_before"
        case notAfter = "not_after"
        case issuer, tenant
        case connectorId = "connector_id"
        case key, phase
        case renewalFrom = "renewal_from"
        case overdueFrom = "overdue_from"
        case history
    }
}

/// A certificate that stood in `TrustSettings.xml` before.
package struct SnapshotCertificate: Sendable, Equatable, Codable {
    package var thumbprint: Thumbprint
    @OrNull package var inUserStore: Bool?
    @OrNull package var since: Date?
    @OrNull package var change: ThumbprintChange?
    @OrNull package var notBefore: Date?
    @OrNull package var notAfter: Date?

    private enum CodingKeys: String, CodingKey {
        case thumbprint
        case inUserStore = "in_user_store"
        case since, change
        case notBefore = "not_before"
        case notAfter = "not_after"
    }

    package init(_ record: CertificateRecord) {
        thumbprint = record.thumbprint
        inUserStore = record.isInUserStore
        since = record.since
        change = record.change
        notBefore = record.notBefore
        notAfter = record.notAfter
    }
}

extension Snapshot {
    /// The document, one line of JSON with its keys sorted.
    package func encoded() throws -> [UInt8] {
        try Self.json(self) + [UInt8(ascii: "\n")]
    }

    /// Anything as the document has it; indented, if it is for people.
    package static func json(_ value: some Encodable, isForPeople: Bool = false) throws -> [UInt8] {
        let encoder = JSONEncoder()
        // Foundation's own strategy brings calendars and time zones into memory.
        encoder.dateEncodingStrategy = .custom { @Sendable date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(date.rfc3339)
        }
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if isForPeople { encoder.outputFormatting.insert(.prettyPrinted) }
        return try Array(encoder.encode(value))
    }

    /// Reads what ``encoded()`` wrote.
    package init(decoding bytes: [UInt8]) throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        self = try decoder.decode(Snapshot.self, from: Data(bytes))
        guard isPossible else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: [], debugDescription: "No daemon writes such numbers."))
        }
    }

    /// Whether its numbers can be computed with: no time is so long that arithmetic overflows.
    private var isPossible: Bool {
        let times = checks.flatMap(\.times)
        return (0...Self.longest).contains(Double(nextWithinS))
            && times.allSatisfy { $0.map { (0...Self.longest).contains($0) } ?? true }
    }

    /// Some 30 years in milliseconds.
    private static let longest = 1e12

    /// Whether the daemon that wrote it should have written another one by `date`.
    package func isStale(at date: Date) -> Bool {
        date > time + Double(2 * nextWithinS)
    }
}

extension SnapshotCheck {
    /// Every number of milliseconds in it.
    fileprivate var times: [Double?] {
        let phases = (routes ?? []).flatMap(\.phases).map { Optional($0.ms) }
        return [directMs, proxyMs] + (trend?.ms ?? []) + phases
    }
}
