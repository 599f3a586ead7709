import Foundation
import WatchCore

/// Runs in which the proxy, TLS and this host itself are at fault.
extension EngineRun {
    private static let proxy = OutboundProxy(host: "proxy.test", port: 8080)
    private static let proxied = PortTarget(
        host: "ok.test", port: 443, routes: Routes(isDirect: false, proxy: proxy))

    private static func proxied(_ name: String, _ path: PathObservation) -> EngineRun {
        run(
            .proxyFails, name, .port(proxied), .port(ByRoute(proxy: path)), .port(ByRoute(proxy: Self.path()))
        )
    }

    /// Two checks that fail alike.
    static let sharedRuns: [EngineRun] = {
        let portTarget = PortTarget(host: "ok.test", port: 443)
        return [
            shared(.resolutionFails, "a dead resolver", portTarget) { .port(ByRoute(direct: $0)) },
            shared(.proxyFails, "a proxy without a name", proxied) { .port(ByRoute(proxy: $0)) },
        ]
    }()

    private static func shared(
        _ event: AlertEvent, _ name: String, _ port: PortTarget, _ saw: (PathObservation) -> Observation
    ) -> EngineRun {
        let (good, bad) = (saw(path()), saw(path(stop: .resolve, .outOfTime)))
        var run = run(event, name, .port(port), bad, good)
        run.settings.ports += run.settings.ports.map { section in
            var other = section
            (other.name, other.host) = ("q", "other.test")
            return other
        }
        return run
    }

    // MARK: TLS

    private static let tlsTarget = Target.tls(TLSTarget(host: "ok.test"))

    static let tlsRuns = [
        proxied("a proxy that forbids", path(stop: .tunnel, .proxyStatus(403))),
        proxied("a proxy that is down", path(stop: .tunnel, .refused)),
        tls(.tls12Fails, "no TLS at all", TLSObservation(control: path(stop: .handshake, .notTLS))),
        tls(.tls12Fails, "no connection", TLSObservation(control: path(stop: .connect, .refused))),
        tls(
            .tls12Fails, "TLS 1.3 only",
            TLSObservation(control: shaken, tls12: path(stop: .handshake, .tlsAlert("protocol version")))),
        tls(
            .sha512Fails, "SHA-512 not offered",
            TLSObservation(control: shaken, tls12: shaken, sha512: path(stop: .handshake, .tlsAlert("x")))),
        tls(
            .sha512Fails, "SHA-512 cut off",
            TLSObservation(control: shaken, tls12: shaken, sha512: path(stop: .handshake, .reset))),
        tls(.tlsInspected, "an unknown issuer", TLSObservation(control: presented(.unknownIssuer))),
        tls(
            .largeHelloFails, "a device that reads one packet",
            TLSObservation(
                control: shaken, tls12: shaken, sha512: shaken, largeHello: path(stop: .handshake, .reset))),
        tls(
            .revocationFails, "a list that cannot be fetched", TLSObservation(control: checked(.status(403)))),
        tls(.revocationFails, "a stale list", TLSObservation(control: checked(nil, date - 60))),
        tls(
            .serverCertificateBad, "a revoked certificate",
            TLSObservation(control: checked(nil, status: .revoked(reason: nil, date: nil)))),
        tls(
            .serverCertificateExpiring, "a certificate with a tenth of its life left",
            TLSObservation(control: aged, tls12: shaken, sha512: shaken, largeHello: shaken)),
        tls(.serverCertificateBad, "an expired certificate", TLSObservation(control: presented(.expired))),
        run(
            .tls12Fails, "a TLS look that hangs", tlsTarget, .unanswered,
            .tls(ByRoute(direct: TLSObservation(control: shaken, tls12: shaken)))),
    ]

    private static func tls(_ event: AlertEvent, _ name: String, _ saw: TLSObservation) -> EngineRun {
        let good = TLSObservation(control: checked(nil), tls12: shaken, sha512: shaken, largeHello: shaken)
        return run(event, name, tlsTarget, .tls(ByRoute(direct: saw)), .tls(ByRoute(direct: good)))
    }

    private static var shaken: PathObservation {
        var path = path()
        path.tls = TLSFacts(version: "TLSv1.3", chain: [facts])
        return path
    }

    private static var aged: PathObservation {
        var path = path()
        var aged = facts
        aged.notBefore = date - 90 * 86_400
        aged.notAfter = date + 10 * 86_400
        path.tls = TLSFacts(version: "TLSv1.3", chain: [aged])
        return path
    }

    private static func checked(
        _ failure: RevocationSource.Failure?, _ next: Date? = nil, status: RevocationSource.Status? = nil
    ) -> PathObservation {
        var path = shaken
        guard let address = PlainAddress("http://crl.test/ca.crl") else { return path }
        path.tls?.revocation = [
            RevocationSource(.list, address, asked: date, failure: failure, nextUpdate: next, status: status)
        ]
        return path
    }

    private static func presented(_ kind: CertificateProblem.Kind) -> PathObservation {
        var path = path(stop: .handshake, .certificate)
        path.tls = TLSFacts(
            version: "TLSv1.3", chain: [facts], problems: [CertificateProblem(kind, depth: 0, text: "It is.")]
        )
        return path
    }

    private static let facts: CertificateFacts = {
        guard let thumbprint = Thumbprint(String(repeating: "a", count: 40)) else {
            preconditionFailure("A constant of the runs is malformed.")
        }
        return CertificateFacts(
            thumbprint: thumbprint, subject: "CN=ok.test", issuer: "CN=ca.test", subjectCommonName: "ok.test",
            issuerCommonName: "ca.test", notBefore: date - 86_400, notAfter: date + 86_400,
            signatureAlgorithm: "sha256WithRSAEncryption", key: "RSA 2048")
    }()

    // MARK: This host

    static let hostRuns = [
        host(.clockOff, "a clock that is off", HostObservation(readings: readings(300))),
        host(.tls12Fails, "a policy against TLS 1.2", policy(CryptoPolicy(allowsTLS12: false))),
        host(.sha512Fails, "a policy against SHA-512", policy(CryptoPolicy(allowsSHA512: false))),
        host(.hostDegraded, "a host look that hangs", .unanswered),
    ]

    private static func host(_ event: AlertEvent, _ name: String, _ saw: HostObservation) -> EngineRun {
        host(event, name, .host(saw))
    }

    private static func host(_ event: AlertEvent, _ name: String, _ saw: Observation) -> EngineRun {
        run(
            event, name, .host(HostTarget(sources: [])), saw, .host(HostObservation(readings: readings(0))))
    }

    private static func policy(_ policy: CryptoPolicy) -> HostObservation {
        HostObservation(readings: readings(0), policy: policy)
    }

    private static func readings(_ ahead: Double) -> [ClockReading] {
        ["a.test:80", "b.test:80"].map { ClockReading(source: $0, theirs: date - ahead, ours: date) }
    }
}
