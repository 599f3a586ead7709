internal import FoundationEssentials

/// What survives a restart: standing incidents, counters, and what is known of each trust certificate.
package struct SavedState: Sendable, Equatable, Codable {
    /// The format's version; a newer one is not read.
    ///
    /// Version 1 knew the direct route only, version 2 no more of earlier certificates than their thumbprints, and
    /// version 3 had one text for what was found and what to do.
    static let currentVersion = 4

    struct SavedCheck: Sendable, Equatable, Codable {
        var name: CheckName
        var target: String
        var trackers: [SavedTracker]
        var history: TrustHistory?
        /// Who issued the certificates that were seen to be genuine.
        var genuineIssuers: ByRoute<[String]>?
        /// The last of them only, as version 0.3.0 saved it.
        var issuers: ByRoute<String>?
        // A state that version 0.2.0 saved has none.
        var trend: Trend?
    }

    private var version = currentVersion
    var learnedTenant: String?
    var checks: [SavedCheck] = []
    // A state that version 0.3.0 saved has none.
    var summary: DailySummary.Saved?

    init() {}

    /// What a daemon knows.
    ///
    /// - Parameters:
    ///   - monitor: what is watched.
    ///   - now: both clocks.
    init(_ monitor: Monitor, at now: Timestamp) {
        let (alerts, ledger, baselines) = (monitor.alerts.trackers, monitor.ledger, monitor.baselines)
        learnedTenant = ledger.tenant
        summary = monitor.summary.saved
        let names = Set(alerts.names).union(ledger.names).union(baselines.names)
        checks = names.sorted().map { name in
            SavedCheck(
                name: name, target: monitor.target(of: name), trackers: alerts.saved(name, at: now),
                history: ledger[name], genuineIssuers: baselines.issuers(of: name),
                trend: baselines.trend(of: name))
        }
    }

    /// The state as JSON.
    package func encoded() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .secondsSince1970
        encoder.outputFormatting = [.sortedKeys]
        return try Array(encoder.encode(self))
    }

    /// Reads what ``encoded()`` wrote; throws a ``FormatError`` for anything else.
    ///
    /// What it lets through can be computed with: no date and no count is so large that arithmetic overflows.
    package init(decoding bytes: [UInt8]) throws(FormatError) {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom(Self.date)
        let data = Data(bytes)
        // The version first: a newer format may have another shape.
        if let version = try? decoder.decode(Format.self, from: data).version,
            !(1...Self.currentVersion).contains(version)
        {
            throw FormatError(
                text: "its format has version \(version), this program reads \(Self.currentVersion)")
        }
        do {
            self = try decoder.decode(SavedState.self, from: data)
        } catch {
            throw FormatError(text: "it is not the JSON that was written (\(bytes.count) bytes)")
        }
        if version == 1 { probeDirectly() }
        version = Self.currentVersion
        guard checks.allSatisfy({ $0.trackers.allSatisfy(\.tracker.isPossible) }) else {
            throw FormatError(text: "it has a count that no run writes")
        }
        guard checks.allSatisfy({ $0.trend?.isPossible ?? true }) else {
            throw FormatError(text: "it has a trend that no run writes")
        }
        guard summary?.isPossible ?? true else {
            throw FormatError(text: "it has a summary that no run writes")
        }
    }

    /// Says of what version 1 saw on the network that it was seen on the direct route.
    private mutating func probeDirectly() {
        for check in checks.indices {
            for index in checks[check].trackers.indices {
                checks[check].trackers[index].probeDirectly()
            }
        }
    }

    /// The part of the format that every version has.
    private struct Format: Decodable {
        var version: Int
    }

    /// A date of the years 0 to 9999, as certificates may have them, from seconds since 1970.
    @Sendable private static func date(_ decoder: any Decoder) throws -> Date {
        let container = try decoder.singleValueContainer()
        let seconds = try container.decode(Double.self)
        guard (-62_167_219_200..<253_402_300_800).contains(seconds) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "No date of ours.")
        }
        return Date(timeIntervalSince1970: seconds)
    }

    /// Why a state could not be read, as the end of a sentence.
    package struct FormatError: Error, Equatable {
        package var text: String
    }
}

extension SavedTracker {
    fileprivate mutating func probeDirectly() {
        let seenOnARoute: Set<AlertEvent> = [
            .portUnreachable, .resolutionFails, .addressesUnreachable, .loginFails, .loginElsewhere,
            .serverCertificateBad, .hostDegraded,
        ]
        guard seenOnARoute.contains(event) else { return }
        route = .direct
        tracker.finding?.route = .direct
    }
}
