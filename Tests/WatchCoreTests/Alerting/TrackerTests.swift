import Foundation
import Testing

@testable import WatchCore

struct TrackerTests {
    private static let source = Check.port().source
    private static let trust = Check.trust().source

    private func finding(
        _ event: AlertEvent = .portUnreachable, _ priority: Priority = .error, message: String = "m"
    ) -> Finding {
        Finding(event, priority, .connect, .connectionRefused, message: message)
    }

    private func later(_ duration: Duration) -> Timestamp {
        Timestamp(
            uptime: start.uptime + duration,
            date: start.date.addingTimeInterval(Double(duration.components.seconds)))
    }

    /// Looks a minute apart, `x` for a failed and `.` for a passed one; what each announces.
    @Test(arguments: [
        ("xxx", "--R"), ("xx.xx", "-----"), ("xx.xxx", "-----R"), ("xxxxxx", "--R---"), ("xxx..", "--R-V"),
        ("xxx.x..", "--R---V"), ("xxx.x.x.", "--R-----"), ("xxx..xxx", "--R-V--R"), ("...", "---"),
    ])
    func aNetworkEventNeedsThreeFailuresAndTwoPasses(probes: String, announced: String) {
        #expect(announce(probes, .portUnreachable) == announced)
    }

    @Test(arguments: [("x", "-"), ("xx", "-R"), ("x.x.x", "-----"), ("xx.", "-RV"), ("xxxx", "-R--")])
    func aFileEventNeedsTwoFailuresAndOnePass(probes: String, announced: String) {
        #expect(announce(probes, .settingsMissing) == announced)
    }

    @Test func twoProbesWithinASecondAreOneFailureOfAFile() {
        var tracker = Tracker()
        let states = [0, 300, 999, 1000].map { milliseconds in
            tracker.take(
                finding(.settingsMissing), of: Self.trust, connector: "hq",
                at: later(.milliseconds(milliseconds)))?.state
        }
        #expect(states == [nil, nil, nil, .raised])
    }

    @Test(arguments: [("x", "R"), ("x.", "RV"), ("xx.x", "R-VR")])
    func aFactIsRaisedAtOnce(probes: String, announced: String) {
        #expect(announce(probes, .trustExpiring) == announced)
    }

    private func announce(_ probes: String, _ event: AlertEvent) -> String {
        var tracker = Tracker()
        return String(
            probes.enumerated().map { index, probe in
                let found = probe == "x" ? finding(event) : nil
                let notification = tracker.take(
                    found, of: Self.source, connector: "hq", at: later(.minutes(index)))
                return notification.map { letter($0.state) } ?? "-"
            })
    }

    private func letter(_ state: NotificationState) -> Character {
        switch state {
        case .raised: "R"
        case .escalated: "E"
        case .reminder: "M"
        case .recovered: "V"
        case .info: "I"
        }
    }

    @Test func remindsAtTheReminderIntervalWhileItFails() {
        var tracker = Tracker()
        var announced: [Int: NotificationState] = [:]
        for hour in 0...20 {
            let notification = tracker.take(
                finding(.trustExpiring), of: Self.trust, connector: "hq", at: later(.hours(hour)))
            announced[hour] = notification?.state
        }
        #expect(announced == [0: .raised, 6: .reminder, 12: .reminder, 18: .reminder])
    }

    /// One look an hour, the priority found at each; what each announces, reminders six hours apart.
    @Test(arguments: [
        ([Priority.warning, .error, .critical], "REE"), ([.warning, .critical, .error, .critical], "RE--"),
        ([.critical, .warning, .error, .critical], "R---"), ([.warning, .warning, .error, .error], "R-E-"),
        (
            [.warning, .warning, .warning, .error, .error, .error, .error, .error, .error, .error],
            "R--E-----M"
        ),
    ])
    func escalatesOnceToEachWorsePriority(priorities: [Priority], announced: String) {
        var tracker = Tracker()
        let letters = priorities.enumerated().map { hour, priority in
            let found = finding(.trustExpiring, priority)
            let notification = tracker.take(found, of: Self.trust, connector: "hq", at: later(.hours(hour)))
            if let notification { #expect(notification.finding.priority == priority) }
            return notification.map { letter($0.state) } ?? "-"
        }
        #expect(String(letters) == announced)
    }

    @Test func anIncidentKeepsItsIDAndCountsItsTime() {
        var tracker = Tracker()
        func take(_ finding: Finding?, after duration: Duration) -> WatchCore.Notification? {
            tracker.take(finding, of: Self.trust, connector: "hq", at: later(duration))
        }
        let raised = take(finding(.trustExpiring), after: .zero)
        let escalated = take(finding(.trustExpiring, .critical, message: "worse"), after: .seconds(90))
        let recovered = take(nil, after: .seconds(150))
        #expect(raised?.incident != nil)
        #expect(raised?.duration == .zero)
        #expect(escalated?.duration == .seconds(90))
        #expect(recovered?.duration == .seconds(150))
        #expect(escalated?.incident == raised?.incident)
        #expect(recovered?.incident == raised?.incident)
        #expect(
            recovered?.entry(connector: "hq", id: "1").message
                == "Trust certificate expires soon: recovered after 2 min 30 s (trust, /trust/TrustSettings.xml)."
        )
        #expect(recovered?.entry(connector: "hq", id: "1")[.remedy] == nil)
        let again = take(finding(.trustExpiring), after: .minutes(3))
        #expect(again?.incident?.id != raised?.incident?.id)
    }

    @Test func incidentIDsTellConnectorsChecksEventsAndTimesApart() {
        let (a, b) = (CheckName("a"), CheckName("b"))
        let ids = [
            Incident(name: "hq", check: a, key: AlertKey(.portUnreachable), raisedAt: start.date),
            Incident(name: "hq2", check: a, key: AlertKey(.portUnreachable), raisedAt: start.date),
            Incident(name: "hq", check: b, key: AlertKey(.portUnreachable), raisedAt: start.date),
            Incident(name: "hq", check: a, key: AlertKey(.resolutionFails), raisedAt: start.date),
            Incident(name: "hq", check: a, key: AlertKey(.portUnreachable), raisedAt: start.date + 0.001),
        ].map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.count == 16 && $0.allSatisfy(\.isHexDigit) })
        #expect(
            ids[0] == Incident(name: "hq", check: a, key: AlertKey(.portUnreachable), raisedAt: start.date).id
        )
    }

    @Test func whatIsNoLongerWatchedEndsItsIncidentOnly() {
        var tracker = Tracker()
        #expect(tracker.end(of: Self.source, at: start) == nil)
        _ = tracker.take(finding(), of: Self.source, connector: "hq", at: start)
        #expect(tracker.end(of: Self.source, at: start) == nil)
        #expect(tracker.isClear)
        for _ in 0..<3 { _ = tracker.take(finding(), of: Self.source, connector: "hq", at: start) }
        let notification = tracker.end(of: Self.source, at: later(.minutes(1)))
        #expect(notification?.state == .recovered)
        #expect(notification?.duration == .minutes(1))
        #expect(tracker.isClear)
    }
}
