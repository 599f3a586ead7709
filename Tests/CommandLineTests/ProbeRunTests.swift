import Prober
import Testing
import WatchCore

/// The one deadline of a full probe, with probes that end as they should and probes that do not.
@Suite(.timeLimit(.minutes(2))) struct ProbeRunTests {
    /// Never ends, whatever it is told.
    private struct Deaf: Prober {
        func probe(at target: Target) async -> Observation {
            await withUnsafeContinuation { (_: UnsafeContinuation<Observation, Never>) in }
        }
    }

    /// Ends when it is told to, and says so.
    private struct Patient: Prober {
        func probe(at target: Target) async -> Observation {
            for await _ in AsyncStream<Never>.makeStream().stream {}
            var path = PathObservation()
            path.stop = PathStop(.connect, .outOfTime)
            return .port(ByRoute(direct: path))
        }
    }

    /// Answers each port with its number.
    private struct Prompt: Prober {
        func probe(at target: Target) async -> Observation {
            guard case .port(let port) = target else { return .unanswered }
            return .port(ByRoute(direct: answer(port.port)))
        }
    }

    /// Answers with its own name.
    private struct Named: Prober {
        let name: String

        func probe(at target: Target) async -> Observation {
            var path = PathObservation()
            path.address = name
            return .port(ByRoute(direct: path))
        }
    }

    private static func answer(_ port: UInt16) -> PathObservation {
        var path = PathObservation()
        path.address = String(port)
        return path
    }

    private static let pace = Pace(
        interval: .seconds(60), failingInterval: .seconds(15), timeout: .milliseconds(100),
        failuresToAlert: 1,
        passesToRecover: 1, reminderInterval: .seconds(3600))

    /// This many ports of one host, beginning with 1.
    private func settings(_ count: UInt16) -> Settings {
        Settings(
            connector: ConnectorSettings(name: "hq-01", cloud: .none),
            ports: [PortSection(name: "p", host: "p.test", ports: Array(1...count), pace: Self.pace)])
    }

    @Test func aProbeThatHangsIsGivenUp() async {
        let seen = await ProbeRun(Deaf()).observe(settings(40))
        #expect(seen.parts.count == 40)
        #expect(seen.parts.allSatisfy { $0.observation == .unanswered })
    }

    @Test func aProbeWhoseTimeIsOverTellsHowFarItCame() async {
        let seen = await ProbeRun(Patient()).observe(settings(1))
        var path = PathObservation()
        path.stop = PathStop(.connect, .outOfTime)
        #expect(seen.parts.map(\.observation) == [.port(ByRoute(direct: path))])
    }

    @Test func moreChecksThanPlacesAreProbedInTheEnd() async {
        let count = UInt16(ProbeLimits.places + 500)
        let seen = await ProbeRun(Prompt()).observe(settings(count))
        #expect(seen.parts.map(\.observation) == (1...count).map { .port(ByRoute(direct: Self.answer($0))) })
    }

    @Test func aHelperSharesThePortsOfAddressesAndLearnsNoNames() async {
        let settings = Settings(
            connector: ConnectorSettings(name: "hq-01", cloud: .none),
            ports: [
                PortSection(name: "a", host: "192.0.2.1", ports: [1, 2, 3, 4], pace: Self.pace),
                PortSection(name: "n", host: "n.test", ports: [5, 6], pace: Self.pace),
            ])
        let seen = await ProbeRun(Named(name: "first"), helpedBy: Named(name: "helper")).observe(settings)
        let by = seen.parts.map { part in
            if case .port(let routes) = part.observation { routes.direct?.address } else { nil as String? }
        }
        #expect(by == ["helper", "first", "helper", "first", "first", "first"])
    }
}
