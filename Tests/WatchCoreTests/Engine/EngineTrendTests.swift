import Foundation
import Testing

@testable import WatchCore

/// What the engine makes of trends.
struct EngineTrendTests {
    private func run(_ ports: Int, for duration: Duration, saved: SavedState? = nil) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(.sample(ports: ports), saved: saved)
        daemon.begin()
        daemon.run(for: duration)
        return daemon
    }

    private func total(_ probes: [UInt16]) -> Int { probes.reduce(0) { $0 + Int($1) } }

    @Test func theSnapshotTellsThem() throws {
        var daemon = run(2, for: .hours(3))
        daemon.script = { target in
            .after(
                .milliseconds(20),
                target.text == "p1.example:443" ? target.failingObservation : target.healthyObservation)
        }
        daemon.run(for: .hours(1))
        let checks = try #require(daemon.snapshots.last?.checks)
        let (fine, failing) = (try #require(checks[0].trend), try #require(checks[1].trend))
        #expect(fine.probes.dropFirst().dropLast().allSatisfy { $0 == 60 })
        #expect(fine.probes == fine.passed)
        #expect(fine.ms.allSatisfy { $0 == 32 })
        #expect(failing.passed.last == 0)
        #expect(failing.probes.suffix(2).reduce(0, +) > 200, "A failing check is looked at more often.")
        #expect(failing.ms.last == .some(nil))
        #expect(abs(fine.hour.timeIntervalSince(daemon.now.date)) < 3600)
    }

    @Test func theySurviveARestartAndAreSavedEachMinute() throws {
        var daemon = run(2, for: .minutes(30))
        let before30 = daemon.changes.count { !$0.hours.isEmpty }
        #expect((29...31).contains(before30))
        daemon.run(for: .hours(5))
        #expect((300...330).contains(daemon.changes.count { !$0.hours.isEmpty } - before30))
        let last = try #require(daemon.changes.last { !$0.hours.isEmpty })
        #expect(last.hours.count == 2, "Only the hour that goes on is saved again.")
        daemon.feed(.asked(.stop))
        daemon.run(for: .zero)
        let saved = try #require(daemon.saved)
        let before = try #require(saved.trends[CheckName("port p0:443")]).hours.map(\.probes)
        let after = run(2, for: .minutes(1), saved: try saved.reread())
        let trend = try #require(after.snapshots.last?.checks.first?.trend)
        #expect(trend.probes.prefix(5) == before.prefix(5))
        #expect(total(trend.probes) > total(before))
    }

    @Test func onlyTheFirstChecksHaveOne() throws {
        let daemon = run(Trend.checkLimit + 3, for: .minutes(3))
        let trends = try #require(daemon.snapshots.last?.checks).map { $0.trend != nil }
        #expect(trends == Array(repeating: true, count: Trend.checkLimit) + [false, false, false])
    }

    @Test func aCheckThatGoesOrProbesElsewhereLosesIts() throws {
        var daemon = run(2, for: .minutes(10))
        var settings = Settings.sample(ports: 2)
        settings.ports[1].host = "elsewhere.example"
        settings.ports.remove(at: 0)
        daemon.configuration = .valid(settings)
        daemon.feed(.asked(.reload))
        daemon.run(for: .minutes(1))
        let counts = try #require(daemon.snapshots.last).checks.map { total($0.trend?.probes ?? []) }
        #expect(counts == [1])
        daemon.feed(.asked(.stop))
        daemon.run(for: .zero)
        #expect(daemon.saved?.trends.count == 1)
    }

    @Test func thatATrendHasEndedIsNotForgottenByACommitThatFails() throws {
        var daemon = run(1, for: .minutes(10))
        var settings = Settings.sample(ports: 1)
        settings.ports[0].host = "elsewhere.example"
        (daemon.disk, daemon.commitsEarly) = (.fails("no space"), false)
        daemon.configuration = .valid(settings)
        daemon.feed(.asked(.reload))
        daemon.run(for: .seconds(5))
        let name = CheckName("port p0:443")
        let count = daemon.changes.count
        #expect(daemon.changes.contains { $0.trendless == [name] })
        daemon.disk = .works
        daemon.run(for: .minutes(1))
        let later = daemon.changes.dropFirst(count)
        #expect(later.filter { $0.trendless == [name] }.count == 1)
        #expect(later.first?.trendless == [name])
        let trend = try #require(daemon.memory.trends[name])
        #expect(total(trend.hours.map(\.probes)) <= 2)
    }

    private static let tooLong: String = {
        let column = Array(repeating: "0", count: Trend.limit + 1).joined(separator: ",")
        return #""last":1,"looks":[\#(column)],"passed":[\#(column)],"mean":[\#(column)],"timed":0"#
    }()

    @Test(arguments: [
        #""last":1,"looks":[1],"passed":[2],"mean":[1],"timed":1"#,
        #""last":1,"looks":[2],"passed":[2],"mean":[1],"timed":3"#,
        #""last":1,"looks":[1,1],"passed":[1],"mean":[1,1],"timed":1"#,
        #""last":1,"looks":[70000],"passed":[1],"mean":[1],"timed":1"#,
        #""last":9000000000000000000,"looks":[1],"passed":[1],"mean":[1],"timed":1"#,
        #""last":1,"looks":[1],"passed":[1],"mean":[1e30],"timed":1"#,
        Self.tooLong,
    ])
    func whatNoRunWritesIsDamage(trend: String) {
        let text = #"{"version":3,"checks":[{"name":"host","target":"localhost","trackers":[],"trend":{"#
        #expect(throws: SavedState.FormatError.self) {
            try SavedState(ofFile: Array("\(text)\(trend)}}]}".utf8))
        }
    }
}
