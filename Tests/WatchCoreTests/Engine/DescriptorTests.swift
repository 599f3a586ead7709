import Testing

@testable import WatchCore

/// A daemon that has no descriptors left says so once, and blames nobody.
struct DescriptorTests {
    private static let enough = DescriptorReading(limit: 16384, shortages: 0)

    @Test func aShortageIsOneAlertAndEndsWhenNoneWasLackingForAWhile() {
        var daemon = SimulatedDaemon(.sample(ports: 40))
        daemon.begin()
        daemon.run(for: .seconds(10))
        daemon.script = { _ in .after(.milliseconds(5), .starved) }
        for count in 1...20 {
            daemon.note(DescriptorReading(limit: 64, shortages: count))
            daemon.feed(.woke)
            daemon.run(for: .seconds(20))
        }
        #expect(Self.alerts(daemon) == ["1099 raised descriptors"])
        #expect(
            daemon.journaled.last?.message
                == "This daemon has no descriptors left, as its limit is 64: what it cannot open is not judged."
        )
        daemon.script = { .after(.milliseconds(20), $0.healthyObservation) }
        daemon.run(for: .seconds(9))
        #expect(Self.alerts(daemon).count == 1)
        daemon.run(for: .seconds(2))
        #expect(Self.alerts(daemon) == ["1099 raised descriptors", "1099 recovered descriptors"])
    }

    @Test func whatWasKnownOfACheckBeforeStands() {
        var daemon = SimulatedDaemon(.sample(ports: 1))
        daemon.script = { _ in .after(.milliseconds(5), .port(direct: .stopped(.connect, .refused))) }
        daemon.begin()
        daemon.run(for: .seconds(200))
        let raised = Self.alerts(daemon)
        #expect(raised.count == 1 && raised.first?.hasPrefix("1020 raised") == true)
        let probed = daemon.snapshots.last?.checks.first?.lastProbe
        daemon.script = { _ in .after(.milliseconds(5), .starved) }
        daemon.run(for: .seconds(3600))
        #expect(Self.alerts(daemon) == raised)
        daemon.script = { _ in .after(.milliseconds(5), .port(direct: .stopped(.connect, .refused))) }
        daemon.run(for: .seconds(200))
        #expect(Self.alerts(daemon) == raised)
        #expect(daemon.snapshots.last?.checks.first?.lastProbe != probed)
    }

    @Test func theMemoryAndTheSnapshotAreNotBlamedMeanwhile() {
        var daemon = SimulatedDaemon(.sample(ports: 1))
        daemon.begin()
        daemon.run(for: .seconds(5))
        daemon.disk = .fails("The memory cannot be opened.")
        daemon.note(DescriptorReading(limit: 64, shortages: 1))
        daemon.feed(.published(.snapshot, failure: "Failed to write the snapshot."))
        daemon.run(for: .seconds(20))
        #expect(Self.alerts(daemon) == ["1099 raised descriptors"])
        // Once there are enough, it is the memory's own matter.
        daemon.run(for: .minutes(5))
        #expect(
            Self.alerts(daemon) == [
                "1099 raised descriptors", "1099 recovered descriptors", "1098 raised state",
                "1099 raised snapshot",
            ])
    }

    @Test func aShortageThatAnEarlierRunToldOfEndsToo() throws {
        var daemon = SimulatedDaemon(.sample(ports: 1))
        daemon.begin()
        daemon.note(DescriptorReading(limit: 64, shortages: 1))
        daemon.feed(.woke)
        daemon.run(for: .seconds(5))
        var next = SimulatedDaemon(.sample(ports: 1), saved: daemon.saved, at: daemon.now)
        next.begin()
        next.run(for: .seconds(40))
        #expect(Self.alerts(next) == ["1099 recovered descriptors"])
    }

    @Test(arguments: [
        (16384, 1000), (524_288, 1000), (4096, 252), (1024, 60), (256, 12), (80, 1), (64, 1), (16, 1),
    ])
    func theyBoundTheProbesInFlight(limit: Int, places: Int) {
        #expect(ProbeLimits.places(descriptors: limit) == places)
    }

    @Test func alsoOfTheNextOnesWhereTheLimitIsLowered() {
        var daemon = SimulatedDaemon(.sample(ports: 100, pace: .sample(interval: .seconds(5))))
        daemon.script = { _ in .whenTold(.port(direct: .stopped(.connect, .outOfTime))) }
        daemon.note(Self.enough)
        daemon.begin()
        daemon.run(for: .seconds(6))
        #expect(daemon.inFlight.count > 50)
        daemon.note(DescriptorReading(limit: 256, shortages: 0))
        daemon.run(for: .seconds(60))
        #expect(daemon.inFlight.count == 12)
        #expect(Self.alerts(daemon).allSatisfy { $0.hasPrefix("1020") })
    }

    /// `1020 raised port login:443` for each alert in the journal.
    private static func alerts(_ daemon: SimulatedDaemon) -> [String] {
        daemon.alerts.filter { !$0.contains(" info ") }
    }
}
