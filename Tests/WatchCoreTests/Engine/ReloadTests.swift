import Testing

@testable import WatchCore

struct ReloadTests {
    private func daemon(_ settings: Settings = .sample(ports: 2)) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(settings)
        daemon.begin()
        daemon.run(for: .seconds(90))
        return daemon
    }

    private let rejected = ConfigurationReading.rejected((1...7).map { "/etc/cw.conf:\($0):1: Bad \($0)." })

    @Test func startIsReadyAfterTheFirstScheduleStands() throws {
        var daemon = SimulatedDaemon(.sample(ports: 2))
        daemon.begin()
        let ready = daemon.effects.firstIndex { if case .notify(.ready) = $0 { true } else { false } }
        let watch = daemon.effects.firstIndex { if case .watch = $0 { true } else { false } }
        #expect(try #require(watch) < #require(ready))
        #expect(daemon.notification == ["ready"])
        #expect(daemon.status == "Watching 2 checks, first probes in flight; no alert")
        daemon.run(for: .seconds(60))
        #expect(daemon.status == "Watching 2 checks; no alert")
    }

    @Test func addedAndRemovedChecksLeaveTheOthersAlone() {
        var daemon = daemon()
        let next = Settings.sample(ports: 2)
        daemon.configuration = .valid(
            Settings(
                connector: next.connector,
                ports: [
                    next.ports[1],
                    PortSection(
                        name: "new", host: "new.example", ports: [80, 443], family: .any, pace: .sample()),
                ]))
        daemon.feed(.asked(.reload))
        daemon.run(for: .minutes(4))
        #expect(daemon.notification == ["ready", "reloading", "ready"])
        #expect(daemon.alerts == ["1090 info service", "1092 info configuration"])
        #expect(daemon.journaled[1].message.contains("3 checks, 2 new, 1 gone"))
        // Probed before the reload at 0 s and 60 s, and never after.
        #expect(daemon.probes(at: "p0.example:443").count == 2)
        #expect(
            daemon.probes(at: "p1.example:443").map { ($0 - start.uptime).components.seconds }
                == [30, 90, 150, 210, 270, 330])
        #expect(daemon.probes(at: "new.example:80").count == 5)
        #expect(daemon.status == "Watching 3 checks; no alert")
    }

    @Test func warningsOfTheConfigurationAreToldWithTheReload() throws {
        var daemon = daemon()
        daemon.configuration = .valid(.sample(ports: 2), warnings: ["/etc/cw.conf:1:1: warning: A."])
        daemon.feed(.asked(.reload))
        daemon.run(for: .seconds(1))
        let reloaded = try #require(daemon.journaled.last)
        #expect(reloaded.priority == .warning)
        #expect(reloaded.message == "The configuration was reloaded with 1 warning: 2 checks, 0 new, 0 gone.")
        #expect(reloaded[.remedy]?.hasSuffix("/etc/cw.conf:1:1: warning: A.") == true)
        daemon.configuration = .valid(.sample(ports: 2))
        daemon.feed(.asked(.reload))
        daemon.run(for: .seconds(1))
        #expect(daemon.journaled.last?.priority == .info)
    }

    @Test func aCheckThatIsGoneEndsItsIncidents() {
        var daemon = SimulatedDaemon(.sample(ports: 2))
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        daemon.begin()
        daemon.run(for: .minutes(2))
        #expect(daemon.status == "Watching 2 checks; 2 alerts: 1020 port p0:443, 1020 port p1:443")
        daemon.configuration = .valid(.sample(ports: 1))
        daemon.feed(.asked(.reload))
        daemon.run(for: .seconds(1))
        #expect(daemon.alerts.suffix(2) == ["1020 recovered port p1:443", "1092 info configuration"])
        #expect(daemon.journaled.suffix(2).first?.message.contains("no longer watched") == true)
        #expect(daemon.status?.contains("port p1:443") == false)
    }

    @Test func aCheckWithAnotherPaceKeepsItsProbe() {
        var daemon = daemon(.sample(ports: 1))
        daemon.script = { _ in .never }
        daemon.run(for: .minutes(1))
        #expect(daemon.inFlight.count == 1)
        daemon.configuration = .valid(.sample(ports: 1, pace: .sample(timeout: .seconds(5))))
        daemon.feed(.asked(.reload))
        daemon.run(for: .seconds(6))
        #expect(daemon.inFlight.count == 1)
        // The one that hangs answers at last, and probes go on.
        daemon.script = { .after(.milliseconds(20), $0.healthyObservation) }
        daemon.answerHanging(.port(direct: .connected()))
        let before = daemon.probes(at: "p0.example:443").count
        daemon.run(for: .minutes(2))
        #expect(daemon.probes(at: "p0.example:443").count >= before + 2)
    }

    @Test func anIncidentOutlivesAChangeOfPace() {
        var daemon = SimulatedDaemon(.sample(ports: 1))
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        daemon.begin()
        daemon.run(for: .minutes(2))
        #expect(daemon.alerts == ["1090 info service", "1020 raised port p0:443"])
        daemon.configuration = .valid(.sample(ports: 1, pace: .sample(timeout: .seconds(5))))
        daemon.feed(.asked(.reload))
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts.dropFirst(2) == ["1092 info configuration"])
    }

    @Test func anUnchangedConfigurationIsAnnouncedOnlyToWhoAskedForIt() {
        var daemon = daemon()
        daemon.feed(.changed(.configuration))
        daemon.run(for: .seconds(5))
        #expect(daemon.effects.contains(.readConfiguration))
        #expect(daemon.alerts == ["1090 info service"])
        #expect(daemon.notification == ["ready"])
        daemon.feed(.asked(.reload))
        daemon.run(for: .seconds(5))
        #expect(daemon.alerts == ["1090 info service", "1092 info configuration"])
        #expect(daemon.notification == ["ready", "reloading", "ready"])
    }

    @Test func aChangedFileIsReadAfterTheQuietTime() {
        var daemon = daemon(.sample(ports: 1))
        daemon.configuration = .valid(.sample(ports: 3))
        daemon.feed(.changed(.configuration))
        daemon.run(for: .milliseconds(50))
        #expect(!daemon.effects.contains(.readConfiguration))
        daemon.feed(.changed(.configuration))
        daemon.run(for: .milliseconds(250))
        #expect(daemon.effects.count { $0 == .readConfiguration } == 1)
        // It may be in the middle of being written: it must read the same a second later.
        #expect(daemon.alerts == ["1090 info service"])
        daemon.run(for: .milliseconds(1500))
        #expect(daemon.effects.count { $0 == .readConfiguration } == 2)
        #expect(daemon.alerts.last == "1092 info configuration")
    }

    @Test func aConfigurationThatChangesWhileItSettlesIsNotTakenOver() {
        var daemon = daemon(.sample(ports: 1))
        daemon.configuration = .valid(.sample(ports: 2))
        daemon.feed(.changed(.configuration))
        daemon.run(for: .milliseconds(500))
        daemon.configuration = .valid(.sample(ports: 3))
        daemon.run(for: .seconds(5))
        #expect(daemon.alerts == ["1090 info service", "1092 info configuration"])
        #expect(daemon.journaled.last?.message.contains("3 checks, 2 new, 0 gone") == true)
    }

    @Test func aRejectedConfigurationIsRaisedOnceRemindedAndRecovered() {
        var daemon = daemon()
        daemon.configuration = rejected
        daemon.feed(.asked(.reload))
        daemon.run(for: .seconds(2))
        #expect(daemon.notification == ["ready", "reloading", "ready"])
        #expect(daemon.alerts == ["1090 info service", "1093 raised configuration"])
        let entry = daemon.journaled[1]
        #expect(entry.message.contains("7 errors: /etc/cw.conf:1:1: Bad 1."))
        #expect(entry[.remedy]?.contains("/etc/cw.conf:5:1: Bad 5. And 2 more.") == true)
        #expect(entry[.remedy]?.contains("Bad 6") == false)
        #expect(
            daemon.status == "Watching 2 checks; 1 alert: 1093 configuration")

        daemon.feed(.asked(.reload))
        daemon.run(for: .hours(5))
        // Who asks is told again at once.
        #expect(daemon.alerts.dropFirst(2) == ["1093 reminder configuration"])
        daemon.run(for: .hours(2))
        #expect(daemon.alerts.dropFirst(3) == ["1093 reminder configuration"])
        let before = daemon.probes(at: "p0.example:443").count
        daemon.configuration = .valid(.sample(ports: 2))
        daemon.run(for: .minutes(2))
        #expect(daemon.alerts.dropFirst(4) == ["1093 recovered configuration"])
        #expect(daemon.probes(at: "p0.example:443").count == before + 2)
        let reads = daemon.effects.count { $0 == .readConfiguration }
        daemon.run(for: .minutes(10))
        #expect(daemon.effects.count { $0 == .readConfiguration } - reads <= 1)
    }

    @Test func aConfigurationThatIsWrongForAMomentIsNoAlert() {
        var daemon = daemon()
        daemon.configuration = rejected
        daemon.feed(.changed(.configuration))
        daemon.feed(.configurationRead(rejected))
        daemon.configuration = .valid(.sample(ports: 2))
        daemon.run(for: .seconds(5))
        #expect(daemon.alerts == ["1090 info service"])
    }

    @Test func watchdogPingsFollowTheTimerOnly() {
        var daemon = SimulatedDaemon(.sample(ports: 1), watchdog: .seconds(30))
        daemon.begin()
        daemon.run(for: .minutes(10))
        let pings = daemon.recorded.filter { $0.effect == .notify(.watchdog) }.map {
            $0.uptime - start.uptime
        }
        #expect(pings == (1...40).map { .seconds($0 * 15) })
        var engine = daemon.engine
        let later = Timestamp(uptime: daemon.now.uptime + .hours(1), date: daemon.now.date)
        for event in [
            Event.asked(.reload), .changed(.configuration), .journal(.delivered), .saved(failure: nil),
            .answered(ProbeID(99), .unanswered), .configurationRead(rejected),
        ] {
            #expect(!engine.take(event, at: later).contains(.notify(.watchdog)))
        }
        #expect(engine.take(.woke, at: later).count { $0 == .notify(.watchdog) } == 1)
    }
}
