import Foundation
import Testing

@testable import WatchCore

/// What is refused, in its exact words; what is taken is compared with systemd's own answers in SystemdHostTests.
struct CalendarExpressionTests {
    @Test(arguments: [
        ("Fri..Mon 02:00", "the range of weekdays from Fri to Mon goes backward; write Fri,Sat,Sun,Mon"),
        ("24:00", "the hour 24 is out of range (0 to 23)"),
        ("12:60", "the minute 60 is out of range (0 to 59)"),
        ("12:00:60", "the second 60 is out of range (0 to 59.999999)"),
        ("2200-01-01", "the year 2200 is out of range (1970 to 2199)"),
        ("*-*~29", "the day 29 is out of range (1 to 28)"),
        ("*-13-1", "the month 13 is out of range (1 to 12)"),
        ("5..3:00", "the range of hours from 5 to 3 goes backward"),
        ("20/10:00", "the step of 10 leads past the last hour"), ("0/0:00", "a step of 0 leads nowhere"),
        ("12", "a time such as 02:00 has hours and minutes"), ("Mon..", "it ends too early"),
        ("Mon,,Tue", "\",Tue\" does not belong here"), ("02:00 Mon", "\" Mon\" does not belong here"),
        ("*/2:00", "\"/2:00\" does not belong here"), ("", "it is empty"),
        ("999999999999:00", "the number 999999999999 is too large"),
        ("02:00 a//b", "\"a//b\" is not the name of a time zone"),
    ])
    func whatIsWrongIsSaid(text: String, reason: String) {
        #expect(throws: ValueError(reason)) { try CalendarExpression(text) }
    }

    @Test(arguments: [("dayly", "daily"), ("weekley", "weekly"), ("hourley", "hourly")])
    func aMisspeltWordIsRecognized(text: String, meant: String) {
        #expect { try CalendarExpression(text) } throws: { ($0 as? ValueError)?.suggestion == meant }
    }

    @Test func aVeryLongExpressionIsRefused() {
        let text = (0..<400).map { String($0 % 60) }.joined(separator: ",") + ":00"
        #expect(throws: ValueError("it has more than 1000 bytes")) { try CalendarExpression(text) }
    }

    @Test(arguments: [
        ("02:00", CalendarExpression.Zone.local), ("02:00 utc", .utc), ("@0 Europe/Berlin", .utc),
        ("Mon 02:00 Europe/Berlin", .named("Europe/Berlin")), ("Mon Etc/GMT+5", .named("Etc/GMT+5")),
        ("Mon Tue", nil), ("Mon ..", nil),
    ])
    func itsZoneIsTheLastWord(text: String, zone: CalendarExpression.Zone?) {
        #expect((try? CalendarExpression(text))?.zone == zone)
    }

    @Test func whatNeverComesAgainIsNil() throws {
        let past = try CalendarExpression("2020-01-01")
        #expect(past.nextElapse(after: 1_800_000_000_000_000, in: .utc) == nil)
        let never = try CalendarExpression("*-02-30")
        #expect(never.nextElapse(after: 0, in: .utc) == nil)
    }

    /// Berlin's clocks show 02:00 to 03:00 twice on 2026-10-25, from 00:00 and from 01:00 UTC on.
    @Test func aRepetitionCountsOnlyForWhoIsWithinIt() throws {
        let zone = try #require(TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
        let half = try CalendarExpression("02:30")
        let (first, again) = (seconds("2026-10-25T00:30:00Z"), seconds("2026-10-25T01:30:00Z"))
        let next = seconds("2026-10-26T01:30:00Z")
        func elapse(_ time: Int, _ repetition: CalendarExpression.Repetition) -> Int? {
            half.nextElapse(after: time * 1_000_000, in: zone, repetition: repetition).map { $0 / 1_000_000 }
        }
        for repetition in [CalendarExpression.Repetition.countsFromWithin, .neverCounts] {
            #expect(elapse(first - 3600, repetition) == first)
        }
        #expect(elapse(again - 60, .countsFromWithin) == again)
        #expect(elapse(again - 60, .neverCounts) == next)
        #expect(elapse(first, .neverCounts) == next)
    }

    @Test func aDateInTheGapNeverElapses() throws {
        let zone = try #require(TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
        let text = try CalendarExpression("2027-03-28 02:30")
        #expect(text.nextElapse(after: 0, in: zone) == nil)
    }
}

/// Seconds since 1970.
func seconds(_ text: String) -> Int {
    guard let time = WrittenTime(text) else { preconditionFailure("\(text) is no time.") }
    return time.seconds(in: .utc)
}
