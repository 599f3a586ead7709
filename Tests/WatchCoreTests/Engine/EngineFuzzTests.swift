import Foundation
import Testing

@testable import WatchCore

/// Whatever happens in whatever order: the engine keeps its promises and comes to its end.
struct EngineFuzzTests {
    private static let paces: [Pace] = [
        .sample(), .sample(interval: .seconds(5), failingInterval: .seconds(1), timeout: .seconds(2)),
        .sample(interval: .seconds(30), timeout: .seconds(1), failuresToAlert: 1, passesToRecover: 1),
    ]

    private func settings(_ chance: inout SeededGenerator) -> Settings {
        var settings = Settings.sample(
            trusts: Bool.random(using: &chance)
                ? [.sample()] : [.sample("a"), .sample("b", settingsFile: "/b")],
            ports: Int.random(in: 0...5, using: &chance),
            logins: Bool.random(using: &chance) ? [.sample()] : [],
            routes: chance.pick([.direct, .direct, .both, .proxy]), pace: chance.pick(Self.paces))
        if Bool.random(using: &chance) {
            let target = TLSTarget(
                host: "tls.example", routes: chance.pick([.direct, .both]),
                aspects: Set(TLSAspect.allCases.shuffled(using: &chance).prefix(2)))
            settings.tls = [TLSSection(name: "t", target: target, pace: chance.pick(Self.paces))]
        }
        settings.hostPace = Bool.random(using: &chance) ? chance.pick(Self.paces) : nil
        if Bool.random(using: &chance) { settings.ports.removeFirst(min(1, settings.ports.count)) }
        return settings
    }

    private func reply(to target: Target, _ roll: Int) -> SimulatedDaemon.Reply {
        let observations: [Observation] =
            switch target {
            case .port:
                [
                    .connected(), .stopped(.resolve, .nameNotFound), .stopped(.connect, .refused),
                    .connected([("192.0.2.1", nil), ("192.0.2.2", .refused)]),
                    .stopped(.resolve, .outOfTime), .stopped(.resolve, .outOfTime),
                    .stopped(.tunnel, .proxyStatus(407)),
                ].map { .port(ByRoute(direct: $0, proxy: $0)) }
            case .login(let login):
                [
                    .login(direct: .answered([(login.page.text, 200, nil)])),
                    .login(direct: .stopped(.handshake, .notTLS)),
                    .login(direct: .answered([(login.page.text, 302, "http://portal.example/")])),
                    .login(direct: .refused(CertificateProblem(.expired, depth: 0, text: "expired"))),
                ]
            case .tls:
                [
                    TLSObservation(control: .shaken(), tls12: .shaken("TLSv1.2"), sha512: .shaken()),
                    TLSObservation(control: .shaken(), sha512: .stopped(.handshake, .reset)),
                    TLSObservation(control: .stopped(.tunnel, .refused)),
                    TLSObservation(
                        control: .refused(CertificateProblem(.unknownIssuer, depth: 0, text: "x"))),
                ].map { .tls(ByRoute(direct: $0, proxy: $0)) }
            case .cloud(let cloud):
                [
                    .listed(.active(cloud.connector)), .listed(ConnectorList(connectors: [])),
                    .failed(.credential("the credential is missing")),
                ].map { .cloud($0) }
            case .host:
                [0.0, 500, -500].map { ahead in
                    .host(
                        HostObservation(
                            readings: ["a", "b"].map {
                                ClockReading(source: $0, theirs: start.date - ahead, ours: start.date)
                            }, policy: CryptoPolicy(allowsTLS12: ahead >= 0)))
                }
            case .trust:
                [
                    .trust(.healthy()), .trust(.truncated), .trust(.naming(.sample())),
                    .trust(.healthy(.sample(thumbprint("B"), tenant: otherTenant), isInUserStore: true)),
                ]
            }
        return switch roll {
        case 0: .never
        case 1: .whenTold(observations[2])
        default: .after(.milliseconds(roll * 137), observations[roll % observations.count])
        }
    }

