import Testing

@testable import WatchCore

/// Where it lies that SHA-512 does not work.
struct SHA512RuleTests {
    private static let alert = PathObservation.stopped(.handshake, .tlsAlert("handshake failure"))
    private static let reset = PathObservation.stopped(.handshake, .reset)
    private static let silence = PathObservation.stopped(.handshake, .outOfTime)

    private func seen(_ sha512: PathObservation?) -> TLSObservation {
        TLSObservation(control: .shaken("TLSv1.3"), tls12: .shaken("TLSv1.2"), sha512: sha512)
    }

    private func verdict(_ routes: ByRoute<TLSObservation>) -> Verdict {
        let probed = Routes(isDirect: routes.direct != nil, proxy: routes.proxy.map { _ in .sample })
        return judge(.tls(routes), of: .tls(routes: probed), at: start.date)
    }

    @Test(
        arguments: [
            (alert, nil), (nil, alert), (alert, alert),
            (.stopped(.handshake, .tlsRefused("wrong signature type")), nil),
            // Through the proxy TLS could not be probed, so one alert is all that is known.
            (alert, .stopped(.connect, .refused)),
        ] as [(PathObservation?, PathObservation?)])
    func aServerThatRefusesWithAnAlertDoesNotOfferIt(direct: PathObservation?, proxy: PathObservation?) {
        let verdict = verdict(ByRoute(direct: direct.map(seen), proxy: proxy.map(seen)))
        #expect(!verdict.findings.isEmpty)
        for finding in verdict.findings {
            #expect(finding.event == .sha512Fails)
            #expect(finding.priority == .notice)
            #expect(finding.reason == .tlsSHA512NotOffered)
            #expect(finding.phase == .handshake)
            guard case .sha512Fails(.notOffered(let facts, direct == proxy)) = finding.facts else {
                Issue.record("\(finding.facts)")
                continue
            }
            #expect(facts.proxy == (finding.route == .proxy ? .proxy : nil))
        }
    }

    /// The suite that was agreed on with TLS 1.2, and whether anything is signed in it.
    @Test(arguments: [("AES256-SHA", false), ("AES128-GCM-SHA256", false), ("ECDHE-RSA-AES256-SHA384", true)])
    func aServerOfTheRSAKeyExchangeAloneIsToldAsSuch(cipher: String, isSigned: Bool) throws {
        var control = PathObservation.shaken("TLSv1.2")
        control.tls?.cipher = cipher
        let verdict = verdict(ByRoute(direct: TLSObservation(control: control, sha512: Self.alert)))
        let finding = try #require(verdict.findings.first)
        #expect(finding.priority == .notice)
        #expect(finding.reason == .tlsSHA512NotOffered)
        let facts = PathFacts.stopped(.handshake, .tlsAlert("handshake failure"))
        #expect(
            finding.facts
                == .sha512Fails(
                    isSigned ? .notOffered(facts, onBothRoutes: false) : .nothingSigned(facts, cipher: cipher)
                ))
    }

    /// What SHA-512 alone gives directly and through the proxy, and on which routes it is blocked.
    @Test(
        arguments: [
            (reset, nil, [.direct]), (silence, nil, [.direct]), (nil, reset, [.proxy]),
            (reset, silence, [.direct, .proxy]),
            (.shaken("TLSv1.2"), alert, [.proxy]), (.shaken("TLSv1.2"), reset, [.proxy]),
            (alert, .shaken("TLSv1.2"), [.direct]), (alert, reset, [.proxy]),
        ] as [(PathObservation?, PathObservation?, [Route])])
    func whatIsCutOffOrWorksOnTheOtherRouteIsBlocked(
        direct: PathObservation?, proxy: PathObservation?, blocked: [Route]
    ) {
        let verdict = verdict(ByRoute(direct: direct.map(seen), proxy: proxy.map(seen)))
        let findings = verdict.findings.filter { $0.reason == .tlsSHA512Blocked }
        #expect(findings.map(\.route) == blocked)
        for finding in findings {
            #expect(finding.event == .sha512Fails)
            #expect(finding.priority == .error)
            guard case .sha512Fails(.blocked(let facts, _)) = finding.facts else {
                Issue.record("\(finding.facts)")
                continue
            }
            #expect(facts.proxy == (finding.route == .proxy ? .proxy : nil))
        }
    }

    @Test func theOtherRouteIsTheProof() throws {
        let verdict = verdict(ByRoute(direct: seen(.shaken("TLSv1.2")), proxy: seen(Self.alert)))
        let finding = try #require(verdict.findings.first)
        let facts = PathFacts.stopped(.handshake, .tlsAlert("handshake failure"), through: .proxy)
        #expect(finding.facts == .sha512Fails(.blocked(facts, worksOnOtherRoute: true)))
        #expect(finding.related == [.otherRoute(OtherRoute(.works(nil)))])
    }

    @Test func withoutTLS12NothingIsKnown() {
        let without = TLSObservation(
            control: .shaken("TLSv1.3"), tls12: Self.alert, sha512: Self.alert)
        let versions = seen(.stopped(.handshake, .tlsVersion("protocol version")))
        for seen in [without, versions] {
            let verdict = verdict(ByRoute(direct: seen))
            #expect(!verdict.judgedEvents.contains(.sha512Fails))
            #expect(!verdict.findings.contains { $0.event == .sha512Fails })
        }
    }
}
