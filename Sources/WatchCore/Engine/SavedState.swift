internal import FoundationEssentials

/// What survives a restart: active incidents, counters, what is known of each trust certificate, and what has not reached
/// the journal.
package struct SavedState: Sendable, Equatable {
    /// What is remembered of a check, a dependency or a part of the daemon.
    package struct SavedCheck: Sendable, Equatable, Codable {
        package var name: CheckName
        package var target: String
        var trackers: [SavedTracker]
        /// `nil` while nothing has failed lately.
        var flapping: [Flapping.Saved]?
        var history: TrustHistory?
        /// Who issued the certificates that were seen to be genuine.
        var genuineIssuers: ByRoute<[String]>?
        /// The last of them only, as version 0.3.0 saved it.
        var issuers: ByRoute<String>?

        /// Whether nothing but its name is left.
        var isEmpty: Bool {
            trackers.isEmpty && flapping == nil && history == nil && genuineIssuers == nil
        }
    }

    package var facts = SavedFacts()
    package var checks: [SavedCheck] = []
    package var trends: [CheckName: Trend] = [:]
    /// In their order.
    package var waiting: [WaitingNotification] = []
    /// What waits for receivers, in its order.
    package var deliveries: [SavedDelivery] = []

    package init() {}

    /// The certificates of each agent, the latest last.
    package var certificates: [(check: CheckName, record: CertificateRecord)] {
        checks.flatMap { check in
            check.history.map { $0.earlier + [CertificateRecord($0)] }?.map { (check.name, $0) } ?? []
        }
    }

    /// Why something that was saved cannot be read, as the end of a sentence.
    package struct FormatError: Error, Equatable {
        package var text: String
    }
}

extension SavedState.SavedCheck {
    /// As JSON, with dates as seconds since 1970.
    package func encoded() throws -> [UInt8] { try savedEncoder().encode(self).bytes }

    /// Reads what ``encoded()`` wrote.
    ///
    /// What it lets through can be computed with: no date and no count is so large that arithmetic overflows.
    package init(decoding bytes: [UInt8]) throws(SavedState.FormatError) {
        self = try decode(bytes)
        try check()
    }

    /// - Throws: that it cannot be computed with.
    fileprivate func check() throws(SavedState.FormatError) {
        guard trackers.allSatisfy(\.tracker.isPossible), flapping?.allSatisfy(\.isPossible) ?? true else {
            throw SavedState.FormatError(text: "it has a count that no run writes")
        }
    }
}

extension SavedFacts {
    /// As JSON.
    package func encoded() throws -> [UInt8] { try savedEncoder().encode(self).bytes }

    /// Reads what ``encoded()`` wrote.
    package init(decoding bytes: [UInt8]) throws(SavedState.FormatError) {
        self = try decode(bytes)
        guard summary?.isPossible ?? true else {
            throw SavedState.FormatError(text: "it has a summary that no run writes")
        }
    }
}

extension Trend {
    fileprivate func check() throws(SavedState.FormatError) {
        guard isPossible else { throw SavedState.FormatError(text: "it has a trend that no run writes") }
    }
}

extension JournalEntry {
    /// As JSON.
    package func encoded() throws -> [UInt8] { try savedEncoder().encode(self).bytes }

    /// Reads what ``encoded()`` wrote.
    package init(decoding bytes: [UInt8]) throws(SavedState.FormatError) { self = try decode(bytes) }
}

extension SavedState {
    /// As JSON.
    static func json(_ value: some Encodable) throws -> [UInt8] { try savedEncoder().encode(value).bytes }

    /// Reads what ``json(_:)`` wrote.
    static func read<Value: Decodable>(_ bytes: [UInt8]) throws(FormatError) -> Value { try decode(bytes) }
}

// MARK: The file of earlier versions

extension SavedState {
    /// The latest format of `state.json`, in which versions before 0.4.0 saved all of it.
    ///
    /// Version 1 knew the direct route only, version 2 no more of earlier certificates than their thumbprints, and
    /// version 3 had one text for what was found and what to do.
    static let lastFileVersion = 4

    private struct File: Decodable {
        var version: Int
        var learnedTenant: String?
        var checks: [SavedCheck]
    }

    private struct Trends: Decodable {
        struct Fared: Decodable {
            var name: CheckName
            var trend: Trend?
        }

        var checks: [Fared]
    }

    /// The part of the file that every version has.
    private struct FileVersion: Decodable {
        var version: Int
    }

    /// Reads a `state.json`.
    package init(ofFile bytes: [UInt8]) throws(FormatError) {
        // The version first: a newer format may have another shape.
        if let version: FileVersion = try? decode(bytes),
            !(1...Self.lastFileVersion).contains(version.version)
        {
            throw FormatError(
                text: "its format has version \(version.version), this program reads \(Self.lastFileVersion)")
        }
        let file: File = try decode(bytes)
        facts.learnedTenant = file.learnedTenant
        checks = file.checks
        if file.version == 1 { probeDirectly() }
        for check in checks { try check.check() }
        try takeTrends(ofFile: bytes)
    }

    /// A state that version 0.2.0 saved has none.
    private mutating func takeTrends(ofFile bytes: [UInt8]) throws(FormatError) {
        let file: Trends = try decode(bytes)
        for check in file.checks {
            try check.trend?.check()
            trends[check.name] = check.trend
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
}

private func savedEncoder() -> JSONEncoder {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .secondsSince1970
    encoder.outputFormatting = [.sortedKeys]
    return encoder
}

private func decode<Value: Decodable>(_ bytes: [UInt8]) throws(SavedState.FormatError) -> Value {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom(date)
    do {
        return try decoder.decode(Value.self, from: Data(bytes))
    } catch {
        throw SavedState.FormatError(text: "it is not the JSON that was written (\(bytes.count) bytes)")
    }
}

/// A date of the years 0 to 9999, as certificates may have them, from seconds since 1970.
@Sendable private func date(_ decoder: any Decoder) throws -> Date {
    let container = try decoder.singleValueContainer()
    let seconds = try container.decode(Double.self)
    guard (-62_167_219_200..<253_402_300_800).contains(seconds) else {
        throw DecodingError.dataCorruptedError(in: container, debugDescription: "No date of ours.")
    }
    return Date(timeIntervalSince1970: seconds)
}

extension Data {
    fileprivate var bytes: [UInt8] { Array(self) }
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
