/// `[Silence NAME]`.
enum SilenceKeys {
    /// The longest silence: what is silenced for longer should not be watched.
    static let longest = TimeSpan.days(31)

    static let calendar = SettingKey(
        lines: "Calendar", .silenceCalendar,
        "When it begins; may be set more than once")
    static let duration = SettingKey(
        "Duration", .span(TimeSpan.minutes(1)...longest), default: nil, "How long it lasts each time")
    static let checks = SettingKey(
        list: "Checks", .checkPattern, joining: CheckPattern.joined,
        "The checks that are silenced, in which * and ? stand for any characters and for one")
    static let events = SettingKey(
        list: "Events", .silenceableEvent, default: [],
        "The numbers of the events that are silenced; if empty, all of these checks")
    static let reason = SettingKey(
        "Reason", .reason, default: nil, "Why, for those who see a silenced alert")

    static let rows = [calendar.row, duration.row, checks.row, events.row, reason.row]
}

/// `[Silence ID]` of the file of silences that "connector-watch silence" writes.
enum SilenceEntryKeys {
    static let from = SettingKey(
        optional: "From", .writtenTime, "When it begins; if empty, it has begun")
    static let until = SettingKey("Until", .writtenTime, default: nil, "When it ends")

    static let rows = [
        from.row, until.row, SilenceKeys.checks.row, SilenceKeys.events.row, SilenceKeys.reason.row,
    ]
}
