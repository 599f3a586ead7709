import Testing

@testable import WatchCore

struct ProbeTimingTests {
    @Test func firstProbesAreSpreadOverOneInterval() {
        var daemon = SimulatedDaemon(.sample(ports: 60))
        daemon.begin()
        daemon.run(for: .seconds(59))
        let times = (0..<60).map { daemon.probes(at: "p\($0).example:443") }
        #expect(times.map(\.count) == Array(repeating: 1, count: 60))
        #expect(times.enumerated().allSatisfy { $1[0] == start.uptime + .seconds($0) })
        daemon.run(for: .seconds(600))
        #expect(
            daemon.probes(at: "p7.example:443").map { $0 - start.uptime - .seconds(7) }
                == (0...10).map { .seconds($0 * 60) })
        #expect(daemon.mostInFlight == 1)
    }

    @Test func aProbeThatTakesLongKeepsItsPlaceInTime() {
        var daemon = SimulatedDaemon(.sample(ports: 1))
        daemon.script = { .after(.seconds(9), $0.healthyObservation) }
        daemon.begin()
        daemon.run(for: .seconds(185))
        #expect(
            daemon.probes(at: "p0.example:443").map { $0 - start.uptime }
                == [.zero, .seconds(60), .seconds(120), .seconds(180)])
    }

    @Test func aFailingCheckIsProbedAtItsFailingInterval() {
        var daemon = SimulatedDaemon(.sample(ports: 1))
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        daemon.begin()
        daemon.run(for: .seconds(50))
        daemon.script = { .after(.milliseconds(20), $0.healthyObservation) }
        daemon.run(for: .seconds(150))
        #expect(
            daemon.probes(at: "p0.example:443").map { ($0 - start.uptime).components.seconds }
                == [0, 15, 30, 45, 60, 75, 135, 195])
        #expect(
            daemon.alerts == [
                "1090 info service", "1020 raised port p0:443", "1020 recovered port p0:443",
            ])
    }

    @Test func aFailingIntervalLongerThanTheIntervalIsNotUsed() {
        var daemon = SimulatedDaemon(
            .sample(ports: 1, pace: .sample(interval: .seconds(5), failingInterval: .seconds(15))))
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        daemon.begin()
        daemon.run(for: .seconds(11))
        #expect(daemon.probes(at: "p0.example:443").count == 3)
    }

    @Test func aProbeBeyondItsTimeIsToldToEndAndItsAnswerCounts() {
        var daemon = SimulatedDaemon(.sample(ports: 1, pace: .sample(failuresToAlert: 1)))
        daemon.script = { _ in .whenTold(.port(direct: .stopped(.connect, .outOfTime))) }
        daemon.begin()
        daemon.run(for: .seconds(9))
        #expect(!daemon.effects.contains(.cancelProbe(ProbeID(1))))
        daemon.run(for: .seconds(1))
        #expect(daemon.effects.contains(.cancelProbe(ProbeID(1))))
        #expect(daemon.alerts.last == "1020 raised port p0:443")
        #expect(daemon.journaled.last?[.reason] == "connect-timeout")
        #expect(daemon.inFlight.isEmpty)
    }

    @Test func aProbeThatHangsIsGivenUpAndNotStartedAgainUntilItEnds() {
        var daemon = SimulatedDaemon(.sample(ports: 1))
        daemon.script = { _ in .never }
        daemon.begin()
        daemon.run(for: .minutes(5))
        #expect(daemon.probes(at: "p0.example:443").count == 1)
        // Given up after 10 s and 2 s more; raised with the third finding, every 15 s.
        #expect(daemon.alerts == ["1090 info service", "1020 raised port p0:443"])
        #expect(daemon.journaled.last?.message.contains("did not end") == true)

        daemon.script = { .after(.milliseconds(20), $0.healthyObservation) }
        daemon.answerHanging(.port(direct: .stopped(.connect, .refused)))
        #expect(daemon.alerts.count == 2)
        daemon.run(for: .minutes(3))
        #expect(daemon.probes(at: "p0.example:443").count > 1)
        #expect(daemon.alerts.last == "1020 recovered port p0:443")
    }

    @Test func anAnswerThatNobodyWaitsForIsHarmless() {
        var daemon = SimulatedDaemon(.sample(ports: 1))
        daemon.begin()
        daemon.run(for: .seconds(30))
        for id in [ProbeID(1), ProbeID(2), ProbeID(99)] {
            daemon.feed(.answered(id, .port(direct: .stopped(.connect, .refused))))
        }
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts == ["1090 info service"])
        #expect(daemon.probes(at: "p0.example:443").count == 11)
    }

    @Test
    func tenThousandChecksAreScheduledEvenly() {
        var daemon = SimulatedDaemon(.sample(ports: 10_000))
        daemon.begin()
        daemon.run(for: .seconds(120))
        var starts: [Duration: Int] = [:]
        for item in daemon.recorded {
            if case .probe = item.effect { starts[item.uptime, default: 0] += 1 }
        }
        #expect(starts.values.reduce(0, +) == 20_001)
        #expect(starts.values.allSatisfy { $0 <= 17 })
        #expect(daemon.mostInFlight <= 20)
    }

    @Test
    func noMoreProbesThanTheLimitAreUnderWay() {
        let count = ProbeLimits.places + 200
        var daemon = SimulatedDaemon(
            .sample(ports: count, pace: .sample(interval: .seconds(5), timeout: .seconds(10))))
        daemon.script = { _ in .whenTold(.port(direct: .stopped(.connect, .outOfTime))) }
        daemon.begin()
        daemon.run(for: .seconds(40))
        #expect(daemon.mostInFlight == ProbeLimits.places)
        let seen = Set(
            daemon.effects.compactMap { effect in
                if case .probe(_, let target, _) = effect { target.text } else { nil }
            })
        #expect(seen.count == count)
    }
}
