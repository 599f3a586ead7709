import Foundation
import Testing

@testable import WatchCore

/// Asking the cloud over hours of the engine.
struct CloudEngineTests {
    private static let page = WatchCoreTests.page("https://graph.microsoft.com/beta/x")

    /// The connector's id is not known, so that it is found by its name.
    private func daemon(serviceChecks: Int = 0) -> SimulatedDaemon {
        var settings = Settings.sample(tenant: CloudTarget.sample().tenant)
        settings.cloud = .sample()
        settings.ports = (0..<serviceChecks).map { index in
            PortSection(name: "s\(index)", host: "s\(index).msappproxy.net", ports: [443], pace: .sample())
        }
        return SimulatedDaemon(settings)
    }

    private static func answering(_ seen: CloudObservation, ports: Bool = true) -> (Target) ->
        SimulatedDaemon.Reply
    {
        { target in
            if case .cloud = target { return .after(.milliseconds(20), .cloud(seen)) }
            return .after(.milliseconds(20), ports ? target.healthyObservation : target.failingObservation)
        }
    }

    private static func failing(_ failure: CloudFailure) -> (Target) -> SimulatedDaemon.Reply {
        answering(.failed(failure))
    }

    /// State and priority of what the journal has of an event of the cloud, reminders left out.
    private func told(_ daemon: SimulatedDaemon) -> [String] {
        daemon.journaled.filter { ($0[.eventID] ?? "").hasPrefix("106") && $0[.state] != "reminder" }
            .map { "\($0[.eventID] ?? "-") \($0[.state] ?? "-") \($0.priority.name)" }
    }

    private func askedAt(_ daemon: SimulatedDaemon) -> [Int64] {
        daemon.recorded.compactMap { recorded in
            guard case .probe(_, .cloud, _) = recorded.effect else { return nil }
            return (recorded.uptime - start.uptime).components.seconds / 60
        }
    }

    @Test(arguments: [
        (CloudObservation.listed(.sample(.own(.inactive))), "1061", "err"),
        (.listed(ConnectorList(connectors: [])), "1062", "crit"),
        (.listed(.sample(.own(), [.other(.inactive)])), "1063", "warning"),
        (.failed(.credential("the credential \"cloud\" was not given to this process")), "1065", "warning"),
    ])
    func everyEventIsRaisedAndRecovers(seen: CloudObservation, event: String, priority: String) {
        var daemon = daemon()
        daemon.script = Self.answering(.listed(.sample()))
        daemon.begin()
        daemon.run(for: .minutes(20))
        #expect(told(daemon) == [])
        daemon.script = Self.answering(seen)
        daemon.run(for: .minutes(16))
        #expect(told(daemon) == ["\(event) raised \(priority)"])
        daemon.script = Self.answering(.listed(.sample()))
        daemon.run(for: .minutes(31))
        #expect(told(daemon) == ["\(event) raised \(priority)", "\(event) recovered notice"])
    }

    @Test func itIsAskedAtItsInterval() {
        var daemon = daemon()
        daemon.begin()
        daemon.run(for: .hours(1))
        #expect(askedAt(daemon) == [0, 15, 30, 45, 60])
        #expect(daemon.snapshots.last?.cloud?.status == "active")
    }

    /// What is known to be wrong with it makes it no more urgent.
    @Test func anInactiveConnectorIsNotAskedAboutMoreOften() {
        var daemon = daemon()
        daemon.script = Self.answering(.listed(.sample(.own(.inactive))))
        daemon.begin()
        daemon.run(for: .hours(1))
        #expect(askedAt(daemon) == [0, 15, 30, 45, 60])
    }

    @Test func aCloudThatGivesNoAnswerIsAskedLessOften() {
        var daemon = daemon()
        daemon.script = Self.failing(.malformed(Self.page, "it is not a JSON object"))
        daemon.begin()
        daemon.run(for: .hours(4))
        #expect(askedAt(daemon) == [0, 15, 45, 105, 165, 225])
        daemon.script = Self.answering(.listed(.sample()))
        daemon.run(for: .hours(2))
        #expect(askedAt(daemon) == [0, 15, 45, 105, 165, 225, 285, 300, 315, 330, 345])
    }

    @Test(arguments: [
        (Duration.minutes(40), [Int64(0), 40, 80, 140]), (.seconds(5), [0, 15, 45, 105]),
        (.days(30), [0]),
    ])
    func itIsLeftAloneAsLongAsItAsks(wait: Duration, asked: [Int64]) {
        var daemon = daemon()
        daemon.script = Self.failing(.busy(Self.page, status: 429, retryAfter: wait))
        daemon.begin()
        daemon.run(for: .minutes(150))
        #expect(askedAt(daemon) == asked)
    }

