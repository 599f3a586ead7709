import Foundation
import Testing

@testable import WatchCore

/// From the answer of a probe to what is announced, remembered and watched.
struct MonitorTests {
    private let environment = EngineEnvironment(configurationPath: "/a.conf", configurationPaths: ["/a.conf"])

    private func monitor(_ settings: Settings) -> Monitor {
        let alerts = AlertPipeline(
            connector: "hq-01", journal: AlertSource(daemon: "journal", target: ""), printsAll: false)
        var monitor = Monitor(settings, alerts, saved: nil, at: start)
        _ = monitor.start(after: [:], in: environment, at: start)
        return monitor
    }

    private func summaries(_ effects: [Effect]) -> [String] {
        effects.compactMap { if case .send(let entry, _) = $0 { entry.summary } else { nil } }
    }

    @Test func anAnswerBecomesAnAlertThatIsRemembered() {
        var monitor = monitor(.sample(ports: 1, pace: .sample(failuresToAlert: 1)))
        let begun = monitor.wake(in: environment, at: start)
        #expect(begun.effects.count == 1)
        #expect(!begun.isStateStale)
        let seen = Observation.port(direct: .stopped(.connect, .refused))
        let outcome = monitor.end(ProbeID(1), seen, in: environment, at: start)
        #expect(summaries(outcome.effects) == ["1020 raised port p0:443"])
        #expect(outcome.isStateStale && outcome.isSnapshotStale)
        #expect(monitor.wakesAt() == start.uptime + .seconds(15))
    }

    @Test func aPassIsNothingToRemember() {
        var monitor = monitor(.sample(ports: 1))
        _ = monitor.wake(in: environment, at: start)
        let outcome = monitor.end(ProbeID(1), .port(direct: .connected()), in: environment, at: start)
        #expect(outcome.effects == [])
        #expect(!outcome.isStateStale)
        // It was the first of this check.
        #expect(outcome.isSnapshotStale)
        #expect(monitor.wakesAt() == start.uptime + .seconds(60))
    }

    @Test func aTenantThatIsLearnedAddsItsChecks() {
        var settings = Settings.sample(trusts: [.sample()])
        settings.ports = [
            PortSection(name: "r", host: "<tenant>.registration.example", ports: [443], pace: .sample())
        ]
        var monitor = monitor(settings)
        #expect(monitor.names == [CheckName("trust")])
        _ = monitor.wake(in: environment, at: start)
        let outcome = monitor.end(ProbeID(1), .trust(.healthy()), in: environment, at: start)
        #expect(monitor.names == [CheckName("trust"), CheckName("port r:443")])
        #expect(outcome.isStateStale)
        let paths = outcome.effects.compactMap { if case .watch(let paths) = $0 { paths } else { nil } }
        #expect(paths.map { $0[.configuration] } == [["/a.conf"]])
        #expect(monitor.target(of: CheckName("port r:443")) == "\(tenant).registration.example:443")
    }
}
