import Foundation
import Testing

@testable import WatchCore

/// What a tracker does with what is silenced.
struct TrackerSilenceTests {
    private let source = Check.port(pace: .sample(failuresToAlert: 1, passesToRecover: 1)).source
    private let finding = Finding(.portUnreachable, .warning, .connect, .connectTimeout, message: "Shut.")
    private let worse = Finding(.portUnreachable, .error, .connect, .connectTimeout, message: "Shut.")

    private func at(_ seconds: Int) -> Timestamp {
        Timestamp(uptime: .seconds(seconds), date: start.date + Double(seconds))
    }

    /// What a series of probes leads to: at a time, what was found, and whether it is silenced.
    private func states(_ tracker: inout Tracker, _ probes: [(Int, Finding?, Bool)]) -> [NotificationState?] {
        probes.map { time, finding, isSilenced in
            tracker.take(finding, of: source, connector: "hq", isSilenced: isSilenced, at: at(time))?.state
        }
    }

    @Test func anAlertThatBeginsAndEndsInASilenceIsNeverTold() {
        var tracker = Tracker()
        #expect(
            states(&tracker, [(0, finding, true), (15, worse, true), (30, nil, true)]) == [nil, nil, nil])
        #expect(tracker.isClear)
    }

    @Test func oneThatEndsAfterTheSilenceUntoldIsNotToldEither() {
        var tracker = Tracker()
        #expect(states(&tracker, [(0, finding, true), (30, nil, false)]) == [nil, nil])
    }

    @Test func oneThatStandsIsRaisedWithItsRealBeginning() throws {
        var tracker = Tracker()
        #expect(states(&tracker, [(0, finding, true), (3600, worse, true)]) == [nil, nil])
        let incident = try #require(tracker.active?.incident)
        let released = tracker.release(source, at: at(4000))
        let raised = try #require(released)
        #expect(raised.state == .raised)
        #expect(raised.finding == worse)
        #expect(raised.incident == incident)
        #expect(raised.duration == .seconds(4000))
        #expect(tracker.release(source, at: at(4001)) == nil)
        #expect(states(&tracker, [(4010, worse, false), (4020, nil, true)]) == [nil, .recovered])
        let entry = raised.entry(connector: "hq", id: "1")
        #expect(entry[.incidentSeconds] == "4000")
        #expect(entry[.remedy]?.hasSuffix("and has lasted since \(start.date.rfc3339).") == true)
    }

    @Test func theNextFailureTellsItToo() {
        var tracker = Tracker()
        #expect(states(&tracker, [(0, finding, true), (10, finding, false)]) == [nil, .raised])
    }

    @Test func anAlertToldBeforeTellsItsRecoveryAndNothingElse() {
        var tracker = Tracker()
        #expect(
            states(
                &tracker,
                [(0, finding, false), (10, worse, true), (7 * 3600, worse, true), (7 * 3600 + 10, nil, true)])
                == [.raised, nil, nil, .recovered])
    }

    @Test func anEscalationComesWhenTheSilenceEnds() {
        var tracker = Tracker()
        #expect(states(&tracker, [(0, finding, false), (10, worse, true)]) == [.raised, nil])
        let released = [20, 21].map { tracker.release(source, at: at($0))?.state }
        #expect(released == [.escalated, nil])
    }

    @Test func aReminderThatIsDueComesAfterTheSilence() {
        var tracker = Tracker()
        #expect(
            states(
                &tracker, [(0, finding, false), (7 * 3600, finding, true), (7 * 3600 + 10, finding, false)])
                == [.raised, nil, .reminder])
    }

    @Test func oneThatSeemsToRecoverWaitsForTheNextProbe() {
        let source = Check.port(pace: .sample(failuresToAlert: 1, passesToRecover: 2)).source
        func take(_ tracker: inout Tracker, _ finding: Finding?, _ time: Int) -> NotificationState? {
            tracker.take(finding, of: source, connector: "hq", isSilenced: time < 25, at: at(time))?.state
        }
        var tracker = Tracker()
        #expect(take(&tracker, finding, 0) == nil)
        #expect(take(&tracker, nil, 10) == nil)
        #expect(tracker.release(source, at: at(25)) == nil)
        var other = tracker
        #expect(take(&tracker, nil, 30) == nil)
        #expect(tracker.isClear)
        #expect(take(&other, finding, 30) == .raised)
    }

    @Test func whatAnotherAlertStandsForIsNotRaisedWhenTheSilenceEnds() {
        var tracker = Tracker()
        _ = states(&tracker, [(0, finding, true)])
        #expect(
            tracker.take(finding, of: source, connector: "hq", isSuppressed: true, at: at(10)) == nil)
        #expect(tracker.take(finding, of: source, connector: "hq", at: at(20))?.state == .raised)
    }

    @Test func anIncidentThatWasNotToldEndsSilentlyWithItsCheck() {
        var tracker = Tracker()
        _ = states(&tracker, [(0, finding, true)])
        #expect(tracker.end(of: source, at: at(10)) == nil)
        #expect(tracker.isClear)
    }

    @Test func whetherItWasToldSurvivesARestart() throws {
        for isSilenced in [true, false] {
            var tracker = Tracker()
            _ = states(&tracker, [(0, finding, isSilenced)])
            let saved = try #require(tracker.saved(at: at(10)))
            let bytes = try JSONEncoder().encode(saved)
            #expect(String(decoding: bytes, as: UTF8.self).contains("isAnnounced") == isSilenced)
            var restored = Tracker(try JSONDecoder().decode(Tracker.Saved.self, from: bytes), at: at(20))
            #expect((restored.release(source, at: at(30))?.state == .raised) == isSilenced)
        }
    }
}
