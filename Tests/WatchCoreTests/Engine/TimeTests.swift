import Foundation
import Testing

@testable import WatchCore

/// Time that does what it likes: the host is suspended, the daemon is stopped, the calendar is set.
struct TimeTests {
    private static let day = Duration.hours(24)
    private static let year = 365 * 86_400.0

    /// Probes that were started from then on for so long.
    private func probes(of daemon: SimulatedDaemon, from begin: Duration, for duration: Duration)
        -> [Duration]
    {
        daemon.recorded.filter { if case .probe = $0.effect { true } else { false } }.map(\.uptime)
            .filter { (begin..<(begin + duration)).contains($0) }
    }

    /// What it announced, without the summary of a new day.
    private func told(_ daemon: SimulatedDaemon) -> [String] {
        daemon.alerts.filter { !$0.hasPrefix("1097 ") }
    }

    /// One of ports that are probed each minute, which has run for a while; some of them have failed all the time.
    private func daemon(
        _ ports: Int, failing: Int = 0, bootID: String? = nil, saved: SavedState? = nil,
        at now: Timestamp = start
    )
        -> SimulatedDaemon
    {
        var daemon = SimulatedDaemon(.sample(ports: ports), saved: saved, at: now, bootID: bootID)
        daemon.script = { target in
            let isFailing = (0..<failing).contains { target.text == "p\($0).example:443" }
            return .after(
                .milliseconds(20), isFailing ? target.failingObservation : target.healthyObservation)
        }
        daemon.begin()
        return daemon
    }

    @Test(arguments: [Duration.seconds(20), .minutes(10), day])
    func afterASuspensionTheChecksAreSpreadAgain(length: Duration) {
        var daemon = daemon(600)
        daemon.run(for: .minutes(3))
        let before = told(daemon)
        daemon.suspend(for: length)
        let resumed = daemon.now.uptime
        daemon.run(for: .minutes(3))
        for minute in 0..<3 {
            let started = probes(of: daemon, from: resumed + .minutes(minute), for: .minutes(1))
            #expect((590...610).contains(started.count), "Each check is probed once a minute.")
            let bySecond = Dictionary(grouping: started) { $0.components.seconds }.mapValues(\.count)
            let most = bySecond.values.max() ?? 0
            // Those that were not overdue yet keep their times.
            #expect(most <= 25, "\(most) in one second")
        }
        #expect(told(daemon) == before, "Nothing failed, and nothing is told.")
    }

    @Test func whatWasInFlightMeanwhileTellsNothing() throws {
        var daemon = SimulatedDaemon(.sample(ports: 1, pace: .sample(failuresToAlert: 1)))
        // Whoever is asked at the time of the suspension has lost the connection after it.
        daemon.script = { .whenTold($0.failingObservation) }
        daemon.begin()
        daemon.run(for: .seconds(1))
        #expect(daemon.inFlight.count == 1)
        daemon.suspend(for: Self.day)
        daemon.script = { .after(.milliseconds(20), $0.healthyObservation) }
        daemon.run(for: .minutes(5))
        #expect(told(daemon) == ["1090 info service"])
        let recent = daemon.probes(at: "p0.example:443").suffix(3)
        #expect(zip(recent, recent.dropFirst()).allSatisfy { $1 - $0 == .minutes(1) })
    }

