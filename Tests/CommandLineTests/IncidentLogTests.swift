import Foundation
import Testing

@testable import SystemdHost
@testable import WatchCore
@testable import connector_watch

/// Incidents put together from the entries of the journal.
struct IncidentLogTests {
    private func log(_ entries: [AlertRecord?]) -> IncidentLog {
        var log = IncidentLog()
        for case let entry? in entries { log.take(entry) }
        return log
    }

    private func entry(
        _ hours: Double, _ state: NotificationState, incident: String? = "i", priority: Priority = .error,
        seconds: Int = 0,
        message: String = "It failed."
    ) -> AlertRecord? {
        ReportSample.entry(
            hours, .portUnreachable, state, "port x:443", incident: incident, priority: priority,
            seconds: seconds,
            message: message)
    }

    @Test func anIncidentIsItsEntriesFromRaisedToRecovered() throws {
        let log = log([
            entry(-5, .raised, priority: .warning),
            entry(-4, .escalated, priority: .critical, message: "Worse."),
            entry(-2, .recovered, priority: .notice, seconds: 10_800, message: "It works."),
        ])
        let incident = try #require(log.all(active: []).first)
        #expect(incident.begins == noon - 5 * 3600)
        #expect(incident.end == .recovered(noon - 2 * 3600))
        #expect(incident.duration(at: noon) == .seconds(10_800))
        #expect(incident.priority == 2)
        #expect(incident.message == "Worse.", "What was wrong tells more than that it is over.")
    }

    @Test func oneThatWasRaisedBeforeBeganBefore() throws {
        let incident = try #require(log([entry(-1, .reminder, seconds: 86_400)]).all(active: nil).first)
        #expect(incident.begins == noon - 25 * 3600)
        #expect(incident.end == .open)
        #expect(incident.duration(at: noon) == .seconds(90_000))
    }

    @Test func theDaemonKnowsWhatStands() throws {
        let alert = ReportSample.snapshot.alerts[0]
        let log = log([
            entry(-3, .raised, incident: "lost"), entry(-1, .raised, incident: "b"),
            entry(0, .recovered, incident: "b"),
        ])
        let all = log.all(active: [alert])
        #expect(
            all.map(\.id) == [alert.incident, "b", "lost"], "Active ones come first, then the latest.")
        #expect(all.map(\.end) == [.open, .recovered(noon), .unseen])
        #expect(all[0].begins == alert.raised)
        // Without a daemon the journal's word counts.
        #expect(log.all(active: nil).first?.id == "lost")
    }

    @Test func whatHappensOnceIsToldUnlessItIsAboutTheDaemonAlone() {
        let log = log([
            entry(-2, .info, incident: nil, priority: .notice),
            entry(-1, .info, incident: nil, priority: .info),
            entry(-1, .info, incident: nil, priority: .notice),
        ])
        #expect(log.all(active: []).map(\.end) == [.once, .once])
    }

    @Test func aFloodOfEntriesLeavesTheLatest() {
        let log = log(
            (0..<IncidentLog.limit + 7).map { entry(Double($0) / 1000, .raised, incident: "\($0)") })
        let all = log.all(active: nil)
        #expect(all.count == IncidentLog.limit)
        #expect(log.omitted == 7)
        #expect(all.first?.id == "\(IncidentLog.limit + 6)")
    }

    /// Any local process may write it.
    @Test func whatCannotBeIsTaken() throws {
        let fields = [
            "CONNECTOR_EVENT_ID": "4711", "CONNECTOR_INCIDENT": "x",
            "CONNECTOR_INCIDENT_SECONDS": "99999999999999999",
            "PRIORITY": "0",
        ]
        let strange = AlertRecord(time: Int64.max, fields: fields)
        let incident = try #require(log([strange]).all(active: nil).first)
        #expect(incident.title == "Event 4711")
        #expect(ReportModel.Status(priority: incident.priority) == .critical)
        #expect(incident.duration(at: noon) == .zero)
    }
}
