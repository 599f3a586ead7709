import Foundation
import WatchCore

extension EngineRun {
    /// Runs in which every event comes up at least once.
    static let all = trustRuns + networkRuns + tlsRuns + cloudRuns + sharedRuns + hostRuns + serviceRuns

    private static let serviceRuns = [
        EngineRun(
            description: "start and stop", events: [.started, .stopping], notification: [.asked(.stop)]),
        flapping,
        EngineRun(description: "a day's summary", events: [.summarized], settings: summarized),
        EngineRun(
            description: "a state that cannot be read", events: [.stateUnusable],
            stateFailure: "It is damaged."),
        EngineRun(
            description: "a state that cannot be saved, then can", events: [.stateUnusable],
            notification: [.saved(failure: "The disk is full."), .saved(failure: nil)]),
        EngineRun(
            description: "a host that gives no watches", events: [.hostDegraded],
            notification: [.degraded("The kernel allows no more inotify watches.")]),
        EngineRun(
            description: "a configuration rejected, then mended",
            events: [.configurationRejected, .configurationReloaded],
            notification: [
                .configurationRead(.rejected(["file:1:1: error: It is wrong."])),
                .configurationRead(.rejected(["file:1:1: error: It is wrong."])),
                .configurationRead(.valid(settings(portTarget))),
                .configurationRead(.valid(settings(portTarget))),
            ]),
        EngineRun(
            description: "more news than the outbox holds while journald is away",
            events: [.journalUnavailable, .alertsDropped, .configurationReloaded],
            notification: (0...10_000).flatMap { _ in
                [.asked(.reload), .configurationRead(.valid(settings()))]
            },
            journalIsAbsent: true),
    ]

    /// Each probe comes two minutes after the other.
    private static let flapping = EngineRun(
        description: "a port that opens and closes, then stays open", events: [.portUnreachable, .flapping],
        settings: settings(portTarget),
        observations: (0..<10).flatMap { _ -> [Observation] in
            [.port(direct: path(stop: .connect, .refused)), .port(direct: path(addresses: [nil]))]
        } + (0..<20).map { _ in .port(direct: path(addresses: [nil])) })

    /// ``date`` is eight in the morning.
    private static var summarized: Settings {
        var settings = settings()
        settings.connector.summaryTime = TimeOfDay(hour: 8, minute: 1)
        return settings
    }

    // MARK: Network

    private static let portTarget = Target.port(PortTarget(host: "ok.test", port: 443))
    private static let page = sound(PageAddress("https://ok.test/"))
    private static let loginTarget = Target.login(LoginTarget(page: page))

    private static let networkRuns =
        [
            port(.portUnreachable, "a port that refuses", path(stop: .connect, .refused)),
            port(.resolutionFails, "a name that does not exist", path(stop: .resolve, .nameNotFound)),
            port(
                .resolutionFails, "a DNS filter",
                path(stop: .resolve, .lookup(.blocked(address: "0.0.0.0", isInHosts: false)))),
            port(.addressesUnreachable, "one address of two", path(addresses: [nil, .outOfTime])),
            login(.loginFails, "a handshake cut off", path(stop: .handshake, .reset)),
            login(.serverCertificateBad, "a bad certificate", path(stop: .handshake, .certificate)),
            login(.loginFails, "a server in trouble", path(status: 503)),
            login(.loginElsewhere, "a portal", path(status: 302, location: "https://portal.test/")),
        ] + [
            run(.portUnreachable, "a port look that hangs", portTarget, .unanswered, .port(direct: path())),
            run(
                .loginFails, "a login look that hangs", loginTarget, .unanswered,
                .login(direct: path(status: 200))),
        ]

    private static func port(_ event: AlertEvent, _ name: String, _ path: PathObservation) -> EngineRun {
        run(event, name, portTarget, .port(direct: path), .port(direct: Self.path(addresses: [nil])))
    }

    private static func login(_ event: AlertEvent, _ name: String, _ path: PathObservation) -> EngineRun {
        run(event, name, loginTarget, .login(direct: path), .login(direct: Self.path(status: 200)))
    }

    static func path(
        stop phase: NetworkPhase? = nil, _ failure: PathFailure = .closed, addresses: [PathFailure?] = [],
        status: Int? = nil, location: String? = nil
    ) -> PathObservation {
        var path = PathObservation()
        path.stop = phase.map { PathStop($0, failure) }
        path.addresses = addresses.enumerated().map { index, failure in
            AddressAttempt(address: "127.0.0.\(index + 1)", duration: .milliseconds(2), failure: failure)
        }
        path.http = status.map {
            HTTPFacts(responses: [HTTPResponse(page: page, status: $0, location: location)])
        }
        return path
    }

