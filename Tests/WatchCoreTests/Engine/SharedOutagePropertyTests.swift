import Foundation
import Testing

@testable import WatchCore

/// Outages of a resolver and of single names in any order, with restarts and reloads in between: what stands at the
/// end of each is exactly what is down.
struct SharedOutagePropertyTests {
    /// What is down for some minutes.
    private struct Weather {
        var isResolverDown: Bool
        var deadNames: Set<Int>
    }

    private func weather(_ names: Int, _ chance: inout SeededGenerator) -> Weather {
        let count = Int.random(in: 0...(names - 1) / 3, using: &chance)
        return Weather(
            isResolverDown: Bool.random(using: &chance),
            deadNames: Set((0..<names).shuffled(using: &chance).prefix(count)))
    }

    private func script(_ weather: Weather) -> (Target) -> SimulatedDaemon.Reply {
        let dead = Set(weather.deadNames.map { "p\($0).example:443" })
        return { target in
            let isDown = weather.isResolverDown || dead.contains(target.text)
            return .after(
                .milliseconds(isDown ? 1700 : 20),
                isDown ? .port(direct: .stopped(.resolve, .outOfTime)) : target.healthyObservation)
        }
    }

    private func active(_ daemon: SimulatedDaemon) -> Set<String> {
        let alerts = daemon.engine.monitor.alerts.trackers
        return Set(
            alerts.names.filter {
                alerts.active(AlertKey(.resolutionFails), of: $0) != nil
                    || alerts.active(AlertKey(.resolutionFails, .direct), of: $0) != nil
            }.map(\.text))
    }

    private func restarted(_ daemon: SimulatedDaemon, _ settings: Settings) throws -> SimulatedDaemon {
        var daemon = daemon
        daemon.feed(.asked(.stop))
        daemon.run(for: .seconds(1))
        let saved = try #require(daemon.saved).reread()
        var next = SimulatedDaemon(
            settings, saved: saved, at: Timestamp(uptime: .seconds(20), date: daemon.now.date + 5))
        next.begin()
        return next
    }

    @Test(arguments: UInt64(1)...12)
    func whatStandsIsWhatIsDown(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let names = Int.random(in: 4...16, using: &chance)
        let pace = Pace.sample(
            failuresToAlert: Int.random(in: 1...4, using: &chance),
            passesToRecover: Int.random(in: 1...3, using: &chance))
        let settings = Settings.sample(ports: names, pace: pace)
        var daemon = SimulatedDaemon(settings)
        daemon.begin()
        daemon.run(for: .minutes(2))
        var owned: Set<String> = []

        for _ in 0..<8 {
            let weather = weather(names, &chance)
            let dead = Set(weather.deadNames.map { "port p\($0):443" })
            daemon.script = script(weather)
            daemon.run(for: .seconds(Int.random(in: 0...120, using: &chance)))
            if Int.random(in: 0..<3, using: &chance) == 0 {
                daemon = try restarted(daemon, settings)
                daemon.script = script(weather)
            } else if Bool.random(using: &chance) {
                daemon.feed(.asked(.reload))
            }
            daemon.run(for: .minutes(6))
            let stands = active(daemon)
            if weather.isResolverDown {
                #expect(stands.contains("resolver"))
                // Alerts of names that stood before stand on; none is new.
                #expect(stands.subtracting(["resolver"]) == owned)
            } else {
                #expect(stands == dead)
            }
            owned = stands.subtracting(["resolver"])
        }
    }
}