    /// Nobody can stop it for ever.
    @Test func whoAsksForAMonthGetsADay() {
        var daemon = daemon()
        daemon.script = Self.failing(.busy(Self.page, status: 503, retryAfter: .days(30)))
        daemon.begin()
        daemon.run(for: .days(1) + .minutes(1))
        #expect(askedAt(daemon) == [0, 24 * 60])
    }

    @Test func whatMayPassIsRaisedTheSecondTime() {
        var daemon = daemon()
        daemon.script = Self.failing(.busy(Self.page, status: 503, retryAfter: nil))
        daemon.begin()
        daemon.run(for: .minutes(14))
        #expect(told(daemon) == [])
        daemon.run(for: .minutes(2))
        #expect(told(daemon) == ["1065 raised warning"])
    }

    /// Neither raised nor recovered, whatever is true meanwhile.
    @Test func whileItDoesNotTellTheOthersStayAsTheyAre() {
        var daemon = daemon()
        daemon.script = Self.answering(.listed(.sample(.own(.inactive))))
        daemon.begin()
        daemon.run(for: .minutes(16))
        daemon.script = Self.failing(.malformed(Self.page, "it is not a JSON object"))
        daemon.run(for: .hours(5))
        #expect(told(daemon) == ["1061 raised err", "1065 raised warning"])
        #expect(daemon.snapshots.last?.cloud?.status == "inactive")
        daemon.script = Self.answering(.listed(.sample()))
        daemon.run(for: .hours(1))
        #expect(
            told(daemon) == [
                "1061 raised err", "1065 raised warning", "1061 recovered notice", "1065 recovered notice",
            ])
    }

    @Test func activeIsContradictedByWhatFailsHereForAnHour() throws {
        var daemon = daemon(serviceChecks: 2)
        daemon.script = Self.answering(.listed(.sample()), ports: false)
        daemon.begin()
        daemon.run(for: .minutes(59))
        #expect(told(daemon) == [])
        daemon.run(for: .minutes(17))
        #expect(told(daemon) == ["1064 raised warning"])
        let entry = try #require(daemon.journaled.last { $0[.eventID] == "1064" })
        #expect(entry.message.contains("alert 1020"))
        daemon.script = Self.answering(.listed(.sample()))
        daemon.run(for: .minutes(20))
        #expect(told(daemon) == ["1064 raised warning", "1064 recovered notice"])
    }

    /// One of several endpoints of the service is no reason to expect that it is inactive.
    @Test func oneEndpointThatFailsContradictsNothing() {
        var daemon = daemon(serviceChecks: 2)
        daemon.script = { target in
            if case .port(let port) = target, port.host.hasPrefix("s0") {
                return .after(.milliseconds(20), target.failingObservation)
            }
            return Self.answering(.listed(.sample()))(target)
        }
        daemon.begin()
        daemon.run(for: .hours(4))
        #expect(told(daemon) == [])
    }

    @Test func inactiveIsContradictedByWhatWorksHereForAnHour() {
        var daemon = daemon(serviceChecks: 2)
        daemon.script = Self.answering(.listed(.sample(.own(.inactive))))
        daemon.begin()
        daemon.run(for: .minutes(59))
        #expect(told(daemon) == ["1061 raised err"])
        daemon.run(for: .minutes(17))
        #expect(told(daemon) == ["1061 raised err", "1064 raised warning"])
        daemon.script = Self.answering(.listed(.sample()))
        daemon.run(for: .minutes(16))
        #expect(
            told(daemon) == [
                "1061 raised err", "1064 raised warning", "1061 recovered notice", "1064 recovered notice",
            ])
    }

    /// Nothing that the connector needs is watched, so nothing is known that could contradict.
    @Test func whoWatchesNothingElseContradictsNothing() {
        var daemon = daemon()
        daemon.script = Self.answering(.listed(.sample(.own(.inactive))))
        daemon.begin()
        daemon.run(for: .hours(4))
        #expect(told(daemon) == ["1061 raised err"])
    }

    @Test func theCertificateTellsTenantAndConnector() throws {
        var settings = Settings.sample(trusts: [.sample()])
        settings.cloud = .sample()
        var daemon = SimulatedDaemon(settings)
        var facts = CertificateFacts.sample(issuer: AgentKind.connector.issuer)
        facts.connectorID = CloudConnector.ownID.uppercased()
        daemon.script = { target in
            switch target {
            case .trust: .after(.milliseconds(20), .trust(.healthy(facts)))
            case .port, .login, .tls, .cloud, .host: .after(.milliseconds(20), target.healthyObservation)
            }
        }
        daemon.begin()
        daemon.run(for: .minutes(1))
        let asked = daemon.recorded.compactMap { recorded -> CloudTarget? in
            if case .probe(_, .cloud(let target), _) = recorded.effect { target } else { nil }
        }
        let target = try #require(asked.last)
        #expect(target.tenant == facts.tenant)
        #expect(target.connector.id == CloudConnector.ownID)
    }
}
