/// Where the rules of time zones come from.
///
/// It must not substitute one zone for another: whoever asks says what an unknown name means.
package protocol TimeZoneSource: Sendable {
    /// The rules of the zone of this name in the time zone database, or `nil` if there is none.
    func rules(ofZone name: String) -> TimeZoneRules?
}

/// Knows no zone but UTC.
package struct NoTimeZones: TimeZoneSource {
    package init() {}

    package func rules(ofZone name: String) -> TimeZoneRules? { nil }
}
