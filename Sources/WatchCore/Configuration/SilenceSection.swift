/// What a silence covers.
package struct SilenceScope: Sendable, Hashable {
    package var checks: [CheckPattern]
    /// Empty for all events that may be silenced.
    package var events: [AlertEvent]

    package init(checks: [CheckPattern], events: [AlertEvent] = []) {
        self.checks = checks
        self.events = events
    }

    /// Whether it covers an alert of this name.
    package func covers(_ event: AlertEvent, of name: CheckName) -> Bool {
        event.isSilenceable && (events.isEmpty || events.contains(event))
            && checks.contains { $0.matches(name) }
    }
}

/// `[Silence NAME]`: a silence that begins again and again.
package struct SilenceSection: Sendable, Hashable {
    /// A time that it begins at, and the rules of its time zone, or `nil` for this host's clocks.
    package struct Beginning: Sendable, Hashable {
        package var calendar: CalendarExpression
        package var zone: TimeZoneRules?

        package init(_ calendar: CalendarExpression, in zone: TimeZoneRules? = nil) {
            self.calendar = calendar
            self.zone = zone
        }
    }

    package var name: String
    package var beginnings: [Beginning]
    /// How long it lasts each time.
    package var duration: Duration
    package var scope: SilenceScope
    package var reason: String

    package init(
        name: String, beginnings: [Beginning], duration: Duration, scope: SilenceScope, reason: String
    ) {
        self.name = name
        self.beginnings = beginnings
        self.duration = duration
        self.scope = scope
        self.reason = reason
    }
}
