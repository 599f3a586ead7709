import Foundation
import Testing

@testable import WatchCore

struct TrackerRestoreTests {
    private let source = Check.port().source
    private let finding = Finding(.portUnreachable, .error, .connect, .connectionRefused, message: "m")

    private func at(_ uptime: Duration, _ seconds: Double) -> Timestamp {
        Timestamp(uptime: uptime, date: start.date.addingTimeInterval(seconds))
    }

    /// A tracker that was raised at `start`.
    private func active() -> Tracker {
        var tracker = Tracker()
        for _ in 0..<3 { _ = tracker.take(finding, of: source, connector: "hq", at: start) }
        return tracker
    }

    private func restart(_ tracker: Tracker, savedAt: Timestamp, at now: Timestamp) throws -> Tracker {
        let saved = try #require(tracker.saved(at: savedAt))
        let bytes = try JSONEncoder().encode(saved)
        return Tracker(try JSONDecoder().decode(Tracker.Saved.self, from: bytes), at: now)
    }

    @Test func aRestartNeitherRepeatsNorForgets() throws {
        // The host was rebooted: its uptime starts at nothing, an hour after the alert was raised.
        var tracker = try restart(
            active(), savedAt: at(start.uptime + .minutes(10), 600), at: at(.seconds(5), 3600))
        #expect(tracker.take(finding, of: source, connector: "hq", at: at(.seconds(6), 3601)) == nil)
        let reminder = tracker.take(
            finding, of: source, connector: "hq", at: at(.seconds(5) + .hours(5), 6 * 3600))
        #expect(reminder?.state == .reminder)
        #expect(reminder?.duration == .hours(6))
        let passes = (1...2).map { second in
            tracker.take(
                nil, of: source, connector: "hq",
                at: at(.seconds(5) + .hours(5) + .seconds(second), 6 * 3600 + Double(second)))
        }
        #expect(passes.map { $0?.state } == [nil, .recovered])
        #expect(passes[1]?.incident?.id == reminder?.incident?.id)
        #expect(passes[1]?.duration == .hours(6) + .seconds(2))
    }

    @Test func countersSurvive() throws {
        var tracker = Tracker()
        for _ in 0..<2 { #expect(tracker.take(finding, of: source, connector: "hq", at: start) == nil) }
        tracker = try restart(tracker, savedAt: start, at: at(.seconds(1), 60))
        #expect(tracker.isSuspected)
        let notification = tracker.take(finding, of: source, connector: "hq", at: at(.seconds(2), 61))
        #expect(notification?.state == .raised)
        #expect(tracker.take(nil, of: source, connector: "hq", at: at(.seconds(3), 62)) == nil)
        tracker = try restart(tracker, savedAt: at(.seconds(3), 62), at: at(.seconds(1), 120))
        #expect(
            tracker.take(nil, of: source, connector: "hq", at: at(.seconds(2), 121))?.state == .recovered)
    }

    @Test func whatIsClearIsNotSaved() {
        #expect(Tracker().saved(at: start) == nil)
        var tracker = active()
        for _ in 0..<2 { _ = tracker.take(nil, of: source, connector: "hq", at: start) }
        #expect(tracker.saved(at: start) == nil)
    }

    @Test func aWorsePriorityIsStillAnEscalationAfterARestart() throws {
        var tracker = try restart(active(), savedAt: start, at: at(.zero, 60))
        var worse = finding
        worse.priority = .critical
        #expect(tracker.take(worse, of: source, connector: "hq", at: at(.zero, 60))?.state == .escalated)
        tracker = try restart(tracker, savedAt: at(.zero, 60), at: at(.zero, 120))
        #expect(tracker.take(worse, of: source, connector: "hq", at: at(.zero, 120)) == nil)
    }

    /// The calendar stands this far from where it was when the daemon comes back: before the alert, as without a
    /// battery, or years after it.
    @Test(arguments: [-1_795_000_000.0, -3600, -1, 0])
    func aCalendarThatWentBackMakesNoTimeNegative(seconds: Double) throws {
        let now = at(.seconds(5), seconds)
        var tracker = try restart(active(), savedAt: start, at: now)
        #expect(tracker.take(finding, of: source, connector: "hq", at: now) == nil)
        #expect(tracker.take(nil, of: source, connector: "hq", at: now) == nil)
        let recovered = tracker.take(nil, of: source, connector: "hq", at: now)
        #expect(recovered?.state == .recovered)
        #expect(recovered?.duration == .zero)
    }

    @Test func aCalendarThatJumpsWhileRunningChangesNothing() {
        var tracker = active()
        for seconds in [-1e9, 1e9, 2e9] {
            let now = at(start.uptime + .minutes(1), seconds)
            #expect(tracker.take(finding, of: source, connector: "hq", at: now) == nil)
        }
        #expect(tracker.active?.raisedAt == start.uptime)
    }
}
