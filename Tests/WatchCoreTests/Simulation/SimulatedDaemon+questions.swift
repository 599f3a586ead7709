@testable import WatchCore

extension SimulatedDaemon {
    var effects: [Effect] { recorded.map(\.effect) }

    /// The entries in the journal as `1020 raised port login:443`.
    var alerts: [String] { journaled.map(\.summary) }

    /// Those of them that came after the first ones.
    func alerts(after count: Int) -> [String] { Array(alerts.dropFirst(count)) }

    /// What the service manager was told, without status and signs of life.
    var notification: [String] {
        effects.compactMap { effect in
            guard case .notify(let notification) = effect else { return nil }
            return switch notification {
            case .ready: "ready"
            case .reloading: "reloading"
            case .stopping: "stopping"
            case .watchdog, .status: nil
            }
        }
    }

    /// The status that the service manager was told last.
    var status: String? {
        effects.reversed().lazy.compactMap { effect in
            switch effect {
            case .notify(.ready(let text)), .notify(.status(let text)): text
            default: nil
            }
        }.first
    }

    /// When probes a target were started.
    func probes(at target: String) -> [Duration] {
        recorded.compactMap { item in
            if case .probe(_, let probed, _) = item.effect, probed.text == target { item.uptime } else { nil }
        }
    }

    var watched: [WatchKey: [String]] {
        effects.reversed().lazy.compactMap { if case .watch(let paths) = $0 { paths } else { nil } }.first
            ?? [:]
    }
}

extension JournalEntry {
    subscript(field: JournalField) -> String? { others.first { $0.name == field.rawValue }?.value }

    var messageID: String? { others.first { $0.name == "MESSAGE_ID" }?.value }

    var summary: String { "\(self[.eventID] ?? "-") \(self[.state] ?? "-") \(self[.check] ?? "-")" }
}

extension Target {
    /// What a probe this sees when all is well.
    var healthyObservation: Observation {
        switch self {
        case .port: .port(direct: .connected())
        case .login(let login): .login(direct: .answered([(login.page.text, 200, nil)]))
        case .tls:
            .tls(
                ByRoute(
                    direct: TLSObservation(
                        control: .shaken(), tls12: .shaken("TLSv1.2"), sha512: .shaken("TLSv1.2"))))
        case .cloud(let cloud): .cloud(.listed(.active(cloud.connector)))
        case .host: .host(HostObservation())
        case .trust: .trust(.healthy())
        }
    }

    var failingObservation: Observation {
        switch self {
        case .port: .port(direct: .stopped(.connect, .refused))
        case .login: .login(direct: .stopped(.handshake, .notTLS))
        case .tls:
            .tls(ByRoute(direct: TLSObservation(control: .stopped(.handshake, .outOfTime))))
        case .cloud: .cloud(.listed(ConnectorList(connectors: [])))
        case .host: .host(HostObservation())
        case .trust: .trust(.naming(.sample()))
        }
    }
}

extension SimulatedDaemon {
    /// One that has run well for two minutes; its journal holds "1090 info service" only.
    static func settled(_ settings: Settings) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(settings)
        daemon.begin()
        daemon.run(for: .minutes(2))
        return daemon
    }
}

extension SavedState {
    /// As it is read after it was written.
    func reread() throws -> SavedState {
        var state = self
        state.facts = try SavedFacts(decoding: facts.encoded())
        state.checks = try checks.map { try SavedCheck(decoding: $0.encoded()) }
        for (name, trend) in trends { state.trends[name] = Trend(trend.records(of: name)) }
        state.waiting = try waiting.map {
            WaitingNotification(id: $0.id, entry: try JournalEntry(decoding: $0.entry.encoded()))
        }
        return state
    }
}
