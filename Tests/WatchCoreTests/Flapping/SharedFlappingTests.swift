import Testing

@testable import WatchCore

/// What many checks need comes and goes: it is what flaps, and not the checks.
struct SharedFlappingTests {
    /// Where a probe stops while the dependency is down, under which check that is told, and which event it is.
    private static let dependencies: [(path: PathObservation, routes: Routes, name: String, event: Int)] = [
        (.stopped(.tunnel, .refused), .proxy, "proxy", 1021),
        (.stopped(.resolve, .outOfTime), .direct, "resolver", 1022),
    ]

    private func script(_ path: PathObservation, _ isDown: (String) -> Bool) -> (Target) ->
        SimulatedDaemon.Reply
    {
        let down = Set((0..<10).map { "p\($0).example:443" }.filter(isDown))
        return { target in
            let seen = down.contains(target.text) ? path : .connected()
            return .after(.milliseconds(20), .port(ByRoute(direct: seen, proxy: seen)))
        }
    }

    private func turn(_ daemon: inout SimulatedDaemon, _ path: PathObservation, _ count: Int) {
        for _ in 0..<count {
            daemon.script = script(path) { _ in true }
            daemon.run(for: .minutes(4))
            daemon.script = script(path) { _ in false }
            daemon.run(for: .minutes(4))
        }
    }

    @Test(arguments: 0..<2)
    func itIsOneThatFlapsAndNotTheChecks(index: Int) {
        let (path, routes, name, event) = Self.dependencies[index]
        var daemon = SimulatedDaemon(.sample(ports: 10, routes: routes))
        daemon.script = script(path) { _ in false }
        daemon.begin()
        daemon.run(for: .minutes(2))
        turn(&daemon, path, 12)
        var told =
            ["1090 info service"]
            + (0..<4).flatMap { _ in ["\(event) raised \(name)", "\(event) recovered \(name)"] }
            + ["\(event) raised \(name)", "1095 raised \(name)"]
        #expect(daemon.alerts == told)
        #expect(daemon.snapshots.last?.checks.allSatisfy { $0.state == .ok } == true)
        // A check of its own is told meanwhile.
        daemon.script = script(path) { $0.hasPrefix("p7.") }
        daemon.run(for: .minutes(4))
        told += ["\(event) raised port p7:443"]
        #expect(daemon.alerts == told)
        daemon.script = script(path) { _ in false }
        daemon.run(for: .minutes(4))
        told += ["\(event) recovered port p7:443"]
        #expect(daemon.alerts == told)
        // It ends although nothing is found of it any more.
        daemon.run(for: .minutes(31))
        #expect(daemon.alerts == told + ["1095 recovered \(name)", "\(event) recovered \(name)"])
    }

    @Test(arguments: 0..<2)
    func whatIsDownAtTheEndStandsOn(index: Int) throws {
        let (path, routes, name, event) = Self.dependencies[index]
        var daemon = SimulatedDaemon(.sample(ports: 10, routes: routes))
        daemon.begin()
        turn(&daemon, path, 6)
        daemon.script = script(path) { _ in true }
        daemon.run(for: .minutes(36))
        #expect(daemon.alerts.last == "1095 recovered \(name)")
        // Whoever comes next knows that it is down, and tells no check in its place.
        var next = SimulatedDaemon(
            .sample(ports: 10, routes: routes), saved: try daemon.memory.reread(), at: daemon.now)
        next.script = daemon.script
        next.begin()
        next.run(for: .minutes(10))
        #expect(next.alerts == ["1090 info service"])
        next.script = script(path) { _ in false }
        next.run(for: .minutes(4))
        #expect(next.alerts.last == "\(event) recovered \(name)")
    }

    /// A restart while it flaps and works: the checks are not taken for ones that it stands for.
    @Test(arguments: 0..<2)
    func aRestartKnowsThatItWorksNow(index: Int) throws {
        let (path, routes, name, event) = Self.dependencies[index]
        var daemon = SimulatedDaemon(.sample(ports: 10, routes: routes))
        daemon.begin()
        turn(&daemon, path, 6)
        var next = SimulatedDaemon(
            .sample(ports: 10, routes: routes), saved: try daemon.memory.reread(), at: daemon.now)
        next.script = script(path) { $0.hasPrefix("p7.") }
        next.begin()
        next.run(for: .minutes(4))
        #expect(next.alerts == ["1090 info service", "\(event) raised port p7:443"])
        next.script = script(path) { _ in false }
        next.run(for: .minutes(31))
        #expect(
            next.alerts.dropFirst(2) == [
                "\(event) recovered port p7:443", "1095 recovered \(name)", "\(event) recovered \(name)",
            ])
    }
}
