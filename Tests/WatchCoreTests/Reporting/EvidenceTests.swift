import Foundation
import Testing

@testable import WatchCore

struct EvidenceTests {
    private func texts(_ line: ReportLine) -> [String] {
        line.evidence(at: start.date).map { "\($0.label): \($0.text)" }
    }

    @Test func everyAddressIsToldWithItsEnd() {
        let path = PathObservation.connected([("192.0.2.1", nil), ("192.0.2.2", .refused)])
        #expect(
            texts(ReportLine(route: .direct, detail: .path(path, attempts: [])))
                == ["tried: 192.0.2.1 connected in 30 ms, 192.0.2.2 connection-refused after 30 ms"])
    }

    @Test func theProxySpeaksForItself() {
        var path = PathObservation.stopped(.tunnel, .proxyStatus(403))
        path.tunnel = TunnelFacts(
            statusLine: "HTTP/1.1 403 Forbidden", demand: "HTTP/1.1 407 Proxy Authentication Required")
        let line = ReportLine(
            route: .proxy, proxy: OutboundProxy(host: "proxy.example", port: 8080),
            detail: .path(path, attempts: []))
        #expect(
            texts(line).last
                == "proxy: proxy.example:8080, HTTP/1.1 407 Proxy Authentication Required, HTTP/1.1 403 Forbidden"
        )
    }

    @Test func anAddressOfTheProxyFailsAsTheProxyDoes() {
        var path = PathObservation.stopped(.tunnel, .refused)
        path.addresses[0].failure = .refused
        let line = ReportLine(
            route: .proxy, proxy: OutboundProxy(host: "proxy.example", port: 8080),
            detail: .path(path, attempts: []))
        #expect(texts(line).first == "tried: 192.0.2.1 proxy-refused after 30 ms")
    }

    @Test(arguments: [
        (true, "certmgr.msc, run as Network Service: Personal, Certificates"),
        (false, "certlm.msc: Personal, Certificates"),
    ])
    func theWindowsSideIsToldInItsOwnWords(_ isInUserStore: Bool, _ place: String) throws {
        var trust = TrustObservation.healthy(isInUserStore: isInUserStore)
        trust.lookup?.found?.windows = WindowsProperties(
            key: .linked(provider: "Microsoft Software Key Storage Provider"), friendlyName: "connector",
            isArchived: true)
        trust.lookup?.found?.key = KeyFacts(
            .windows(.linked(provider: "Microsoft Software Key Storage Provider")))
        let lines = texts(ReportLine(route: nil, detail: .trust(trust)))
        #expect(lines.contains("windows: \(place)"))
        #expect(lines.contains("name: connector"))
        #expect(lines.contains("private: Windows has its key in \"Microsoft Software Key Storage Provider\""))
        #expect(lines.contains { $0.hasPrefix("archived: Windows leaves it out where it lists the store") })
    }

    @Test(arguments: [
        (WindowsKey.notLinked, "no key is linked to it on the Windows host"),
        (.untold, "this export does not tell whether Windows has its key"),
        (.linked(provider: nil), "Windows has its key"),
    ])
    func whatWindowsTellsOfTheKeyIsSaid(_ key: WindowsKey, _ text: String) {
        var trust = TrustObservation.healthy()
        trust.lookup?.found?.key = KeyFacts(.windows(key))
        #expect(texts(ReportLine(route: nil, detail: .trust(trust))).contains("private: \(text)"))
    }

    @Test func aPageIsToldAnswerByAnswer() {
        let path = PathObservation.answered([
            ("https://a.example/", 302, "/next"), ("https://a.example/next", 200, nil),
        ])
        #expect(
            texts(ReportLine(route: .direct, detail: .path(path, attempts: []))).suffix(2)
                == [
                    "answer: 302 from https://a.example/ -> /next",
                    "answer: 200 from https://a.example/next",
                ])
    }

    @Test func aTLSCheckTellsWhatItsHandshakesGave() {
        let root = CertificateFacts.sample(tenant: nil, issuer: nil)
        var control = PathObservation.connected()
        control.tls = TLSFacts(
            version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", signature: "ed25519", chain: [.sample()],
            root: RootFacts(facts: root, isPublic: false))
        var tls12 = PathObservation.connected()
        tls12.tls = TLSFacts(version: "TLSv1.2", cipher: "ECDHE", signature: "rsa_pkcs1_sha512")
        let seen = TLSObservation(control: control, tls12: tls12, sha512: .stopped(.handshake, .reset))
        #expect(
            texts(ReportLine(route: .direct, detail: .path(seen.control, attempts: seen.attempts)))
                .dropFirst()
                == [
                    "tls: TLSv1.3, TLS_AES_256_GCM_SHA384, ed25519",
                    "server: CN=\(tenant), valid until 2027-05-17T11:06:40Z",
                    "issuer: CN=\(expectedIssuer)",
                    "root: O=nobody, this host's own root",
                    "tls1.2: works: TLSv1.2, ECDHE, rsa_pkcs1_sha512",
                    "sha512: stopped in the handshake phase: tls-reset",
                ])
    }

    @Test func theTrustFilesAreToldWhole() {
        let facts = CertificateFacts.sample(notAfter: start.date.addingTimeInterval(9.5 * 86_400))
        let lines = texts(ReportLine(route: nil, detail: .trust(.healthy(facts))))
        #expect(lines.contains("thumbprint: \(facts.thumbprint), in the machine store"))
        #expect(lines.contains("valid: 2026-11-17T11:06:40Z to 2026-11-27T23:06:40Z, 9 days left"))
        #expect(lines.contains("tenant: \(tenant)"))
    }

    @Test func whatCannotBeReadInEitherStoreIsTold() {
        func problems(_ kind: StoreProblem.Kind, _ path: String) -> [StoreProblem] {
            [StoreProblem(kind, path: path, detail: "why")]
        }
        var trust = TrustObservation.healthy()
        trust.lookup?.problems = problems(.permission, "/trust/machine/first.pfx")
        trust.lookup?.laterProblems = problems(.damaged, "/trust/machine/later.pfx")
        trust.elsewhere = StoreLookup(
            places: ["/user", "/absent"],
            problems: problems(.missing, "/absent") + problems(.missing, "/user/link.pfx"),
            laterProblems: problems(.password, "/user/later.pfx"))
        let lines = texts(ReportLine(route: nil, detail: .trust(trust))).filter { $0.hasPrefix("unread") }
        #expect(
            lines == [
                "unread: /trust/machine/first.pfx: why", "unread: /trust/machine/later.pfx: why",
                "unread: /user/link.pfx: why", "unread: /user/later.pfx: why",
            ], "That the other store is not there is no problem.")
    }

    @Test func theClockIsToldServerByServer() {
        let host = HostObservation(
            readings: [0, -90, 7200].map {
                ClockReading(source: "a:80", theirs: start.date, ours: start.date.addingTimeInterval($0))
            }, policy: CryptoPolicy(allowsSHA512: false, detail: "no shared sigalgs"))
        #expect(
            texts(ReportLine(route: nil, detail: .host(host))) == [
                "clock: agrees with a:80", "clock: this host's is 1 min 30 s behind, going by a:80",
                "clock: this host's is 2 h ahead, going by a:80",
                "openssl: forbids SHA-512: no shared sigalgs",
            ])
    }

    @Test func whatDidNotAnswerShowsNothing() {
        #expect(
            texts(ReportLine(route: .direct, detail: .none)) == ["seen: nothing, as the probe gave no answer"]
        )
    }

    @Test func timingsStandInTheOrderOfThePhases() {
        let path = PathObservation.answered([("https://a.example/", 200, nil)])
        #expect(path.timings.all.map(\.phase) == [.resolve, .connect, .handshake, .exchange])
        #expect(path.timings.total == .milliseconds(122))
    }
}
