import Foundation
import Testing

@testable import WatchCore
@testable import connector_watch

/// An empty answer from the journal while alerts are active.
struct JournalGapTests {
    private let raised = Date(timeIntervalSince1970: 1_800_000_000)

    private func alert(_ event: AlertEvent = .portUnreachable, later seconds: Double = 0) -> SnapshotAlert {
        SnapshotAlert(
            event: event, title: event.title, priority: .error, check: CheckName("port a:1"), target: "a:1",
            route: nil, phase: .connect, reason: nil, incident: UUID().uuidString, raised: raised + seconds,
            message: "It fails.", remedy: nil)
    }

    private func gap(
        _ alerts: [SnapshotAlert], since: Double? = nil, hint: String? = nil, begins: Double? = nil
    ) -> JournalGap? {
        JournalGap(alerts, since: since.map { raised + $0 }, hint: hint, begins: begins.map { raised + $0 })
    }

    @Test func noAlertAndAlertsFromBeforeAreNoGap() {
        #expect(gap([])?.sentences == nil)
        #expect(gap([alert()], since: 1)?.sentences == nil)
        #expect(gap([alert(), alert(later: 9)], since: 1)?.count == 1)
        #expect(gap([alert()], since: -1)?.count == 1)
    }

    @Test func whatIsSilencedIsNotMissed() {
        var silenced = alert()
        silenced.silenced = SnapshotSilence(
            ActiveSilence(name: "a", scope: SilenceScope(checks: []), until: raised, reason: "r"))
        #expect(gap([silenced])?.count == nil)
        #expect(gap([silenced, alert()])?.count == 1)
    }

    @Test func itSaysWhatIsMissingAndWhy() throws {
        #expect(
            gap([alert(), alert()], hint: "No permission.")?.sentences == [
                "The journal shows nothing of 2 active alerts, which \"connector-watch status\" lists.",
                "No permission.",
            ])
        let cut = try #require(gap([alert()], begins: 60))
        #expect(cut.reason.hasPrefix("The journal begins at 2027-01-15T08:01:00Z: what is older was removed"))
        #expect(
            gap([alert()], begins: -60)?.reason == "Their entries were removed, or went to another journal.")
        #expect(gap([alert()])?.reason == "Their entries were removed, or went to another journal.")
        #expect(gap([alert(), alert(.journalUnavailable)], hint: "No permission.")?.reason == "It fails.")
    }
}
