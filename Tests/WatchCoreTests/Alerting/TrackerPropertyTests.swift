import Foundation
import Testing

@testable import WatchCore

/// The rules of an alert, written down as naively as possible over the whole history of probes.
private struct NaiveTracker {
    var pace: Pace
    /// The failed probes since the last passed one, and the passed probes since the last failed one.
    var failedInARow = 0
    var passedInARow = 0
    /// When it was raised and last announced, and at what priority at most.
    var raised: (at: Duration, announcedAt: Duration, worst: Priority)?

    mutating func probe(_ priority: Priority?, at now: Duration) -> NotificationState? {
        failedInARow = priority == nil ? 0 : failedInARow + 1
        passedInARow = priority == nil ? passedInARow + 1 : 0
        guard let active = raised else {
            guard let priority, failedInARow >= pace.failuresToAlert else { return nil }
            raised = (now, now, priority)
            return .raised
        }
        guard let priority else {
            guard passedInARow >= pace.passesToRecover else { return nil }
            raised = nil
            return .recovered
        }
        if priority > active.worst {
            raised = (active.at, now, priority)
            return .escalated
        }
        guard now >= active.announcedAt + pace.reminderInterval else { return nil }
        raised?.announcedAt = now
        return .reminder
    }
}

struct TrackerPropertyTests {
    @Test(arguments: UInt64(1)...40)
    func agreesWithTheNaiveModelAcrossRestartsAndCalendarJumps(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let pace = Pace.sample(
            failuresToAlert: Int.random(in: 1...5, using: &chance),
            passesToRecover: Int.random(in: 1...4, using: &chance),
            reminderInterval: .seconds(Int.random(in: 60...2000, using: &chance)))
        let source = Check.port(pace: pace).source
        let failureRate = Double.random(in: 0.2...0.9, using: &chance)
        var model = NaiveTracker(pace: pace)
        var tracker = Tracker()
        var (now, elapsed) = (start, Duration.zero)
        var isJumped = false

        for _ in 0..<400 {
            let step = Int.random(in: 1...300, using: &chance)
            elapsed += .seconds(step)
            now = Timestamp(uptime: now.uptime + .seconds(step), date: now.date + Double(step))
            if Int.random(in: 0..<20, using: &chance) == 0, !isJumped, let saved = tracker.saved(at: now) {
                now.uptime = .seconds(Int.random(in: 0..<100, using: &chance))
                tracker = Tracker(saved, at: now)
            }
            if seed % 2 == 0, Int.random(in: 0..<50, using: &chance) == 0 {
                // From here on a restart could not know how long it has been.
                isJumped = true
                now.date += Double.random(in: -1e8...1e8, using: &chance)
            }
            let fails = Double.random(in: 0..<1, using: &chance) < failureRate
            let priority = fails ? [Priority.warning, .error, .critical].randomElement(using: &chance) : nil
            let finding = priority.map {
                Finding(.portUnreachable, $0, .connect, .connectionRefused, message: "m")
            }
            let raisedAt = model.raised?.at
            let expected = model.probe(priority, at: elapsed)
            let notification = tracker.take(finding, of: source, connector: "hq", at: now)
            #expect(notification?.state == expected)
            if let notification, let raisedAt { #expect(notification.duration == elapsed - raisedAt) }
            #expect((tracker.active != nil) == (model.raised != nil))
        }
    }
}
