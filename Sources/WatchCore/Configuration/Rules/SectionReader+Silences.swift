extension SectionReader {
    /// `[Silence NAME]`, or `nil` if it was refused.
    mutating func silence(_ zones: any TimeZoneSource) -> SilenceSection? {
        let calendars = read(SilenceKeys.calendar)
        let duration = read(SilenceKeys.duration)
        let common = silenceScope()
        let beginnings = calendars.flatMap { self.beginnings($0.value, zones) }
        require(SilenceKeys.calendar, unless: false)
        require(SilenceKeys.duration, unless: false)
        guard let name = section.name.instance, let beginnings, let duration, let (scope, reason) = common
        else { return nil }
        return SilenceSection(
            name: name, beginnings: beginnings, duration: duration.value, scope: scope, reason: reason)
    }

    /// What a silence covers, and why; or `nil` if a key was refused.
    mutating func silenceScope() -> (SilenceScope, reason: String)? {
        let checks = read(SilenceKeys.checks)
        let events = read(SilenceKeys.events)
        let reason = read(SilenceKeys.reason)
        require(SilenceKeys.checks, unless: false)
        require(SilenceKeys.reason, unless: false)
        guard let checks, let events, let reason else { return nil }
        return (SilenceScope(checks: checks.value, events: events.value), reason.value)
    }

    /// With the rules of their time zones; `nil` if this host does not know one of them.
    private mutating func beginnings(
        _ calendars: [CalendarExpression], _ zones: any TimeZoneSource
    ) -> [SilenceSection.Beginning]? {
        var beginnings: [SilenceSection.Beginning] = []
        for calendar in calendars {
            switch calendar.zone {
            case .local: beginnings.append(SilenceSection.Beginning(calendar))
            case .utc: beginnings.append(SilenceSection.Beginning(calendar, in: .utc))
            case .named(let name):
                if let rules = zones.rules(ofZone: name) {
                    beginnings.append(SilenceSection.Beginning(calendar, in: rules))
                } else {
                    let key = SilenceKeys.calendar.row.name
                    let assignment = section.assignments(of: key).first { $0.value.text == calendar.text }
                    problems.error(
                        at: assignment?.value.span ?? section.span,
                        "Unknown time zone \"\(name.clippedForMessage)\" in \(key)=; expected UTC or a name of the time zone database, such as Europe/Berlin, or none for this host's clocks."
                    )
                }
            }
        }
        return beginnings.count == calendars.count ? beginnings : nil
    }

    /// Warns of patterns that match none of these checks.
    mutating func warnOfUnmatched(_ scope: SilenceScope, among names: [CheckName]) {
        for pattern in scope.checks where !names.contains(where: pattern.matches) {
            let meant = CheckName.nearest(to: pattern.text, among: names)
            let hint = meant.map { "; did you mean \"\($0)\"?" } ?? "."
            problems.warning(
                at: span(of: SilenceKeys.checks.row.name),
                "No check is named like \"\(pattern.text.clippedForMessage)\", which is silenced in \(section.name)\(hint)"
            )
        }
    }
}
