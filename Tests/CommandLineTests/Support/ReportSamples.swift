import Foundation

@testable import WatchCore
@testable import connector_watch

/// A connector in trouble, as a report shows it: a port shut, TLS inspected, a certificate that was not renewed.
enum ReportSample {
    static let proxy = OutboundProxy(host: "proxy.hq.example", port: 8080)
    private static let both = Routes(isDirect: true, proxy: proxy)

    static let trust = TrustTarget(
        settingsFile: "/srv/connector/Config/TrustSettings.xml",
        machineStore: ["/srv/connector/stores/machine"],
        userStore: [], issuer: "connectorregistrationca.msappproxy.net", renewalWindow: .seconds(30 * 86_400),
        expiryWarning: .seconds(30 * 86_400), expiryError: .seconds(14 * 86_400),
        expiryCritical: .seconds(3 * 86_400))

    static let settings: Settings = {
        var settings = Settings(
            connector: ConnectorSettings(name: "hq-01", cloud: .public), hostPace: .sample)
        settings.trusts = [TrustSection(name: nil, target: trust, pace: .sample)]
        settings.ports = [
            ("login.microsoftonline.com", both), ("aadcdn.msauth.net", .direct),
            ("crl3.digicert.com", .direct),
            ("11111111-2222-3333-4444-555555555555.registration.msappproxy.net", both),
            ("management.azure.com", .direct), ("mail.example", .direct),
        ].map { PortSection(name: $0.0, host: $0.0, ports: [443], routes: $0.1, pace: .sample) }
        if let page = PageAddress("https://login.microsoftonline.com/") {
            settings.logins = [
                LoginSection(name: "office", target: LoginTarget(page: page, routes: both), pace: .sample)
            ]
        }
        settings.tls = [
            TLSSection(
                name: "login.microsoftonline.com",
                target: TLSTarget(host: "login.microsoftonline.com", routes: both), pace: .sample)
        ]
        return settings
    }()

    /// 40 times the same hexadecimal digit.
    static func thumbprint(_ digit: Character) -> Thumbprint {
        guard let value = Thumbprint(String(repeating: digit, count: 40)) else {
            preconditionFailure("\(digit) is no hexadecimal digit.")
        }
        return value
    }

    static func certificate(
        _ target: String, _ issuer: String, from: Double, to: Double, digit: Character = "D"
    )
        -> CertificateFacts
    {
        CertificateFacts(
            thumbprint: ReportSample.thumbprint(digit), subject: "CN=\(target)",
            issuer: "CN=\(issuer)", subjectCommonName: target, issuerCommonName: issuer,
            notBefore: noon + from * 86_400, notAfter: noon + to * 86_400,
            signatureAlgorithm: "sha512WithRSAEncryption", key: "RSA 2048", allowsClientAuthentication: true)
    }

    private static let agent = certificate(
        "11111111-2222-3333-4444-555555555555", "connectorregistrationca.msappproxy.net", from: -170, to: 9.5)

    /// A path that was gone down as far as `phase`.
    private static func path(
        _ ms: Double, _ phase: NetworkPhase = .handshake, issuer: String = "DigiCert TLS CA"
    )
        -> PathObservation
    {
        var path = PathObservation()
        path.timings.resolve = .milliseconds(ms / 5)
        path.timings.connect = .milliseconds(ms / 2)
        path.addresses = [AddressAttempt(address: "198.51.100.7", duration: .milliseconds(ms / 2))]
        path.address = "198.51.100.7"
        guard phase == .handshake else { return path }
        path.timings.handshake = .milliseconds(ms)
        let isGenuine = issuer.hasPrefix("DigiCert")
        path.tls = TLSFacts(
            version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", signature: "rsa_pss_rsae_sha256",
            chain: [certificate("login.microsoftonline.com", issuer, from: -30, to: 60)],
            root: RootFacts(facts: certificate(issuer, issuer, from: -900, to: 900), isPublic: isGenuine))
        return path
    }

    private static func observation(of target: Target) -> Observation {
        switch target {
        case .port(let port):
            var direct = path(30, .connect)
            if port.host == "mail.example" {
                direct.addresses = [
                    AddressAttempt(address: "203.0.113.25", duration: .seconds(10), failure: .outOfTime),
                    AddressAttempt(
                        address: "2001:db8:25::25", duration: .milliseconds(1), failure: .networkUnreachable),
                ]
                direct.address = nil
                direct.stop = PathStop(.connect, .outOfTime)
            }
            return .port(
                ByRoute(direct: direct, proxy: port.routes.proxy == nil ? nil : tunnelled(path(40, .connect)))
            )
        case .login(let login):
            var direct = path(60)
            direct.timings.exchange = .milliseconds(80)
            direct.http = HTTPFacts(responses: [HTTPResponse(page: login.page, status: 200)])
            return .login(ByRoute(direct: direct, proxy: tunnelled(direct)))
        case .tls:
            let inspected = tunnelled(path(90, issuer: "Corp Inspection CA"))
            return .tls(
                ByRoute(
                    direct: TLSObservation(control: path(25), tls12: path(28), sha512: path(28)),
                    proxy: TLSObservation(control: inspected, tls12: inspected, sha512: inspected)))
        case .cloud:
            return .cloud(.listed(ConnectorList(connectors: [])))
        case .host:
            return .host(
                HostObservation(readings: [
                    ClockReading(source: "crl3.digicert.com:80", theirs: noon, ours: noon)
                ]))
        case .trust:
            let found = FoundCertificate(
                facts: agent, file: "/srv/connector/stores/machine/\(agent.thumbprint).pfx")
            return .trust(
                TrustObservation(
                    settings: .read(TrustSettings(thumbprint: agent.thumbprint, isInUserStore: false)),
                    lookup: StoreLookup(places: trust.machineStore, certificates: 3, found: found)))
        }
    }

    private static func tunnelled(_ path: PathObservation) -> PathObservation {
        var path = path
        path.timings.tunnel = .milliseconds(9)
        path.tunnel = TunnelFacts(statusLine: "HTTP/1.1 200 Connection established")
        return path
    }

    static let probe: Report = {
        let parts = settings.checks(learnedTenant: nil).map {
            RunObservation.Part(check: $0, observation: observation(of: $0.target))
        }
        return Report(
            of: RunObservation(parts: parts, leftOut: [CheckName("login tenant")]), settings: settings,
            host: "gateway", time: noon, duration: .milliseconds(10_040))
    }()
}

extension HTML {
    /// The document as text.
    var text: String { String(decoding: document, as: UTF8.self) }
}
