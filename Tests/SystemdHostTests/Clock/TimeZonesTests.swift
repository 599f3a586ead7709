import Foundation
import SystemdHost
import TestSupport
import Testing
import WatchCore

/// The time zones of this host, held against what date(1) says of them.
@Suite(.timeLimit(.minutes(2)))
struct TimeZonesTests {
    @Test(arguments: [
        "UTC", "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Sao_Paulo",
        "Africa/Casablanca", "Asia/Kathmandu", "Asia/Tehran", "Australia/Lord_Howe", "Pacific/Apia",
        "Pacific/Kiritimati", "Antarctica/Troll", "Etc/GMT+5", "America/Nuuk",
    ])
    func theyShowWhatDateShows(name: String) async throws {
        let rules = try #require(TimeZones().rules(ofZone: name))
        // A day and some hours apart, so that every hour of the day comes; past the last transition of every file.
        let times = (0..<1500).map { $0 * 2_764_567 }
        let text = times.map { "@\($0)\n" }.joined()
        let shown = try await withTemporaryDirectory { directory in
            let file = directory.appending(path: "times").path
            try text.write(toFile: file, atomically: true, encoding: .utf8)
            return try await Program.run(
                ["date", "-f", file, "+%Y-%m-%d %H:%M:%S"],
                environment: ["TZ": name, "PATH": "/usr/bin:/bin"])
        }
        let lines = shown.output.split(separator: "\n")
        #expect(lines.count == times.count)
        for (time, line) in zip(times, lines) {
            let wall = Date(timeIntervalSince1970: Double(rules.wallTime(at: time))).rfc3339
            #expect(wall == line.replacing(" ", with: "T") + "Z", "\(time)")
        }
    }

    @Test(arguments: [
        "", "Europe", "Europe/Nowhere", "../../../etc/passwd", "/etc/localtime", "zone.tab", "Europe/../UTC",
    ])
    func whatIsNoZoneOfTheDatabaseIsNone(name: String) {
        #expect(TimeZones().rules(ofZone: name) == nil)
    }

    @Test(arguments: [
        ("Europe/Berlin", 7200), (":Europe/Berlin", 7200), ("/usr/share/zoneinfo/Europe/Berlin", 7200),
        (":/usr/share/zoneinfo/Asia/Kathmandu", 20_700), ("EST5EDT,M3.2.0,M11.1.0", -14_400), ("UTC0", 0),
        ("", 0), ("Nowhere/At_All", 0),
    ])
    func theVariableTZSaysWhichIsLocal(variable: String, offset: Int) {
        let summer = 1_783_000_000
        #expect(TimeZones(variable: variable).local().wallTime(at: summer) - summer == offset)
    }

    @Test func withoutItTheHostsOwnCounts() async throws {
        let now = Int(Date().timeIntervalSince1970)
        let shown = try await Program.run(
            ["date", "-d", "@\(now)", "+%Y-%m-%dT%H:%M:%SZ"], environment: ["PATH": "/usr/bin:/bin"])
        let wall = TimeZones(variable: nil).local().wallTime(at: now)
        #expect(Date(timeIntervalSince1970: Double(wall)).rfc3339 + "\n" == shown.output)
    }
}
