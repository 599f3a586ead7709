import Foundation
import TestSupport
import Testing

@testable import SystemdHost

struct PointInTimeTests {
    /// The moment 2026-11-23T19:27:36Z.
    private let now = Date(timeIntervalSince1970: 1_795_462_056)

    @Test(arguments: [
        "2026-11-23T19:27:36Z", "2026-11-23T20:27:36+01:00", "2026-02-28t00:00:00z", "2024-02-29 12:30",
        "2026-03-29 01:30:59", "2026-07-01", "1999-12-31T23:59:59.123456-11:30", "2026-11-23T19:27:36",
    ])
    func anAbsoluteTimeIsWhatDateMakesOfIt(text: String) async throws {
        let date = try await Program.run("date", "-d", text.uppercased(), "+%s%6N")
        let expected = try #require(Int64(date.output.trimmingCharacters(in: .newlines)), "\(date.errors)")
        #expect(try PointInTime.microseconds(text, now: now) == expected)
    }

    @Test(arguments: [("today", "00:00"), ("yesterday", "yesterday 00:00")])
    func aNamedDayIsItsMidnight(text: String, sameForDate: String) async throws {
        let date = try await Program.run("date", "-d", sameForDate, "+%s")
        let expected = try #require(Int64(date.output.trimmingCharacters(in: .newlines)))
        #expect(try PointInTime.microseconds(text, now: Date()) == expected * 1_000_000)
    }

    @Test(arguments: [
        ("now", 0), ("-2h", 7200), ("2h ago", 7200), ("-1d 12h", 129_600), ("1h30min ago", 5400),
        ("-90s", 90), ("-15m", 900), ("-2w", 1_209_600), ("  3d ago ", 259_200), ("- 5 min", 300),
        ("-2", 2), ("-2hours", 7200),
    ])
    func aSpanCountsBackFromNow(text: String, seconds: Int64) throws {
        let expected = (1_795_462_056 - seconds) * 1_000_000
        #expect(try PointInTime.microseconds(text, now: now) == expected)
    }

    @Test(arguments: [
        "", "foo", "2h", "-", " ago", "-2 parsecs", "2026-13-01", "2026-02-30", "2026-02-29T00:00:00Z",
        "2026-11-23 24:00", "2026-11-23 19:60", "2026-11-23T19:27:36+24:00", "2026-11-23T", "26-11-23",
        "-9999999999w", "\u{0662}\u{0660}\u{0662}\u{0666}-11-23", "2026-11-23\n",
    ])
    func anythingElseIsRefusedWithTheForms(text: String) {
        #expect {
            try PointInTime.microseconds(text, now: now)
        } throws: {
            "\($0)".hasPrefix("Invalid time \"")
                && "\($0)".contains("; expected a form such as \"2026-11-23\", ")
        }
    }
}

struct CalendarTimeTests {
    @Test(arguments: [0, 1, 999_999, 1_795_462_056_000_123, 951_782_400_000_000, 4_102_444_799_999_999, -1])
    func aTimeIsWrittenAsDateWritesIt(microseconds: Int64) async throws {
        let seconds = (Double(microseconds) / 1e6).rounded(.down)
        let date = try await Program.run("date", "-u", "-d", "@\(Int(seconds))", "+%FT%T")
        let expected = date.output.trimmingCharacters(in: .newlines)
        #expect(CalendarTime.short(microseconds: microseconds) == expected + "Z")
        let fraction = String(1_000_000 + microseconds - Int64(seconds) * 1_000_000).dropFirst()
        #expect(CalendarTime.precise(microseconds: microseconds) == "\(expected).\(fraction)Z")
    }
}
