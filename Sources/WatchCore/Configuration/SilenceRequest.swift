/// A silence that a person asks for on the command line.
package enum SilenceRequest {
    /// What a person wrote that is not valid, as a whole sentence.
    package struct Refusal: Error, Equatable {
        package var sentence: String
    }

    /// How long it is to last.
    package static func duration(_ text: String) throws(Refusal) -> Duration {
        try read(text, .span(.seconds(1)...SilenceKeys.longest), of: "--for")
    }

    package static func check(_ text: String) throws(Refusal) -> CheckPattern {
        try read(text, .checkPattern, of: "--check")
    }

    package static func event(_ text: String) throws(Refusal) -> AlertEvent {
        try read(text, .silenceableEvent, of: "--event")
    }

    package static func reason(_ text: String) throws(Refusal) -> String {
        let reason = try read(text, .reason, of: "--reason")
        // It becomes one line of a file, whose ends are trimmed and which a backslash would continue.
        let isPlain =
            !reason.unicodeScalars.contains { $0.properties.generalCategory == .control }
            && reason.first?.isWhitespace == false && reason.last?.isWhitespace == false
            && !reason.hasSuffix("\\")
        guard isPlain else {
            throw Refusal(
                sentence:
                    "Invalid value for --reason: it must be one line that neither begins nor ends with a space and does not end with a backslash."
            )
        }
        return reason
    }

    /// Reads when it is to end: a point in time, or when a calendar event elapses next.
    ///
    /// - Parameters:
    ///   - text: such as `2026-11-28T05:00:00Z`, `2026-11-28 06:00`, `06:00` or `Mon 06:00`.
    ///   - now: in seconds since 1970.
    ///   - zone: of this host's clocks.
    ///   - zones: those that it knows.
    /// - Returns: seconds since 1970.
    /// - Throws: a ``Refusal`` of what is no time, is over, or is too far off.
    package static func end(
        _ text: String, after now: Int, in zone: TimeZoneRules, _ zones: any TimeZoneSource
    ) throws(Refusal) -> Int {
        let end: Int?
        if let written = WrittenTime(text) {
            end = written.seconds(in: zone)
        } else {
            let calendar = try read(text, .end, of: "--until")
            end = try next(calendar, after: now, in: zone, zones)
        }
        guard let end, end > now else {
            throw Refusal(sentence: "The time of \"--until \(text.clippedForMessage)\" is over.")
        }
        guard Duration.seconds(end - now) <= SilenceKeys.longest else {
            throw Refusal(
                sentence:
                    "A silence lasts at most \(TimeSpan.text(of: SilenceKeys.longest)); \"--until \(text.clippedForMessage)\" is later."
            )
        }
        return end
    }

    private static func next(
        _ calendar: CalendarExpression, after now: Int, in local: TimeZoneRules, _ zones: any TimeZoneSource
    ) throws(Refusal) -> Int? {
        var rules = local
        switch calendar.zone {
        case .local: break
        case .utc: rules = .utc
        case .named(let name):
            guard let known = zones.rules(ofZone: name) else {
                throw Refusal(sentence: "Unknown time zone \"\(name.clippedForMessage)\" in --until.")
            }
            rules = known
        }
        return calendar.nextElapse(after: now * 1_000_000, in: rules).map { $0 / 1_000_000 }
    }

    private static func read<Value>(_ text: String, _ type: ValueType<Value>, of option: String)
        throws(Refusal) -> Value
    {
        do throws(ValueError) {
            return try type.read(text)
        } catch {
            let hint = error.suggestion.map { " (did you mean \"\($0)\"?)" } ?? ""
            let reason = error.reason.map { ": \($0)" } ?? ""
            throw Refusal(
                sentence:
                    "Invalid value \"\(text.clippedForMessage)\" for \(option)\(hint)\(reason); expected \(type.allowed)."
            )
        }
    }
}

extension ValueType<CalendarExpression> {
    /// When a silence ends.
    fileprivate static let end = ValueType(
        allowed:
            "a time such as 06:00, Mon 06:00, 2026-11-28 06:00 (on this host's clocks) or 2026-11-28T05:00:00Z",
        read: { text throws(ValueError) in try CalendarExpression(text) }, write: { $0.text })
}
