package import FoundationEssentials

/// Where an alert stands, as `CONNECTOR_STATE` names it.
package enum NotificationState: String, Sendable, Codable {
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
}

/// A problem from the probe that raised it to the one that it recovered at.
package struct Incident: Sendable, Equatable, Codable {
    /// One for all its entries: 16 lower case hex digits.
    package var id: String
    package var raisedAt: Date

    /// Derives the id from what makes the incident unique, so that no source of chance is needed.
    init(name: String, check: CheckName, key: AlertKey, raisedAt: Date) {
        let microseconds = Int64(raisedAt.timeIntervalSince1970 * 1_000_000)
        let text = "\(name)\n\(check)\n\(key.event.rawValue)\n\(key.route?.rawValue ?? "")\n\(microseconds)"
        let hash = text.utf8.reduce(fnvOffset) { ($0 ^ UInt64($1)) &* fnvPrime }
        let digits = String(hash, radix: 16)
        self.id = String(repeating: "0", count: 16 - digits.count) + digits
        self.raisedAt = raisedAt
    }
}

/// FNV-1a, 64 bit (draft-eastlake-fnv): a hash that is the same in every run.
private let fnvOffset: UInt64 = 0xcbf2_9ce4_8422_2325
private let fnvPrime: UInt64 = 0x100_0000_01b3
