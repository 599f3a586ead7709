import Foundation
import Testing

@testable import WatchCore

struct SilencesFileTests {
    private func read(_ text: String) -> SilencesFile {
        SilencesFile(ConfigurationFragment(path: "/etc/silences.conf", text: text))
    }

    private static let good = "[Silence good]\nUntil=2026-11-28 06:00\nChecks=port *\nReason=r\n"

    @Test func whatIsWrittenIsReadAsItWas() {
        let file = SilencesFile([
            .sample(
                "a", from: start.date, until: start.date + 60, checks: "port *", "*", events: [.clockOff]),
            SilenceEntry(
                id: "b", from: nil, until: .local(1_800_000_000),
                scope: SilenceScope(checks: [CheckPattern("tls \"quoted\" \\ name")]),
                reason: "# odd; \"one\""),
        ])
        let again = read(file.text)
        #expect(again.entries == file.entries)
        #expect(again.problems.filter { $0.severity == .error } == [])
    }

    @Test func anEmptyFileHasNone() {
        #expect(read("") == SilencesFile())
        #expect(read(SilencesFile().text) == SilencesFile())
    }

    /// What is wrong with one section, and that the other one is in force all the same.
    @Test(arguments: [
        (
            "[Silence bad]\nUntil=soon\nChecks=*\nReason=r",
            "2:7: error: Invalid value \"soon\" for Until=; expected a time such as 2026-11-28 06:00 (on this host's clocks) or 2026-11-28T05:00:00Z."
        ),
        (
            "[Silence bad]\nUntil=2026-02-29 06:00\nChecks=*\nReason=r",
            "2:7: error: Invalid value \"2026-02-29 06:00\" for Until=; expected a time such as 2026-11-28 06:00 (on this host's clocks) or 2026-11-28T05:00:00Z."
        ),
        (
            "[Silence bad]\nUntl=2026-11-28 06:00\nUntil=2026-11-28 06:00\nChecks=*\nReason=r",
            "2:1: error: Unknown key \"Untl\" in [Silence]; did you mean \"Until\"?"
        ),
        (
            "[Silence bad]\nChecks=*\nReason=r\nDuration=2h",
            "4:1: error: Unknown key \"Duration\" in [Silence]; its keys are From, Until, Checks, Events, Reason."
        ),
        (
            "[Silence bad]\nUntil=2026-11-28 06:00\nChecks=*",
            "1:1: error: Missing Reason= in [Silence bad]; expected 1 to 200 bytes of text."
        ),
        (
            "[Silence bad]\nUntil=2026-11-28 06:00\nChecks=*\nEvents=1000\nReason=r",
            "4:8: error: Invalid value \"1000\" for Events=: an expired trust certificate is never silenced; expected numbers of events of checks, such as 1020."
        ),
        (
            "[Silence bad]\nUntil=2026-11-28 06:00\nChecks=*\nReason=r\nnonsense",
            "5:1: error: Invalid line \"nonsense\"; expected a section header, KEY=VALUE or a comment."
        ),
        (
            "[Silence bad]\nUntil=2026-11-28 06:00\nUntil=2026-11-28 07:00\nChecks=*\nReason=r",
            "3:1: error: Until= is already set on line 2; only a list may be set more than once."
        ),
        (
            "[Silense bad]\nUntil=x",
            "1:1: error: Unknown section [Silense bad]; the only one here is [Silence NAME]."
        ),
        ("[Silence]\nUntil=x", "1:1: error: Unknown section [Silence]; the only one here is [Silence NAME]."),
        (
            "[Silence\nUntil=x",
            "1:1: error: Invalid section header \"[Silence\"; expected [Section] or [Section NAME]."
        ),
        (
            "[Silence a/b]\nUntil=x",
            "1:1: error: Invalid section name \"a/b\"; expected 1 to 100 letters, digits and any of . - _ @ +."
        ),
        (
            "[Silence good]\nUntil=2027-11-28 06:00\nChecks=*\nReason=r",
            "5:1: error: Duplicate section [Silence good] in this file; give it a name of its own."
        ),
    ])
    func anErrorRefusesItsSectionOnly(bad: String, problem: String) {
        let isDuplicate = bad.hasPrefix("[Silence good]")
        let file = read(isDuplicate ? Self.good + bad : bad + "\n" + Self.good)
        #expect(file.entries.map(\.id) == ["good"])
        #expect(file.entries.first?.until == .local(seconds("2026-11-28T06:00:00Z")))
        let messages = file.problems.map { String($0.description.dropFirst("/etc/silences.conf:".count)) }
        #expect(messages.contains(problem), "\(messages)")
    }

    @Test func moreThanTheLimitAreRefused() {
        let section = "Until=2026-11-28 06:00\nChecks=*\nReason=r\n"
        let file = read((0...SilencesFile.limit).map { "[Silence a\($0)]\n\(section)" }.joined())
        #expect(file.entries.count == SilencesFile.limit)
        #expect(
            file.problems.map(\.description) == [
                "/etc/silences.conf:401:1: error: The file has more than 100 silences, which is the limit."
            ])
    }

    @Test(arguments: [
        ("2026-11-28T06:00:00Z", WrittenTime.exact(seconds("2026-11-28T06:00:00Z"))),
        ("2026-11-28t06:00z", .exact(seconds("2026-11-28T06:00:00Z"))),
        ("2026-11-28T06:00:30+01:30", .exact(seconds("2026-11-28T04:30:30Z"))),
        ("2026-11-28 06:00-00:30", .exact(seconds("2026-11-28T06:30:00Z"))),
        ("2026-11-28 06:00", .local(seconds("2026-11-28T06:00:00Z"))),
        ("2026-11-28T06:00:30", .local(seconds("2026-11-28T06:00:30Z"))),
        ("2026-11-28", nil), ("06:00", nil), ("2026-11-31 06:00", nil), ("2026-11-28 24:00", nil),
        ("2026-11-28 06:60", nil), ("2026-11-28 06:00:60", nil), ("2026-11-28 06:00 UTC", nil),
        ("2026-00-28 06:00", nil),
    ])
    func aTimeIsWrittenInTwoWays(text: String, time: WrittenTime?) {
        #expect(WrittenTime(text) == time)
        if let time { #expect(WrittenTime(time.description) == time) }
    }

    @Test func aLocalTimeIsThatOfTheHostsClocks() throws {
        let berlin = try #require(TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
        func utc(_ text: String) -> String? {
            WrittenTime(text).map { Date(timeIntervalSince1970: Double($0.seconds(in: berlin))).rfc3339 }
        }
        #expect(utc("2026-11-28 06:00") == "2026-11-28T05:00:00Z")
        #expect(utc("2027-03-28 02:30") == "2027-03-28T01:00:00Z")
        #expect(utc("2026-10-25 02:30") == "2026-10-25T00:30:00Z")
    }
}
