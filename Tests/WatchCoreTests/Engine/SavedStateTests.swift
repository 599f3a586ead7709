import Foundation
import Testing

@testable import WatchCore

struct SavedStateTests {
    private func state(_ tracker: String, version: Int = 2) -> [UInt8] {
        Array(
            """
            {"version":\(version),"checks":[{"name":"port login:443","target":"login.example:443",
            "trackers":[{"event":1020,"tracker":{\(tracker)}}]}]}
            """.utf8)
    }

    @Test func aStateThatARunWritesIsRead() throws {
        let saved = try SavedState(ofFile: state(#""failures":2,"passes":0,"announcedAt":1795000000.25"#))
        #expect(saved.checks.count == 1)
    }

    /// Certificates may begin in the year 0.
    @Test func theOldestDateOfACertificateIsRead() throws {
        let oldest = Date(timeIntervalSince1970: -62_167_219_200)
        let facts = CertificateFacts.sample(notBefore: oldest)
        let record = TrustRecord(
            settings: TrustSettings(thumbprint: facts.thumbprint, isInUserStore: false), facts: facts)
        var saved = SavedState()
        saved.checks = [
            SavedState.SavedCheck(
                name: CheckName("trust"), target: "/x", trackers: [], history: TrustHistory(current: record))
        ]
        #expect(try saved.reread() == saved)
    }

    /// Version 1 knew the direct way only, and did not say so.
    @Test func whatTheFirstVersionSawWasSeenDirectly() throws {
        let saved = try SavedState(ofFile: state(#""failures":2,"passes":0"#, version: 1))
        #expect(saved.checks.first?.trackers.first?.route == .direct)
        var daemon = SimulatedDaemon(
            Settings(
                connector: ConnectorSettings(name: "hq"),
                ports: [PortSection(name: "login", host: "login.example", ports: [443], pace: .sample())]),
            saved: saved)
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        daemon.begin()
        daemon.run(for: .seconds(1))
        #expect(daemon.alerts.last == "1020 raised port login:443")
    }

    @Test(arguments: [
        #""failures":9223372036854775807,"passes":0"#, #""failures":0,"passes":9223372036854775807"#,
        #""failures":-1,"passes":0"#, #""failures":0,"passes":0,"announcedAt":-1e300"#,
        #""failures":0,"passes":0,"announcedAt":1e300"#,
    ])
    func whatCannotBeComputedWithIsDamage(tracker: String) {
        #expect(throws: SavedState.FormatError.self) { try SavedState(ofFile: state(tracker)) }
    }

    /// Version 2 kept the thumbprints of earlier certificates only.
    @Test func earlierCertificatesOfVersion2AreStillKnown() throws {
        let (old, new) = (thumbprint("A").text, thumbprint("B").text)
        let text = """
            {"version":2,"checks":[{"name":"trust","target":"/trust/TrustSettings.xml","trackers":[],"history":
            {"current":{"settings":{"thumbprint":"\(new)","isInUserStore":true}},"earlier":["\(old)"]}}]}
            """
        let saved = try SavedState(ofFile: Array(text.utf8))
        let history = try #require(saved.checks.first?.history)
        #expect(history.earlier == [CertificateRecord(thumbprint("A"))])
        let again = try saved.reread()
        #expect(again == saved)
        let back = TrustRecord(
            settings: TrustSettings(thumbprint: thumbprint("A"), isInUserStore: false), facts: nil)
        #expect(history.change(to: back, expectedIssuers: [expectedIssuer])?.change == .rollback)
    }

    /// They have one text for what was found and what to do.
    @Test(arguments: 1...3)
    func theSentencesOfEarlierVersionsAreKept(version: Int) throws {
        let sentence = "login.example:443 is unreachable. Ask the network team."
        let text = """
            {"version":\(version),"checks":[{"name":"port login:443","target":"login.example:443","trackers":[
            {"event":1020,"via":"direct","tracker":{"failures":0,"passes":0,
            "incident":{"id":"0123456789abcdef","raisedAt":1794900000},"announced":3,"announcedAt":1794900000,
            "finding":{"event":1020,"priority":3,"via":"direct","phase":"connect","reason":"connect-timeout",
            "message":"\(sentence)","details":{"CONNECTOR_ADDRESS":"192.0.2.1"},
            "origin":{"file":"a.swift","line":1,"function":"f"}}}}]}]}
            """
        let saved = try SavedState(ofFile: Array(text.utf8))
        let finding = try #require(saved.checks.first?.trackers.first?.tracker.finding)
        #expect(finding.facts == .recorded(.portUnreachable, message: sentence, remedy: ""))
        #expect(finding.message == sentence)
        #expect(finding.remedy.isEmpty)
        #expect(finding.key == AlertKey(.portUnreachable, .direct))
        #expect(try saved.reread() == saved)
    }

    @Test func aNewerVersionIsNamedWhateverItsShape() {
        let damage = SavedState.FormatError(text: "its format has version 5, this program reads 4")
        #expect(throws: damage) { try SavedState(ofFile: Array(#"{"version":5,"checks":7}"#.utf8)) }
        #expect(throws: damage) {
            try SavedState(ofFile: state(#""failures":0,"passes":0"#, version: 5))
        }
    }

    @Test func whatCouldNotBeSavedIsSavedOnceThereIsSpace() throws {
        var daemon = SimulatedDaemon(.sample(ports: 1))
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        daemon.begin()
        daemon.run(for: .minutes(5))
        daemon.disk = .fails("The disk is full.")
        daemon.script = { .after(.milliseconds(20), $0.healthyObservation) }
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts.contains("1020 recovered port p0:443"))
        #expect(daemon.alerts.contains("1098 raised state"))
        #expect(!daemon.alerts.contains("1098 recovered state"))
        daemon.disk = .works
        daemon.run(for: .minutes(2))
        #expect(daemon.alerts.contains("1098 recovered state"))
        let saves = daemon.changes.count { !$0.checks.isEmpty }
        daemon.run(for: .hours(1))
        #expect(daemon.changes.count { !$0.checks.isEmpty } <= saves)
    }
}