    private func event(_ daemon: SimulatedDaemon, _ chance: inout SeededGenerator) -> Event? {
        switch Int.random(in: 0..<12, using: &chance) {
        case 0: .woke
        case 1: .answered(ProbeID(.random(in: 0..<400, using: &chance)), .unanswered)
        case 2: daemon.inFlight.keys.min { $0.number < $1.number }.map { .answered($0, .unanswered) }
        case 3: .changed(.configuration)
        case 4: .changed(.check(CheckName(chance.pick(["trust", "trust a", "nobody"]))))
        case 5: .asked(.reload)
        case 6: .configurationRead(.rejected(["/etc/cw.conf:1:1: Bad."]))
        case 7: .configurationRead(.valid(settings(&chance)))
        case 8: .journal(chance.pick([.delivered, .absent, .failed("no space")]))
        case 9: .saved(failure: Bool.random(using: &chance) ? nil : "No space is left.")
        default: nil
        }
    }

    @Test(arguments: UInt64(1)...25)
    func neverTrapsAndAlwaysFinishes(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var daemon = SimulatedDaemon(
            settings(&chance), watchdog: .seconds(20), isForeground: Bool.random(using: &chance))
        daemon.begin()
        for _ in 0..<150 {
            let roll = Int.random(in: 0..<20, using: &chance)
            daemon.script = { self.reply(to: $0, roll) }
            daemon.journal = chance.pick([.delivered, .delivered, .absent, nil])
            daemon.disk = chance.pick([.works, .works, .fails("No space is left."), .hangs])
            daemon.configuration = .valid(settings(&chance))
            if let event = event(daemon, &chance) { daemon.feed(event) }
            if Int.random(in: 0..<30, using: &chance) == 0 {
                daemon.setCalendar(start.date + Double.random(in: -1e9...1e9, using: &chance))
            }
            daemon.run(for: .milliseconds(Int.random(in: 0..<20_000, using: &chance)))
            #expect(!daemon.isFinished)
        }
        try check(daemon)
        daemon.feed(.asked(.stop))
        daemon.run(for: Engine.stoppingTime + Schedule.slot)
        #expect(daemon.isFinished)
        #expect(daemon.effects.count { $0 == .finish } == 1)
    }

    /// What holds for every daemon's past.
    private func check(_ daemon: SimulatedDaemon) throws {
        // Every request to reload got its answer.
        let notification = daemon.notification
        #expect(notification.count { $0 == "ready" } >= 2 || !notification.contains("reloading"))
        #expect(notification.last == "ready")
        // The watchdog never waited for longer than it allows.
        let pings = daemon.recorded.filter { $0.effect == .notify(.watchdog) }.map(\.uptime)
        #expect(zip(pings, pings.dropFirst()).allSatisfy { $1 - $0 <= .seconds(20) })
        // Every incident was raised before anything else is said of it, and nothing is said after its end.
        var open: Set<String> = []
        // What flaps, and on which route: nothing of it recovers unless it is no longer watched.
        var flapping: Set<String> = []
        for case .send(let entry, _) in sentOnce(daemon) {
            guard let incident = entry[.incident] else { continue }
            try checkFlapping(entry, &flapping)
            switch try #require(entry[.state].flatMap(NotificationState.init)) {
            case .raised: #expect(open.insert(incident).inserted)
            case .escalated, .reminder: #expect(open.contains(incident))
            case .recovered: #expect(open.remove(incident) != nil)
            case .info: Issue.record("An incident is no mere information.")
            }
        }
        // And the status counts what stands.
        let count = daemon.engine.monitor.alerts.trackers.worst(0).count
        let text = try #require(daemon.status)
        #expect(count == 0 ? text.hasSuffix("no alert") : text.contains("; \(count) alert"))
    }

    private func checkFlapping(_ entry: JournalEntry, _ flapping: inout Set<String>) throws {
        let event = try #require(entry[.eventID].flatMap { Int($0) }.flatMap(AlertEvent.init))
        let (place, isOver) = ("\(entry[.check] ?? "") \(entry[.route] ?? "")", entry[.state] == "recovered")
        if event == .flapping {
            if isOver { flapping.remove(place) } else { flapping.insert(place) }
        } else if event.flaps, isOver, flapping.contains(place) {
            #expect(entry.message.contains("is no longer watched"), "\(entry.summary)")
        }
    }

    /// Entries in their order, each once however often the journal refused it.
    private func sentOnce(_ daemon: SimulatedDaemon) -> [Effect] {
        var last: Effect?
        return daemon.effects.filter { effect in
            guard case .send = effect, effect != last else { return false }
            last = effect
            return true
        }
    }
}
