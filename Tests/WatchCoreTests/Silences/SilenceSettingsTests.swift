import Testing

@testable import WatchCore

struct SilenceSettingsTests {
    private static let text = """
        [Silence patches]
        Calendar=Sun *-*-* 02:00
        Calendar=Tue *-*~7/1 22:00 UTC
        Duration=2h
        Checks=port * tls *
        Events=1020 1040
        Reason=Windows updates
        """

    @Test func everyKeyIsRead() throws {
        let silence = try #require(try configuration(Self.text).settings.silences.first)
        #expect(silence.name == "patches")
        #expect(silence.beginnings.map(\.calendar.text) == ["Sun *-*-* 02:00", "Tue *-*~7/1 22:00 UTC"])
        #expect(silence.beginnings.map(\.zone) == [nil, .utc])
        #expect(silence.duration == .hours(2))
        #expect(silence.scope.checks.map(\.text) == ["port *", "tls *"])
        #expect(silence.scope.events == [.portUnreachable, .tls12Fails])
        #expect(silence.reason == "Windows updates")
    }

    @Test func whatIsShownGivesTheSameSettings() throws {
        let shown = try configuration(Self.text)
        #expect(
            shown.effective.configurationText.contains("\nCalendar=Sun *-*-* 02:00\nCalendar=Tue *-*~7/1"))
        #expect(try configuration(shown.effective.configurationText).settings == shown.settings)
    }

    @Test func aDropInAddsBeginnings() throws {
        let settings = try configuration(Self.text, "[Silence patches]\nCalendar=monthly\nDuration=1d\n")
            .settings
        #expect(settings.silences.map(\.beginnings.count) == [3])
        #expect(settings.silences.first?.duration == .days(1))
        let reset = try configuration(Self.text, "[Silence patches]\nCalendar=\nCalendar=monthly\n").settings
        #expect(reset.silences.first?.beginnings.map(\.calendar.text) == ["monthly"])
    }

    /// Knows one zone.
    private struct Berlin: TimeZoneSource {
        func rules(ofZone name: String) -> TimeZoneRules? {
            name == "Europe/Berlin" ? TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3") : nil
        }
    }

    @Test func aNamedZoneIsLookedUp() throws {
        let text = "[Silence a]\nCalendar=02:00 Europe/Berlin\nDuration=1h\nChecks=*\nReason=r\n"
        let fragment = ConfigurationFragment(path: "1.conf", text: text)
        let settings = try Configuration.read([fragment], hostName: "h", zones: Berlin()).get().settings
        #expect(
            settings.silences.first?.beginnings.first?.zone
                == TimeZoneRules(posix: "CET-1CEST,M3.5.0,M10.5.0/3"))
    }

    @Test func tooManySilencesAreRefused() {
        let section = "Calendar=daily\nDuration=1h\nChecks=*\nReason=r\n"
        let text = (0...Configuration.maximumSilences).map { "[Silence a\($0)]\n\(section)" }.joined()
        #expect(
            problems(of: text.utf8) == [
                "1.conf:5001:1: error: The configuration has 1001 silences; the limit is 1000."
            ])
    }

    @Test func theExpiredCertificateIsNeverCovered() {
        let scope = SilenceScope(checks: [CheckPattern("*")])
        for event in AlertEvent.allCases {
            #expect(scope.covers(event, of: CheckName("trust")) == event.isSilenceable)
        }
        #expect(!AlertEvent.trustExpired.isSilenceable)
    }
}