    @Test func aProbeThatHangsSinceIsToldAsEver() {
        var daemon = daemon(1)
        daemon.run(for: .minutes(1))
        daemon.script = { _ in .never }
        daemon.run(for: .minutes(1))
        #expect(daemon.inFlight.count == 1)
        daemon.suspend(for: Self.day)
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts.last == "1020 raised port p0:443")
    }

    @Test func anIncidentLastsThroughASuspensionAndIsRemindedOfOnce() throws {
        var daemon = daemon(3, failing: 1)
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts == ["1090 info service", "1020 raised port p0:443"])
        let raised = try #require(daemon.journaled.last)
        daemon.suspend(for: Self.day)
        daemon.run(for: .minutes(10))
        #expect(told(daemon).dropFirst(2) == ["1020 reminder port p0:443"])
        daemon.script = { .after(.milliseconds(20), $0.healthyObservation) }
        daemon.run(for: .minutes(10))
        #expect(told(daemon).dropFirst(3) == ["1020 recovered port p0:443"])
        let over = try #require(daemon.journaled.last)
        #expect(over[.incident] == raised[.incident])
        let seconds = try #require(over[.incidentSeconds].flatMap { Int($0) })
        #expect((86_400 + 1100...86_400 + 1300).contains(seconds), "\(seconds)")
    }

    @Test(arguments: [3600, -3600, year, -year])
    func aCalendarThatIsSetChangesNeitherPaceNorDurations(jump: Double) throws {
        var daemon = daemon(60, failing: 1)
        daemon.run(for: .minutes(10))
        let before = told(daemon)
        let jumped = daemon.now.uptime
        daemon.setCalendar(daemon.now.date + jump)
        daemon.run(for: .minutes(10))
        let started = probes(of: daemon, from: jumped, for: .minutes(10))
        #expect((585...650).contains(started.count), "\(started.count)")
        #expect(told(daemon) == before)
        daemon.script = { .after(.milliseconds(20), $0.healthyObservation) }
        daemon.run(for: .minutes(5))
        let over = try #require(daemon.journaled.last { $0[.state] == "recovered" })
        let seconds = try #require(over[.incidentSeconds].flatMap { Int($0) })
        #expect((1100...1300).contains(seconds), "\(seconds)")
        let change = try #require(daemon.changes.flatMap(\.incidents).last)
        #expect(change.endedAt != nil && abs((change.lasted ?? .zero).inSeconds - Double(seconds)) <= 1)
    }

    @Test(arguments: [3600, -3600, year, -year])
    func aRestartAfterACalendarWasSetKeepsTheDuration(jump: Double) throws {
        var first = daemon(3, failing: 1, bootID: "a")
        first.run(for: .minutes(10))
        let raised = try #require(first.journaled.last)
        var second = daemon(
            3, failing: 1, bootID: "a", saved: try first.memory.reread(),
            at: Timestamp(uptime: first.now.uptime + .seconds(5), date: first.now.date + 5 + jump))
        second.run(for: .minutes(5))
        #expect(told(second) == ["1090 info service"], "Nothing is told again.")
        second.script = { .after(.milliseconds(20), $0.healthyObservation) }
        second.run(for: .minutes(5))
        let over = try #require(second.journaled.last)
        #expect(over[.state] == "recovered" && over[.incident] == raised[.incident])
        let seconds = try #require(over[.incidentSeconds].flatMap { Int($0) })
        #expect((800...1000).contains(seconds), "\(seconds)")
    }

    /// A second that the calendar has twice, or that is smeared over a day.
    @Test(arguments: [true, false])
    func aLeapSecondIsNotNoticed(isSmeared: Bool) {
        var daemon = daemon(60, failing: 1)
        daemon.run(for: .minutes(10))
        let before = told(daemon)
        let begin = daemon.now.uptime
        for step in 0..<600 {
            daemon.run(for: .seconds(1))
            let isLeap = isSmeared ? true : step == 300
            if isLeap { daemon.setCalendar(daemon.now.date - (isSmeared ? 1.0 / 600 : 1)) }
        }
        let started = probes(of: daemon, from: begin, for: .minutes(10))
        #expect((585...650).contains(started.count), "\(started.count)")
        #expect(told(daemon) == before)
        let hours = daemon.memory.trends[CheckName("port p1:443")]?.hours.map { Int($0.probes) } ?? []
        #expect((19...21).contains(hours.reduce(0, +)), "No probe is counted twice: \(hours)")
    }

    /// A certificate that expires while the host is suspended, or as the calendar is set past its end.
    private func isTrust(_ target: Target) -> Bool {
        if case .trust = target { true } else { false }
    }

    @Test(arguments: [true, false])
    func noExpiryIsMissed(isSuspended: Bool) throws {
        var daemon = SimulatedDaemon(
            .sample(trusts: [TrustSection(name: nil, target: .sample(), pace: .sample())], ports: 100))
        daemon.script = { target in
            .after(
                .milliseconds(20),
                isTrust(target)
                    ? .trust(.healthy(.sample(notAfter: start.date + 12 * 3600))) : target.healthyObservation)
        }
        daemon.begin()
        daemon.run(for: .minutes(5))
        let before = daemon.alerts.count
        if isSuspended { daemon.suspend(for: Self.day) } else { daemon.setCalendar(daemon.now.date + 86_400) }
        daemon.run(for: isSuspended ? .seconds(1) : .minutes(1))
        #expect(daemon.alerts(after: before).contains { $0.hasPrefix("1000 raised trust") })
    }
}
