import Testing

@testable import WatchCore

/// A fact that is worth a notice is told once, and is no alarm.
struct NotificationTests {
    private static let settings: Settings = {
        var settings = Settings.sample()
        let pace = Pace.sample(interval: .minutes(5))
        settings.tls = [TLSSection(name: "login", target: TLSTarget(host: "login.example"), pace: pace)]
        return settings
    }()

    private func script(_ sha512: PathObservation) -> (Target) -> SimulatedDaemon.Reply {
        { _ in
            .after(
                .milliseconds(20),
                .tls(ByRoute(direct: TLSObservation(control: .shaken("TLSv1.2"), sha512: sha512))))
        }
    }

    @Test func itIsNeitherRepeatedNorProbedMoreOftenNorCounted() {
        var daemon = SimulatedDaemon(Self.settings)
        daemon.script = script(.stopped(.handshake, .tlsAlert("handshake failure")))
        daemon.begin()
        daemon.run(for: .hours(10))
        #expect(daemon.alerts == ["1090 info service", "1041 raised tls login"])
        #expect(daemon.journaled.last?.priority == .notice)
        #expect(daemon.status == "Watching 1 check; no alert")
        let probes = daemon.probes(at: "login.example:443").suffix(3)
        #expect(zip(probes, probes.dropFirst()).allSatisfy { $1 - $0 == .minutes(5) })

        // What is worse escalates, and is repeated.
        daemon.script = script(.stopped(.handshake, .reset))
        daemon.run(for: .hours(7))
        #expect(daemon.alerts(after: 2) == ["1041 escalated tls login", "1041 reminder tls login"])
        daemon.script = script(.shaken("TLSv1.2"))
        daemon.run(for: .hours(1))
        #expect(daemon.alerts.last == "1041 recovered tls login")
    }

    /// As when `Checks=` no longer names it: no probe would ever say that it is over.
    @Test func whatIsNoLongerSearchedForEnds() throws {
        var daemon = SimulatedDaemon(Self.settings)
        daemon.script = script(.stopped(.handshake, .reset))
        daemon.begin()
        daemon.run(for: .hours(1))
        daemon.feed(.asked(.stop))
        daemon.run(for: .zero)
        let saved = try #require(daemon.saved).reread()
        var fewer = Self.settings
        fewer.tls[0].target.aspects = [.tls12]

        var restarted = SimulatedDaemon(fewer, saved: saved, at: daemon.now)
        restarted.begin()
        restarted.run(for: .minutes(1))
        #expect(restarted.alerts(after: 1) == ["1041 recovered tls login"])

        var reloaded = SimulatedDaemon(Self.settings, saved: saved, at: daemon.now)
        reloaded.script = daemon.script
        reloaded.begin()
        reloaded.run(for: .minutes(1))
        reloaded.configuration = .valid(fewer)
        reloaded.feed(.asked(.reload))
        reloaded.run(for: .minutes(1))
        #expect(
            reloaded.alerts(after: 1) == ["1041 recovered tls login", "1092 info configuration"])
    }
}
