import Testing

@testable import WatchCore

/// Where all is well, an hour says nothing.
struct HealthyHourTests {
    /// Every kind of check of the public cloud, over both routes, with a server that sends a cross-signed bridge.
    @Test func anHourOfHealthyProbesIsSilent() {
        let proxy = OutboundProxy.sample
        var settings = Settings.sample(trusts: [.sample()], ports: 10)
        let routes = Routes(isDirect: true, proxy: proxy)
        settings.tls = (0..<5).map { number in
            TLSSection(
                name: "tls \(number)",
                target: TLSTarget(
                    host: "\(number).example", routes: routes, aspects: Set(TLSAspect.allCases)),
                pace: .sample())
        }
        settings.logins = [
            LoginSection(name: "office", target: .sample(), pace: .sample())
        ]
        var daemon = SimulatedDaemon(settings)
        daemon.script = { target in .after(.milliseconds(20), Self.observation(of: target)) }
        daemon.begin()
        daemon.run(for: .hours(1))
        #expect(daemon.alerts == ["1090 info service"])
        #expect(daemon.probes(at: "0.example:443").count > 50)
    }

    private static func observation(of target: Target) -> Observation {
        guard case .tls = target else { return target.healthyObservation }
        var seen = TLSObservation(control: .shaken(), tls12: .shaken("TLSv1.2"), sha512: .shaken("TLSv1.2"))
        seen.largeHello = .shaken()
        // Leaf, authority and the bridge to a root of this host.
        for index in 0..<3 {
            let facts = CertificateFacts.sample(thumbprint(Array("ABC")[index]))
            seen.control.tls?.chain.append(facts)
        }
        return .tls(ByRoute(direct: seen, proxy: seen))
    }
}
