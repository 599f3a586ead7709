import Foundation
import Testing

@testable import WatchCore

/// What one probe learns and another is judged by.
struct BaselineTests {
    private static let settings: Settings = {
        var settings = Settings.sample()
        settings.tls = [
            TLSSection(name: "login", target: TLSTarget(host: "login.example"), pace: .sample())
        ]
        settings.hostPace = .sample(interval: .minutes(5))
        return settings
    }()

    private func path(issuer: String, _ problem: CertificateProblem.Kind? = nil) -> PathObservation {
        var path = problem == nil ? PathObservation.shaken("TLSv1.2") : .stopped(.handshake, .certificate)
        let leaf = CertificateFacts.sample(
            issuer: issuer, notBefore: start.date - 6 * 3600, notAfter: start.date + 6 * 3600)
        path.tls = TLSFacts(
            version: "TLSv1.2", chain: [leaf],
            problems: problem.map { [CertificateProblem($0, depth: 0, text: "the words")] } ?? [],
            root: problem == nil ? RootFacts(facts: .sample(), isPublic: true) : nil)
        return path
    }

    /// This host's clock ahead by so much, and what the path to the server shows.
    private func script(ahead: Duration?, _ path: PathObservation) -> (Target) -> SimulatedDaemon.Reply {
        { target in
            let observation: Observation =
                switch target {
                case .host:
                    .host(
                        HostObservation(
                            readings: ahead.map { ahead in
                                ["a", "b"].map {
                                    ClockReading(
                                        source: "\($0).example:80", theirs: start.date - ahead.inSeconds,
                                        ours: start.date)
                                }
                            } ?? []))
                case .tls: .tls(ByRoute(direct: TLSObservation(control: path, sha512: .shaken("TLSv1.2"))))
                case .port, .login, .cloud, .trust: target.healthyObservation
                }
            return .after(.milliseconds(20), observation)
        }
    }

    private func daemon(_ saved: SavedState? = nil, at now: Timestamp = start) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(Self.settings, saved: saved, at: now)
        daemon.script = script(ahead: .zero, path(issuer: "Public CA"))
        daemon.begin()
        return daemon
    }

    @Test func theIssuerOfTheGenuineCertificateIsRememberedAcrossARestart() throws {
        var first = daemon()
        first.run(for: .minutes(10))
        #expect(first.changes.flatMap(\.checks).map(\.name.text) == ["tls login"])
        first.feed(.asked(.stop))
        first.run(for: .zero)
        let saved = try #require(first.saved).reread()

        var second = daemon(saved, at: first.now)
        second.script = script(ahead: .zero, path(issuer: "Corp Inspection CA", .unknownIssuer))
        second.run(for: .minutes(5))
        #expect(second.alerts(after: 1) == ["1042 raised tls login"])
        let remedy = try #require(second.journaled.last?[.remedy])
        #expect(remedy.contains("seen to be genuine was issued by \"CN=Public CA\""))
        // What was inspected is not taken for genuine.
        second.feed(.asked(.stop))
        second.run(for: .zero)
        let known = second.saved?.checks.first { $0.name.text == "tls login" }
        #expect(known?.genuineIssuers == ByRoute(direct: ["CN=Public CA"]))
    }

    @Test func whatIsLearnedOfACheckGoesWithIt() throws {
        var daemon = daemon()
        daemon.run(for: .minutes(10))
        daemon.configuration = .valid(.sample(ports: 1))
        daemon.feed(.asked(.reload))
        daemon.run(for: .minutes(1))
        #expect(daemon.saved?.checks.filter { $0.name.text != "port p0:443" } == [])
    }

    @Test func aClockThatIsOffIsNamedWithTheDatesThatItSpoils() throws {
        var daemon = daemon()
        daemon.run(for: .minutes(6))
        daemon.script = script(ahead: .hours(3), path(issuer: "Public CA", .expired))
        daemon.run(for: .hours(2))
        #expect(
            daemon.alerts(after: 1).sorted() == ["1043 raised tls login", "1050 raised host"])
        daemon.run(for: .hours(6))
        let reminder = try #require(daemon.journaled.last { $0[.eventID] == "1043" })
        #expect(reminder[.state] == "reminder")
        #expect(reminder[.remedy]?.contains("which is 3 h ahead (event 1050)") == true)

        // No server says any more what time it is: after a while nothing is known of the clock.
        daemon.script = script(ahead: nil, path(issuer: "Public CA", .expired))
        daemon.run(for: .hours(7))
        let later = try #require(daemon.journaled.last { $0[.eventID] == "1043" })
        #expect(later[.remedy]?.contains("if this host's clock is right") == true)
        #expect(!daemon.alerts.contains("1050 recovered host"))
    }
}
