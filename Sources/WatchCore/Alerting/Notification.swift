package import FoundationEssentials

/// Where an alert stands, as `CONNECTOR_STATE` names it.
package enum NotificationState: String, Sendable, Codable, CaseIterable {
    case raised
    case escalated
    case reminder
    case recovered
    /// Something that happened once and has no end.
    case info
}

/// What an alert is about: a check, or a part of the daemon itself.
struct AlertSource: Sendable {
    var name: CheckName
    var target: String
    var pace: Pace
}

extension Check {
    var source: AlertSource { AlertSource(name: name, target: target.text, pace: pace) }
}

/// One announcement of one finding about one check.
package struct Notification: Sendable, Equatable {
    package var state: NotificationState
    package var check: CheckName
    package var target: String
    package var finding: Finding
    /// `nil` for what has no end.
    package var incident: Incident?
    /// Since the incident was raised.
    package var duration: Duration
    /// Whether it ended only as its check is no longer watched.
    package var isUnwatched = false
    /// The most severe priority of the incident that was announced, or `nil` for what has no end.
    package var announced: Priority?
}

/// A problem from the probe that raised it to the one that it recovered at.
package struct Incident: Sendable, Equatable, Codable {
    /// One for all its entries: 16 lower case hex digits.
    package var id: String
    package var raisedAt: Date

    /// Derives the id from what makes the incident unique, so that no source of chance is needed.
    init(name: String, check: CheckName, key: AlertKey, raisedAt: Date) {
        self.id = digest([
            name, check.text, String(key.event.rawValue), key.route?.rawValue ?? "",
            String(raisedAt.microseconds),
        ])
        self.raisedAt = raisedAt
    }
}

extension Notification {
    /// What tells it from every other one: 16 lower case hex digits.
    ///
    /// - Parameters:
    ///   - connector: the connector's name.
    ///   - date: on the calendar, now.
    ///   - number: how many were made before in this run.
    /// - Returns: the id.
    func id(connector: String, at date: Date, number: Int) -> String {
        digest([
            connector, check.text, String(finding.event.rawValue), finding.route?.rawValue ?? "",
            state.rawValue, incident?.id ?? "", String(date.microseconds), String(number),
        ])
    }
}

extension Date {
    /// Since 1970.
    fileprivate var microseconds: Int64 { Int64(timeIntervalSince1970 * 1_000_000) }
}

/// The FNV-1a hash of these lines in 16 hex digits.
private func digest(_ lines: [String]) -> String {
    let hash = lines.joined(separator: "\n").utf8.reduce(fnvOffset) { ($0 ^ UInt64($1)) &* fnvPrime }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}

/// FNV-1a, 64 bit (draft-eastlake-fnv): a hash that is the same in every run.
private let fnvOffset: UInt64 = 0xcbf2_9ce4_8422_2325
private let fnvPrime: UInt64 = 0x100_0000_01b3
