import Foundation
import SystemdHost
import TestSupport
import Testing
import WatchCore

/// What `systemd-analyze calendar` says of an expression is what this program's own evaluation says.
@Suite(.timeLimit(.minutes(5)))
struct CalendarComparisonTests {
    /// A time zone, and a time shortly before its clocks are set, or where nothing happens.
    struct Start: Sendable, CustomTestStringConvertible {
        var zone: String
        var utc: String

        var testDescription: String { "\(zone) after \(utc)" }
    }

    static let starts = [
        Start(zone: "UTC", utc: "2026-12-30 23:59:58"),
        Start(zone: "Europe/Berlin", utc: "2027-03-27 22:10:00"),
        Start(zone: "Europe/Berlin", utc: "2027-03-28 00:59:30"),
        Start(zone: "Europe/Berlin", utc: "2026-10-24 21:50:00"),
        Start(zone: "Europe/Berlin", utc: "2026-10-25 00:10:00"),
        Start(zone: "Europe/Berlin", utc: "2026-10-25 01:10:00"),
        Start(zone: "America/New_York", utc: "2027-03-14 05:30:00"),
        Start(zone: "America/New_York", utc: "2027-11-07 05:15:00"),
        Start(zone: "Australia/Lord_Howe", utc: "2027-04-03 13:20:00"),
        Start(zone: "Europe/Dublin", utc: "2026-10-25 00:20:00"),
        Start(zone: "Asia/Kolkata", utc: "2028-02-28 17:00:00"),
        Start(zone: "Pacific/Apia", utc: "2011-12-29 08:00:00"),
        Start(zone: "America/Sao_Paulo", utc: "2018-11-03 22:00:00"),
        Start(zone: "Europe/Berlin", utc: "2099-10-24 22:00:00"),
    ]

    static let expressions = [
        "minutely", "hourly", "daily", "weekly", "monthly", "quarterly", "semiannually", "yearly",
        "Weekly", "ANNUALLY", "anually", "bi-annually",
        "02:30", "*-*-* 02:30:00", "Sun 02:30", "Sun *-*-* 02:00", "*:30", "*:0/15", "*:*:0/20",
        "01..03:30", "0..23/2:15", "00/6:00", "1,13:05,35", "02:00..30/10", "22:00..06:00",
        "Mon..Fri 08:00", "Mon-Fri 08:00", "Sat,Sun", "Mon..Wed,Fri *-*-* 12:00", "Tue,",
        "mon,WEDNESDAY 4:00",
        "Mon *-*~7/1", "*-*~1", "*-02~01", "*-*~3 05:00", "*-*~1..3", "*-*~5/2 01:00",
        "Mon *-*-1..7 03:00", "*-*-29 10:00", "*-2-29", "Fri *-*-13", "2027-03-28 02:30:00", "27-3-28 2:00",
        "2027,2028-1,7-15 06:00", "2027..2033/3-*-1", "*-*-1/10", "@1900000000",
        "daily UTC", "Sun 02:30 utc", "*-*-* 12:00 America/New_York", "Mon 02:30 Europe/Berlin",
        "hourly Asia/Kathmandu", "*:*:30.5", "*:0:0..10/2.5", "*-*-* 00:00:59.999999", "2:2:2", "1-1",
        "*-*-31 23:59:59", "1970-1-1", "2199-12-31 23:59",
    ]

    /// Every combination of some weekdays, dates and times.
    static let combinations = ["", "Mon ", "Sat,Sun ", "Tue..Thu "].flatMap { weekdays in
        ["", "*-*-* ", "*-*-1..7 ", "*-*~1 ", "*-3,10-25..31 ", "2026..2028-1/3-1/10 ", "*-2-29 "]
            .flatMap { date in
                ["", "00:00", "02:30", "*:0/20", "1..3:15,45:30", "0/5:07:0/25"].map { weekdays + date + $0 }
            }
    }

    @Test(arguments: starts)
    func elapsesWhenSystemdSays(_ start: Start) async throws {
        try await compare(Self.expressions, start)
    }

