import Foundation
import Testing

@testable import WatchCore

/// What the engine says of a renewal to come, and of what it needs.
struct RenewalTests {
    private let registration = "\(tenant).registration.msappproxy.net"
    private let secondsOfDay = 86_400.0

    /// One agent, and an endpoint that renews its certificate.
    private var settings: Settings {
        var settings = Settings.sample(trusts: [.sample()])
        settings.ports = [
            PortSection(name: "registration", host: registration, ports: [443], pace: .sample()),
            PortSection(name: "other", host: "other.example", ports: [443], pace: .sample()),
        ]
        return settings
    }

    private func daemon(daysLeft: Double, failing hosts: Set<String>) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(settings)
        let facts = CertificateFacts.sample(
            notBefore: start.date - 100 * secondsOfDay, notAfter: start.date + daysLeft * secondsOfDay)
        daemon.script = { target in
            if case .port(let port) = target, hosts.contains(port.host) {
                return .after(.milliseconds(20), target.failingObservation)
            }
            if case .trust = target { return .after(.milliseconds(20), .trust(.healthy(facts))) }
            return .after(.milliseconds(20), target.healthyObservation)
        }
        daemon.begin()
        return daemon
    }

    private func remedies(_ daemon: SimulatedDaemon, _ summary: String) -> [String] {
        daemon.journaled.filter { $0.summary == summary }.map { $0[.remedy] ?? "" }
    }

    @Test func theStatusTellsWhatIsToBeExpectedOfTheCertificate() {
        var daemon = daemon(daysLeft: 30.01, failing: [])
        daemon.run(for: .seconds(120))
        let expires = start.date + 30.01 * secondsOfDay
        let from = expires - 30 * secondsOfDay
        #expect(
            daemon.status
                == "Watching 3 checks; no alert; trust: renewal expected from \(from.rfc3339) on, expires \(expires.rfc3339)"
        )
        daemon.run(for: .minutes(20))
        #expect(
            daemon.status?.hasSuffix(
                "trust: renewal due since \(from.rfc3339), expires \(expires.rfc3339)") == true)
        daemon.run(for: .hours(12))
        let overdue = from + 12 * 3600
        #expect(
            daemon.status?.hasSuffix(
                "trust: renewal overdue since \(overdue.rfc3339), expires \(expires.rfc3339)") == true)
    }

    @Test func theStatusTellsTheLastRenewal() {
        var daemon = daemon(daysLeft: 20, failing: [])
        daemon.run(for: .seconds(120))
        let renewed = CertificateFacts.sample(thumbprint("B"), notBefore: start.date)
        daemon.script = { target in
            guard case .trust = target else {
                return .after(.milliseconds(20), target.healthyObservation)
            }
            return .after(.milliseconds(20), .trust(.healthy(renewed, isInUserStore: true)))
        }
        daemon.run(for: .minutes(3))
        #expect(daemon.status?.contains(", last renewed 20") == true, "\(daemon.status ?? "")")
    }

    @Test func whatKeepsTheCertificateFromBeingSeenTellsWhenItEnds() throws {
        var daemon = daemon(daysLeft: 0.5, failing: [])
        daemon.run(for: .seconds(120))
        daemon.script = { target in
            guard case .trust = target else {
                return .after(.milliseconds(20), target.healthyObservation)
            }
            return .after(
                .milliseconds(20), .trust(TrustObservation(settings: .missing(nearest: "/srv"))))
        }
        daemon.run(for: .minutes(3))
        let expires = start.date + 0.5 * secondsOfDay
        let remedy = try #require(remedies(daemon, "1011 raised trust").first)
        #expect(
            remedy.hasSuffix(
                "The certificate that was seen last, \(thumbprint("A")), expires on \(expires.rfc3339)."))
        daemon.run(for: .hours(14))
        #expect(remedies(daemon, "1011 reminder trust").last?.contains(", expired on ") == true)
    }

    @Test func anOverdueRenewalAndTheEndpointItNeedsTellOfEachOther() throws {
        var daemon = daemon(daysLeft: 20, failing: [registration])
        daemon.run(for: .hours(7))
        let endpoint = try #require(remedies(daemon, "1020 raised port registration:443").first)
        #expect(endpoint.contains("is overdue and needs what fails here (trust, event 1002)"))
        // The endpoint's alert came after the certificate's first ones, and is in their reminders.
        for event in [1001, 1002] {
            let reminder = try #require(remedies(daemon, "\(event) reminder trust").first)
            #expect(reminder.contains("What a renewal needs fails, too: 1020 port registration:443."))
        }
    }

    @Test func aRenewalUnderWayIsToldWhereItsEndpointFails() throws {
        var daemon = daemon(daysLeft: 29.9, failing: [registration])
        daemon.run(for: .minutes(5))
        let endpoint = try #require(remedies(daemon, "1020 raised port registration:443").first)
        #expect(
            endpoint.contains(
                "The connector needs what fails here to renew its certificate, which expires on "))
    }

    @Test func otherEndpointsHaveNothingToDoWithARenewal() throws {
        var daemon = daemon(daysLeft: 20, failing: ["other.example"])
        daemon.run(for: .hours(7))
        let other = try #require(remedies(daemon, "1020 raised port other:443").first)
        #expect(!other.contains("renewal"))
        let reminder = try #require(remedies(daemon, "1002 reminder trust").first)
        #expect(!reminder.contains("fails, too"))
    }

    @Test func whileNoRenewalIsDueNoEndpointSpeaksOfOne() throws {
        var daemon = daemon(daysLeft: 100, failing: [registration])
        daemon.run(for: .minutes(5))
        let endpoint = try #require(remedies(daemon, "1020 raised port registration:443").first)
        #expect(!endpoint.contains("certificate"))
    }

    /// What a TLS check finds about SHA-512 is told with the certificate that needs it.
    @Test func aPathWithoutSHA512IsToldOfTheCertificate() throws {
        var settings = Settings.sample(trusts: [.sample()])
        settings.tls = [
            TLSSection(name: "login", target: TLSTarget(host: "login.example"), pace: .sample())
        ]
        var daemon = SimulatedDaemon(settings)
        var facts = CertificateFacts.sample()
        facts.signatureHash = "sha512"
        daemon.script = { [facts] target in
            switch target {
            case .tls:
                .after(
                    .milliseconds(20),
                    .tls(
                        ByRoute(
                            direct: TLSObservation(
                                control: .shaken(), tls12: .shaken("TLSv1.2"),
                                sha512: .stopped(.handshake, .reset)))))
            case .trust: .after(.milliseconds(20), .trust(.healthy(facts)))
            case .login, .port, .cloud, .host: .after(.milliseconds(20), target.healthyObservation)
            }
        }
        daemon.begin()
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts.contains("1041 raised tls login"))
        let unfit = try #require(daemon.journaled.first { $0.summary == "1007 raised trust" }?.message)
        #expect(unfit.contains("does not work on the path (1041 tls login)"))
        daemon.script = { [facts] target in
            if case .trust = target { return .after(.milliseconds(20), .trust(.healthy(facts))) }
            return .after(.milliseconds(20), target.healthyObservation)
        }
        daemon.run(for: .minutes(10))
        #expect(daemon.alerts.last == "1007 recovered trust")
    }

    @Test func aProxyThatARenewalNeedsSaysSo() throws {
        var settings = settings
        settings.ports = settings.ports.map {
            var port = $0
            port.routes = .proxy
            return port
        }
        var daemon = SimulatedDaemon(settings)
        let facts = CertificateFacts.sample(
            notBefore: start.date - 100 * secondsOfDay, notAfter: start.date + 20 * secondsOfDay)
        daemon.script = { target in
            switch target {
            case .port:
                .after(
                    .milliseconds(20), .port(ByRoute(proxy: .stopped(.tunnel, .refused))))
            case .trust: .after(.milliseconds(20), .trust(.healthy(facts)))
            case .login, .tls, .cloud, .host: .after(.milliseconds(20), target.healthyObservation)
            }
        }
        daemon.begin()
        daemon.run(for: .hours(7))
        let proxy = try #require(remedies(daemon, "1021 raised proxy").first)
        #expect(proxy.contains("is overdue and needs what fails here (trust, event 1002)"))
        let reminder = try #require(remedies(daemon, "1002 reminder trust").first)
        #expect(reminder.contains("What a renewal needs fails, too: 1021 proxy."))
    }
}