    // MARK: Trust

    private static let trustTarget = Target.trust(
        TrustTarget(
            settingsFile: "/c/TrustSettings.xml", machineStore: ["/c/machine"], userStore: ["/c/user"],
            issuer: "ca.test", renewalWindow: days(30), expiryWarning: days(30), expiryError: days(14),
            expiryCritical: days(3)))

    private static let trustRuns =
        [
            trust(.trustExpired, "an expired certificate", found(until: -1)),
            trust(.trustExpiring, "ten days left", found(until: 10)),
            trust(.renewalOverdue, "a renewal missed for twenty days", found(until: 10)),
            trust(.trustNotYetValid, "a certificate of tomorrow", found(from: 1)),
            trust(.certificateElsewhere, "a certificate in the other store", elsewhere()),
            trust(.certificateUnfit, "a short key", found(bits: 1024)),
            trust(
                .keyUnfit, "a key that is another one's",
                found(key: KeyFacts(.different, file: "/c/machine/a.key"))),
            trust(.issuerUnexpected, "a stranger's certificate", found(issuer: "stranger.test")),
            trust(.certificateMissing, "an empty store", lookup(found: nil)),
            trust(.storeUnreadable, "a locked store", lookup(found: nil, problem: .permission)),
            trust(.storeUnreadable, "a search without an end", lookup(found: nil, isUnfinished: true)),
            trust(.thumbprintChanged, "another certificate", found(digit: "b")),
            trust(.settingsMissing, "no settings", TrustObservation(settings: .missing(nearest: "/"))),
            trust(
                .settingsMalformed, "empty settings",
                TrustObservation(settings: .malformed(.empty, line: 1, column: 1))),
        ] + [run(.settingsMissing, "a trust look that hangs", trustTarget, .unanswered, .trust(found()))]

    private static func trust(_ event: AlertEvent, _ name: String, _ saw: TrustObservation) -> EngineRun {
        run(event, name, trustTarget, .trust(saw), .trust(found()))
    }

    private static func found(
        from: Int = -100, until: Int = 80, issuer: String = "ca.test", digit: Character = "a",
        bits: Int = 2048,
        key: KeyFacts? = nil
    ) -> TrustObservation {
        let thumbprint = thumbprint(digit)
        let facts = CertificateFacts(
            thumbprint: thumbprint, subject: "CN=t", issuer: "CN=\(issuer)", subjectCommonName: "t",
            issuerCommonName: issuer, notBefore: date + Double(from) * 86_400,
            notAfter: date + Double(until) * 86_400, signatureAlgorithm: "sha512WithRSAEncryption",
            key: "RSA \(bits)", keyAlgorithm: "RSA", keyBits: bits)
        let found = FoundCertificate(
            facts: facts, file: "/c/machine/a.pfx", key: key ?? KeyFacts(.matching, file: "/c/machine/a.pfx"))
        return lookup(thumbprint, found: found)
    }

    private static func elsewhere() -> TrustObservation {
        var saw = lookup(found: nil)
        saw.elsewhere = found().lookup
        return saw
    }

    private static func lookup(
        _ thumbprint: Thumbprint = thumbprint("a"), found: FoundCertificate?,
        problem: StoreProblem.Kind? = nil, isUnfinished: Bool = false
    ) -> TrustObservation {
        let problems = problem.map { [StoreProblem($0, path: "/c/machine", detail: "it is locked")] } ?? []
        return TrustObservation(
            settings: .read(TrustSettings(thumbprint: thumbprint, isInUserStore: false)),
            lookup: StoreLookup(
                places: ["/c/machine"], found: found, problems: problems, isUnfinished: isUnfinished))
    }

    private static func thumbprint(_ digit: Character) -> Thumbprint {
        sound(Thumbprint(String(repeating: digit, count: 40)))
    }

    private static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }

    /// A check that is well, fails for three probes, and recovers.
    static func run(
        _ event: AlertEvent, _ name: String, _ target: Target, _ bad: Observation, _ good: Observation
    ) -> EngineRun {
        EngineRun(
            description: name, events: [event], settings: settings(target),
            observations: [good, bad, bad, bad, good, good])
    }
}

/// A constant of this file that is written as it should be.
private func sound<Value>(_ value: Value?) -> Value {
    guard let value else { preconditionFailure("A constant of the runs is malformed.") }
    return value
}
