import Foundation
import Testing

@testable import WatchCore

struct TimeZoneRulesTests {
    @Test(arguments: [
        ("UTC0", "2026-07-01T12:00:00Z", 0), ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-07-01T12:00:00Z", 7200),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-12-01T12:00:00Z", 3600),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2027-03-28T00:59:59Z", 3600),
        ("CET-1CEST,M3.5.0,M10.5.0/3", "2027-03-28T01:00:00Z", 7200),
        // In the south the year begins in summer.
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2027-01-01T00:00:00Z", 39_600),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2027-07-01T00:00:00Z", 36_000),
        // Ireland's standard time is that of summer.
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2027-01-01T00:00:00Z", 0),
        ("IST-1GMT0,M10.5.0,M3.5.0/1", "2027-07-01T00:00:00Z", 3600),
        ("<-0330>3:30", "2027-07-01T00:00:00Z", -12_600),
        ("EST5EDT4,J60,J300", "2028-02-29T12:00:00Z", -18_000),
        ("EST5EDT4,J60,J300", "2028-03-01T12:00:00Z", -14_400),
        ("EST5EDT4,59,300", "2028-02-29T12:00:00Z", -14_400),
        ("EST5EDT4,0/0,J365/25", "2028-01-01T12:00:00Z", -14_400),
    ])
    func aRuleOfPOSIXTellsTheOffset(text: String, at time: String, offset: Int) throws {
        let rules = try #require(TimeZoneRules(posix: text))
        #expect(rules.wallTime(at: seconds(time)) - seconds(time) == offset)
    }

    @Test(arguments: [
        "", "C", "CET", "CET-1CEST", "CET-25", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.7,M10.5.0", "CET-1CEST,M3.5.0", "CET-1CEST,M3.5.0,M10.5.0/168", "<CET-1", "CET-1x",
        "CET-1CEST,J0,J1", "CET-1CEST,366,1", "CET-1:60",
    ])
    func whatIsNoRuleIsNone(text: String) {
        #expect(TimeZoneRules(posix: text) == nil)
    }

    @Test func aTimeIsShownOnceTwiceOrNever() throws {
        let berlin = try #require(TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
        let spring = seconds("2027-03-28T00:00:00Z")
        #expect(berlin.occurrence(of: spring + 3600) == .once(spring))
        #expect(berlin.occurrence(of: spring + 2 * 3600) == .never(end: spring + 3 * 3600))
        #expect(berlin.occurrence(of: spring + 3 * 3600 - 1) == .never(end: spring + 3 * 3600))
        #expect(berlin.occurrence(of: spring + 3 * 3600) == .once(spring + 3600))
        let autumn = seconds("2026-10-25T00:00:00Z")
        #expect(
            berlin.occurrence(of: autumn + 2 * 3600)
                == .twice(autumn, again: autumn + 3600, end: autumn + 3 * 3600))
        #expect(berlin.occurrence(of: autumn + 3 * 3600) == .once(autumn + 2 * 3600))
    }

    @Test func aFileThatIsNoZoneIsNone() {
        let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 39)
        for bytes in [[], Array("TZif".utf8), header, [UInt8](repeating: 0xff, count: 100)] {
            #expect(TimeZoneRules(file: bytes) == nil)
        }
    }

    /// With counts that the rest of the file does not have, and with bytes of all kinds in their place.
    @Test func noBytesCrashTheReader() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            var bytes = Array("TZif2".utf8)
            bytes += (0..<Int.random(in: 0...200, using: &generator)).map { _ in
                Bool.random(using: &generator) ? 0 : UInt8.random(in: 0...255, using: &generator)
            }
            if let rules = TimeZoneRules(file: bytes) { _ = rules.occurrence(of: 1_800_000_000) }
        }
    }

    @Test(arguments: [
        (2024, 2, 29), (2000, 2, 29), (1970, 1, 1), (1900, 3, 1), (1600, 12, 31), (2199, 12, 31),
    ])
    func aDateIsItsDaysAndBack(year: Int, month: Int, day: Int) {
        let date = CivilDate(year: year, month: month, day: day)
        #expect(CivilDate(days: date.days) == date)
        #expect(date.exists)
        let calendar = DateComponents(
            calendar: Calendar(identifier: .iso8601), timeZone: .gmt, year: year, month: month, day: day)
        #expect(calendar.date?.timeIntervalSince1970 == Double(date.days) * 86_400)
    }
}
