import Foundation

@testable import WatchCore

extension Receiver {
    static func webhook(
        _ name: String = "ops", priority: Priority = .error, events: [AlertEvent] = [],
        format: WebhookFormat = .cloudEvents
    ) -> Receiver {
        Receiver(
            name: CheckName("webhook \(name)"),
            kind: .webhook(WebhookSelection(format: format, events: events, priority: priority)),
            place: .url(address("https://hooks.example/\(name)")))
    }

    static func alertmanager(_ host: String = "alerts.example") -> Receiver {
        Receiver(
            name: CheckName("alertmanager \(host):9093"), kind: .alertmanager,
            place: .url(address("https://\(host):9093")))
    }

    private static func address(_ text: String) -> WebAddress {
        guard let address = WebAddress(text) else { preconditionFailure("\(text) is no address.") }
        return address
    }
}

extension Settings {
    /// `count` ports, and who is told of them.
    static func told(_ receivers: [Receiver], ports count: Int = 1) -> Settings {
        var settings = Settings.sample(ports: count, pace: .sample(failuresToAlert: 1, passesToRecover: 1))
        settings.receivers = receivers
        return settings
    }
}

extension SimulatedDaemon {
    /// Lets every check fail, or pass, and some time pass.
    mutating func probe(isFailing: Bool, for duration: Duration) {
        script = { .after(.milliseconds(20), isFailing ? $0.failingObservation : $0.healthyObservation) }
        run(for: duration)
    }

    /// What a webhook has taken, as `1020 raised port login:443`.
    func notifications(of name: CheckName) -> [String] {
        delivered.compactMap { receiver, content in
            guard receiver == name, case .notification(let entry, _, _) = content else { return nil }
            return entry.summary
        }
    }

    /// What a member of an Alertmanager has taken, in order.
    func pushes(of name: CheckName) -> [PushedAlert] {
        delivered.flatMap { receiver, content -> [PushedAlert] in
            guard receiver == name, case .alerts(let alerts) = content else { return [] }
            return alerts
        }
    }
}