    @Test func everyCombinationElapsesWhenSystemdSays() async throws {
        for (index, start) in Self.starts.enumerated() {
            let own = Self.combinations.enumerated().filter { $0.offset % Self.starts.count == index }
            try await compare(own.map(\.element), start)
        }
    }

    private func compare(_ expressions: [String], _ start: Start) async throws {
        let base = try PointInTime.microseconds(
            start.utc.replacing(" ", with: "T") + "Z", now: Date(timeIntervalSince1970: 0))
        for text in expressions {
            let expected: [String]?
            switch try await answer(text, start) {
            case .times(let times): expected = times
            case .refused: expected = nil
            // Where midnight does not exist, as in São Paulo in November 2018.
            case .gaveUp: continue
            }
            let own = try? CalendarExpression(text)
            #expect((own == nil) == (expected == nil), "\(text)")
            guard let own, let expected else { continue }
            let zone = try rules(of: own, start.zone)
            var (times, time): ([String], Int) = ([], Int(base))
            while times.count < 6,
                let next = own.nextElapse(after: time, in: zone, repetition: .countsFromWithin)
            {
                times.append(CalendarTime.short(microseconds: Int64(next)))
                time = next
            }
            #expect(times == expected, "\(text) in \(start.zone)")
        }
    }

    static let refused = [
        "", " ", "tomorrow", "*", "Mon *", "Fri..Mon", "24:00", "12:60", "12:00:60", "2200-1-1", "1969-1-1",
        "*-13-1", "*-0-1", "*-*-32", "*-*-0", "*-*~29", "*-*~0", "*/2:00", "0/0:00", "12", "12:00 Mon",
        "Mo 12:00",
        "Montag", "Mon..", "Mon,,Tue", "Mon..Wed..Fri", "12:00:00:00", "2027-03", "2027~03~01", "5..3:00",
        "*-*-5..1", "20/10:00", "*-*-25/7", "12:00  UTC", "12:00 Europe/Nowhere", "*-*~3..1", "*-*~3/4",
        "12:0..0.5", "1:2:3..3.5", "daily hourly", "-1:00", "+1:00", "*-*-*T12:00", "*:*:*:*", "12:00,",
    ]

    @Test(arguments: refused)
    func refusesWhatSystemdRefuses(_ text: String) async throws {
        let systemd = try await Program.run("systemd-analyze", "calendar", "--", text)
        #expect(systemd.status != 0)
        let own = try? CalendarExpression(text)
        guard let own else { return }
        guard case .named(let name) = own.zone else {
            Issue.record("\(own) is taken")
            return
        }
        #expect(TimeZones().rules(ofZone: name) == nil)
    }

    private func rules(of expression: CalendarExpression, _ local: String) throws -> TimeZoneRules {
        switch expression.zone {
        case .utc: .utc
        case .local: try #require(TimeZones().rules(ofZone: local))
        case .named(let name): try #require(TimeZones().rules(ofZone: name))
        }
    }

    private enum Answer {
        case times([String])
        case refused
        /// It went round in circles.
        case gaveUp
    }

    /// The next six times by `systemd-analyze`.
    private func answer(_ text: String, _ start: Start) async throws -> Answer {
        let command = ["systemd-analyze", "calendar", "--base-time=\(start.utc) UTC", "--iterations=6", text]
        let environment = ["TZ": start.zone, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
        let program = try await Program.run(command, environment: environment)
        if program.errors.contains("Infinite loop") { return .gaveUp }
        guard program.status == 0 else { return .refused }
        let lines = program.output.split(separator: "\n").map { $0.split(separator: " ") }
        // In another zone than UTC each local time is followed by that of UTC.
        let isUTC = !lines.contains { $0.starts(with: ["(in", "UTC):"]) }
        let times = lines.compactMap { words -> String? in
            let isWanted =
                isUTC
                ? words.starts(with: ["Next", "elapse:"]) || words.starts(with: ["Iter."])
                : words.starts(with: ["(in", "UTC):"])
            guard isWanted, words.count == 6, words[5] == "UTC" else { return nil }
            return "\(words[3])T\(words[4])Z"
        }
        return .times(times)
    }
}
