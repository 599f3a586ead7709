import Testing

@testable import WatchCore

/// What `connector-watch silence` takes.
struct SilenceRequestTests {
    private let now = seconds("2026-11-27T19:04:19Z")

    private func end(_ text: String) -> String {
        do throws(SilenceRequest.Refusal) {
            let end = try SilenceRequest.end(text, after: now, in: .utc, NoTimeZones())
            return WrittenTime.exact(end).description
        } catch {
            return error.sentence
        }
    }

    @Test(arguments: [
        ("06:00", "2026-11-28T06:00:00Z"), ("20:00", "2026-11-27T20:00:00Z"),
        ("Mon 06:00", "2026-11-30T06:00:00Z"),
        ("2026-11-28 06:00", "2026-11-28T06:00:00Z"), ("2026-11-28T06:00:00+01:00", "2026-11-28T05:00:00Z"),
        ("2026-11-28", "2026-11-28T00:00:00Z"), ("daily", "2026-11-28T00:00:00Z"),
        ("2026-11-26 06:00", "The time of \"--until 2026-11-26 06:00\" is over."),
        ("2026-11-26", "The time of \"--until 2026-11-26\" is over."),
        ("2027-11-26", "A silence lasts at most 31d; \"--until 2027-11-26\" is later."),
        ("06:00 Europe/Berlin", "Unknown time zone \"Europe/Berlin\" in --until."),
        (
            "6 o'clock",
            "Invalid value \"6 o'clock\" for --until: \"o'clock\" is not the name of a time zone; expected a time such as 06:00, Mon 06:00, 2026-11-28 06:00 (on this host's clocks) or 2026-11-28T05:00:00Z."
        ),
    ])
    func anEndIsATimeOrTheNextTimeOfACalendarEvent(text: String, expected: String) {
        #expect(end(text) == expected)
    }

    @Test(arguments: ["", " x", "x ", "a\nb", "a\\", "\u{7}", String(repeating: "x", count: 201)])
    func aReasonIsOneLine(text: String) {
        #expect(throws: SilenceRequest.Refusal.self) { try SilenceRequest.reason(text) }
    }

    @Test func otherValuesSayWhatIsAllowed() throws {
        #expect(try SilenceRequest.duration("1h 30min") == .minutes(90))
        #expect(try SilenceRequest.event("1020") == .portUnreachable)
        #expect(
            throws: SilenceRequest.Refusal(
                sentence:
                    "Invalid value \"40d\" for --for: it is longer than 31d; expected a time span from 1s to 31d."
            )
        ) {
            try SilenceRequest.duration("40d")
        }
        #expect(throws: SilenceRequest.Refusal.self) { try SilenceRequest.event("1000") }
        #expect(throws: SilenceRequest.Refusal.self) { try SilenceRequest.check("") }
    }
}
