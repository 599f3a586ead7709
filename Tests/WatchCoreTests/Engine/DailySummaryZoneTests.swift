import Foundation
import Testing

@testable import WatchCore

/// The summary of a day in all kinds of time zones.
struct DailySummaryZoneTests {
    static let zones = [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Casablanca",
        // Half an hour; two hours; at midnight; a whole day that there was not.
        "Australia/Lord_Howe", "Antarctica/Troll", "America/Havana", "Africa/Cairo", "Pacific/Apia",
    ]

    static let times = [(0, 0), (0, 30), (2, 0), (2, 30), (2, 59), (8, 0), (23, 59)]

    private static func rules(_ zone: String) throws -> TimeZoneRules {
        let file = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/\(zone)"))
        return try #require(TimeZoneRules(file: Array(file)))
    }

    /// What the clocks show, in Foundation's opinion.
    private static func localTime(_ zone: String) throws -> (Date) -> LocalTime {
        let zone = try #require(TimeZone(identifier: zone))
        return { LocalTime(of: $0 + Double(zone.secondsFromGMT(for: $0)), in: .utc) }
    }

    /// The days on which clocks are set, of all zones above.
    private static let beginnings = [
        "2026-03-05T17:20:30Z", "2026-03-26T11:00:00Z", "2026-04-02T23:10:00Z", "2026-04-21T12:00:00Z",
        "2026-10-01T05:00:00Z", "2026-10-22T20:00:00Z", "2026-10-29T03:00:00Z", "2011-12-27T12:00:00Z",
        "2026-02-12T12:00:00Z",
    ]

    /// As naive as can be: each minute is looked at.
    private func expected(
        _ localTime: (Date) -> LocalTime, _ time: TimeOfDay, from begin: Date, minutes: Int
    ) -> [Date] {
        var last: Int?
        var dates: [Date] = []
        let first = (begin.timeIntervalSince1970 / 60).rounded(.down)
        for minute in 0...minutes {
            let date = Date(timeIntervalSince1970: (first + Double(minute)) * 60)
            let local = localTime(date)
            let isPast = local.second >= time.minutes * 60
            guard let day = last else {
                last = isPast ? local.day : local.day - 1
                continue
            }
            guard isPast, local.day > day else { continue }
            last = local.day
            dates.append(date)
        }
        return dates
    }

    @Test(arguments: zones, times)
    func eachDayOfEachZoneHasOneAtItsFirstMoment(zone: String, time: (Int, Int)) throws {
        let localTime = try Self.localTime(zone)
        let time = try #require(TimeOfDay(hour: time.0, minute: time.1))
        for text in Self.beginnings {
            let begin = utc(text)
            var host = SummaryHost(try Self.rules(zone), from: begin)
            host.summary.set(time, at: host.now)
            host.run(for: .days(8))
            let expected = expected(localTime, time, from: begin, minutes: 8 * 1440)
            #expect(host.told.count == expected.count, "\(text)")
            for (told, date) in zip(host.told, expected) {
                #expect(abs(told.timeIntervalSince(date)) < 0.1, "\(text): \(told) and not \(date)")
            }
            #expect(Set(host.days).count == host.days.count)
            // Once an hour, and when it is due.
            #expect(host.wakings < 8 * 24 + 60)
        }
    }

    @Test func anotherZoneCountsAtOnce() throws {
        var host = SummaryHost(try Self.rules("Europe/Berlin"), from: utc("2026-11-26T06:00:00Z"))
        host.summary.set(TimeOfDay(hour: 8, minute: 0), at: host.now)
        host.run(for: .hours(2))
        host.summary.set(try Self.rules("America/New_York"), at: host.now)
        host.run(for: .hours(30))
        #expect(host.told.map(\.rfc3339) == ["2026-11-26T07:00:00Z", "2026-11-27T13:00:00Z"])
    }

    /// What the clocks in Berlin show when it comes.
    @Test(
        arguments: [
            ("2027-03-27T20:00:00Z", 2, 30, "2027-03-28T01:00:00Z"),
            ("2027-03-27T20:00:00Z", 3, 0, "2027-03-28T01:00:00Z"),
            ("2027-03-27T20:00:00Z", 8, 0, "2027-03-28T06:00:00Z"),
            ("2027-10-30T20:00:00Z", 2, 30, "2027-10-31T00:30:00Z"),
            ("2027-10-30T20:00:00Z", 8, 0, "2027-10-31T07:00:00Z"),
        ])
    func aNightOnWhichClocksAreSetHasOne(from: String, hour: Int, minute: Int, date: String) throws {
        var host = SummaryHost(try Self.rules("Europe/Berlin"), from: utc(from))
        host.summary.set(TimeOfDay(hour: hour, minute: minute), at: host.now)
        host.run(for: .hours(20))
        #expect(host.told.map(\.rfc3339) == [date])
    }
}
