import Foundation
import TestSupport
import Testing

@testable import Delivery
@testable import WatchCore

/// A real Alertmanager takes what is pushed, and tells it.
@Suite(.timeLimit(.minutes(2)))
struct AlertmanagerTests {
    private func alert(_ check: String, endsAt: Date? = nil, startsAt: Date) -> PushedAlert {
        PushedAlert(
            labels: ["alertname": "ConnectorTest", "check": check, "connector": "hq \"01\"\nä"],
            annotations: ["message": "It \"fails\"\nbadly: ä."], startsAt: startsAt, endsAt: endsAt)
    }

    @Test func whatStandsIsToldAndItsEndToo() async throws {
        let hook = try await WebhookServer()
        let member = try await Alertmanager(telling: hook.port)
        let receiver = try Receiver.alertmanager(member.url)
        let deliverer = try Deliverer()
        let begin = Date() - 60
        let push = { (alerts: [PushedAlert]) in
            await deliverer.deliver(.alerts(alerts), to: receiver).answer.outcome
        }
        #expect(await push([alert("port a:443", startsAt: begin)]) == .taken)
        let told = try #require(try await hook.requests().first)
        #expect(told.json["status"] as? String == "firing")
        #expect(try await member.standing().map { $0["check"] } == ["port a:443"])
        #expect(await push([alert("port a:443", endsAt: Date(), startsAt: begin)]) == .taken)
        let ended = try await hook.requests { $0.contains { $0.json["status"] as? String == "resolved" } }
        #expect(ended.last?.json["status"] as? String == "resolved")
        #expect(try await member.standing().isEmpty)
    }

    @Test func oneBadAlertIsMalformed() async throws {
        let hook = try await WebhookServer()
        let member = try await Alertmanager(telling: hook.port)
        let bad = PushedAlert(
            labels: ["alertname": "Test", "not-a-name": "x"], annotations: [:], startsAt: Date())
        let outcome = await (try Deliverer()).deliver(.alerts([bad]), to: try .alertmanager(member.url))
            .answer.outcome
        guard case .refused(let clause, isMalformed: true) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(clause.contains("invalid label"), "\(clause)")
    }

    @Test func theTestOfACommandIsTaken() async throws {
        let hook = try await WebhookServer()
        let member = try await Alertmanager(telling: hook.port)
        let directory = try TemporaryDirectory()
        let file = try directory.write(
            """
            [Connector]
            Name=hq-01
            [Alertmanager]
            URL=\(member.url)
            [Webhook ops]
            URL=http://ok.test:\(hook.port)/hook
            [Webhook bad]
            URL=http://ok.test:\(hook.port)/status/404
            """, to: "settings.conf")
        let notify = { (name: String) in
            try await ConnectorWatch.run("notify", "--test", name, "--config", file)
        }
        let alerts = try await notify("alertmanager")
        #expect(alerts.status == 0, "\(alerts.errors)")
        #expect(alerts.output.contains("took the test.\n  HTTP/1.1 200 OK"))
        let told = try await hook.requests { $0.contains { $0.path == "/told" } }
        #expect(told.last?.body.contains("ConnectorTest") == true)
        let ops = try await notify("ops")
        #expect(
            ops.status == 0 && ops.output.hasSuffix("took the test.\n  HTTP/1.1 202 Accepted\n"),
            "\(ops.output)")
        let bad = try await notify("bad")
        #expect(bad.status == 2 && bad.output.contains("answered \"404 Not Found\""), "\(bad.output)")
        let unknown = try await notify("opps")
        #expect(unknown.status == 3 && unknown.errors.contains("did you mean \"ops\"?"), "\(unknown.errors)")
    }
}
