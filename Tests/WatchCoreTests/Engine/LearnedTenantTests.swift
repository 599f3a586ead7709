import Testing

@testable import WatchCore

struct LearnedTenantTests {
    private func settings(_ trusts: [TrustSection], tenant: String? = nil) -> Settings {
        var settings = Settings.sample(trusts: trusts, ports: 1, tenant: tenant)
        settings.ports.append(
            PortSection(
                name: "registration", host: "<tenant>.registration.example", ports: [443], family: .any,
                pace: .sample()))
        return settings
    }

    @Test func aLearnedTenantAddsItsChecks() {
        var daemon = SimulatedDaemon(settings([.sample()]))
        daemon.begin()
        daemon.run(for: .minutes(3))
        #expect(daemon.probes(at: "\(tenant).registration.example:443").count >= 2)
        #expect(daemon.status?.hasPrefix("Watching 3 checks; no alert") == true)
        #expect(daemon.probes(at: "p0.example:443").count == 3)
        #expect(daemon.alerts == ["1090 info service"])
    }

    @Test func aConfiguredTenantGoesBeforeIt() {
        var daemon = SimulatedDaemon(settings([.sample()], tenant: otherTenant))
        daemon.begin()
        daemon.run(for: .minutes(3))
        #expect(daemon.probes(at: "\(tenant).registration.example:443").isEmpty)
        #expect(daemon.probes(at: "\(otherTenant).registration.example:443").count == 3)
    }

    @Test func aLearnedTenantSurvivesARestart() throws {
        var first = SimulatedDaemon(settings([.sample()]))
        first.begin()
        first.run(for: .minutes(1))
        let saved = try #require(first.saved).reread()
        var second = SimulatedDaemon(settings([.sample()]), saved: saved)
        second.script = { _ in .never }
        second.begin()
        second.run(for: .minutes(1))
        #expect(second.probes(at: "\(tenant).registration.example:443").count == 1)
    }

    @Test func ofTwoAgentsTheFirstThatNamesATenantCounts() {
        var daemon = SimulatedDaemon(
            settings([.sample("a", settingsFile: "/a"), .sample("b", settingsFile: "/b")]))
        daemon.script = { target in
            guard target.text == "/b" else { return .after(.milliseconds(20), target.healthyObservation) }
            return .after(.milliseconds(20), .trust(.healthy(.sample(tenant: otherTenant))))
        }
        daemon.begin()
        daemon.run(for: .minutes(10))
        #expect(daemon.probes(at: "\(otherTenant).registration.example:443").isEmpty)
        #expect((9...11).contains(daemon.probes(at: "\(tenant).registration.example:443").count))
    }
}
