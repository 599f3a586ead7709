package import FoundationEssentials

/// A silence that is in force.
package struct SnapshotSilence: Sendable, Equatable, Codable {
    /// The name of its section.
    package var by: String
    package var until: Date
    package var reason: String

    package init(_ silence: ActiveSilence) {
        by = silence.name
        until = silence.until
        reason = silence.reason
    }

    /// For people: `until 2026-11-28T05:00:00Z by "patches": Windows updates`.
    package var text: String { "until \(until.rfc3339) by \"\(by)\": \(reason)" }
}
