import Foundation
import Testing

@testable import WatchCore

/// Certificates near their end: event 1045.
struct ServerExpiryRuleTests {
    private static let digits: [String: Character] = [
        "leaf": "A", "issuing": "B", "bridge": "C", "root": "E",
    ]

    /// A certificate with so many days left of so many.
    private func certificate(_ left: Double, of life: Double, _ name: String = "leaf") -> CertificateFacts {
        var facts = CertificateFacts.sample(
            thumbprint(Self.digits[name] ?? "0"), notBefore: start.date + (left - life) * 86_400,
            notAfter: start.date + left * 86_400)
        facts.subject = "CN=\(name)"
        return facts
    }

    private func path(
        _ leaf: CertificateFacts, sending sent: [CertificateFacts] = [], over used: [CertificateFacts] = [],
        to root: CertificateFacts? = nil, isRootPublic: Bool? = true, problems: [CertificateProblem] = []
    ) -> PathObservation {
        var path = problems.isEmpty ? PathObservation.shaken() : .stopped(.handshake, .certificate)
        path.tls = TLSFacts(
            version: "TLSv1.3", chain: [leaf] + sent, problems: problems,
            root: RootFacts(facts: root ?? certificate(2000, of: 7300, "root"), isPublic: isRootPublic),
            intermediates: used)
        return path
    }

    private func verdict(
        _ path: PathObservation, _ limits: ServerExpiryLimits = ServerExpiryLimits(),
        aspects: Set<TLSAspect> = [.inspection, .certificate], clockOffset: Duration? = nil
    ) -> Verdict {
        var check = Check.tls(aspects: aspects)
        check.target = .tls(TLSTarget(host: "login.example", aspects: aspects, expiry: limits))
        return judge(
            .tls(ByRoute(direct: TLSObservation(control: path))), of: check,
            baseline: Baseline(clockOffset: clockOffset), at: start.date)
    }

    private struct Found: Equatable {
        var priority: Priority
        var names: [String]
    }

    /// What is found of the end of certificates: how bad that is, and of which.
    private func found(_ verdict: Verdict) -> Found? {
        verdict.findings.lazy.compactMap { finding in
            guard case .serverCertificateExpiring(let facts) = finding.facts else { return nil }
            return Found(priority: finding.priority, names: facts.certificates.map(\.facts.subject))
        }.first
    }

    /// Days left, of how many days, and how bad that is.
    @Test(
        arguments: [
            // Two years, 200, 100 and 47 days: a sixth and a twelfth.
            (122, 730, nil), (121, 730, .warning), (61, 730, .warning), (60, 730, .error),
            (34, 200, nil), (33, 200, .warning), (17, 200, .warning), (16, 200, .error),
            (17, 100, nil), (16, 100, .warning), (8, 100, .error), (8, 47, nil), (7, 47, .warning),
            (3, 47, .error),
            // Renewed with a third left, it is silent until then, and until long after.
            (0.34, 1, nil), (2.1, 6.2, nil), (16, 47, nil), (1217, 3650, nil), (30, 90, nil), (22, 90, nil),
            // A day at least, as of public certificates of six days.
            (1.2, 6.6, nil), (1.05, 6.6, .warning), (0.99, 6.6, .error), (0.9, 6.2, .error),
            // Of shorter lives a quarter.
            (0.26, 1, nil), (0.24, 1, .error), (0.011, 0.04, nil), (0.009, 0.04, .error),
            (0.001, 10_000, .error), (5000, 10_000, nil),
        ] as [(Double, Double, Priority?)])
    func theShareOfItsLifeCounts(left: Double, life: Double, priority: Priority?) {
        let verdict = verdict(path(certificate(left, of: life)))
        #expect(found(verdict)?.priority == priority)
        #expect(verdict.judgedEvents.contains(.serverCertificateExpiring))
    }

    @Test func itIsToldWithAllThatIsKnown() throws {
        let leaf = certificate(5, of: 90)
        let finding = try #require(verdict(path(leaf)).findings.first)
        #expect(finding.event == .serverCertificateExpiring)
        #expect(finding.phase == .handshake)
        #expect(finding.reason == .certificateExpiring)
        #expect(finding.route == .direct)
        #expect(finding.details[.subject] == "CN=leaf")
        #expect(finding.details[.issuer] == "CN=\(expectedIssuer)")
        #expect(finding.details[.notAfter] == leaf.notAfter.rfc3339)
        #expect(finding.details[.daysLeft] == "5")
        #expect(finding.details[.tlsVersion] == "TLSv1.3")
    }

    /// Limits of the settings: warning, error, days left of 90, and how bad that is.
    @Test(
        arguments: [
            (.span(.days(30)), .span(.days(10)), 29, .warning), (.span(.days(30)), .span(.days(10)), 31, nil),
            (.span(.days(30)), .span(.days(10)), 10, .error),
            (.share(hundredths: 5000), .share(hundredths: 5000), 45, .error),
            // Of two kinds the stricter one counts.
            (.share(hundredths: 1000), .span(.days(20)), 19, .error),
            (.share(hundredths: 1000), .span(.days(20)), 21, nil),
            (.share(hundredths: 3000), .span(.days(20)), 26, .warning),
            (.span(.days(5)), .share(hundredths: 1000), 8, .error),
            (.span(.hours(1)), .span(.hours(1)), 0.5, nil),
            (.span(.hours(1)), .span(.hours(1)), 0.04, .error),
        ] as [(ExpiryLimit, ExpiryLimit, Double, Priority?)])
    func theSettingsSayWhatIsNear(warning: ExpiryLimit, error: ExpiryLimit, left: Double, priority: Priority?)
    {
        let limits = ServerExpiryLimits(warning: warning, error: error)
        #expect(found(verdict(path(certificate(left, of: 90)), limits))?.priority == priority)
    }

    /// Days left of an authority's certificate that lives for so many days, below which is one of 90 days.
    @Test(
        arguments: [
            // A sixth of five years is no news: the server renews within 90 days.
            (300, 1825, nil), (16, 1825, nil), (14, 1825, .warning), (7, 1825, .error),
            // Its own life counts where it is the shorter one.
            (10, 60, .warning), (11, 60, nil), (4, 60, .error),
        ] as [(Double, Double, Priority?)])
    func anIntermediateIsMeasuredByTheShorterLife(left: Double, life: Double, priority: Priority?) {
        let issuing = certificate(left, of: life, "issuing")
        for sent in [[issuing], []] {
            let verdict = verdict(path(certificate(80, of: 90), sending: sent, over: [issuing]))
            #expect(found(verdict)?.priority == priority)
            guard priority != nil, case .serverCertificateExpiring(let facts) = verdict.findings.first?.facts
            else {
                continue
            }
            #expect(facts.certificates.map(\.role) == [.intermediate(isSent: !sent.isEmpty)])
        }
    }

    /// A server that renews in time under an authority that signs nothing beyond its own end.
    @Test(arguments: Array(stride(from: 365.0, through: 0, by: -5)))
    func aServerThatRenewsInTimeIsNeverTold(left: Double) {
        let issuing = certificate(left + 30, of: 3650, "issuing")
        let leaf = certificate(min(90, left + 30), of: 90)
        #expect(found(verdict(path(leaf, sending: [issuing], over: [issuing]))) == nil)
    }

    @Test func aRootOfThisHostIsAWarningAtMost() {
        for left in [14.0, 1] {
            let root = certificate(left, of: 3650, "root")
            let verdict = verdict(path(certificate(80, of: 90), to: root))
            #expect(found(verdict) == Found(priority: .warning, names: ["CN=root"]))
            #expect(verdict.findings.first?.remedy.contains("this host") == true)
        }
        #expect(found(verdict(path(certificate(80, of: 90), to: certificate(16, of: 3650, "root")))) == nil)
    }

    @Test func aRootThatIsSentAsWellIsThisHostsAllTheSame() {
        let root = certificate(1, of: 3650, "root")
        #expect(
            found(verdict(path(certificate(80, of: 90), sending: [root], to: root)))?.priority == .warning)
    }

    /// With `Checks=` without `inspection`, as of a device that has made its certificate itself and is trusted.
    @Test func aCertificateThatIsItsOwnRootIsTheServers() {
        let leaf = certificate(1, of: 90)
        let verdict = verdict(path(leaf, to: leaf, isRootPublic: false), aspects: [.certificate])
        #expect(found(verdict)?.priority == .error)
        #expect(found(verdict)?.names == ["CN=leaf"])
    }

    /// A bridge or an old root that the chain does without.
    @Test(arguments: [1.0, 0, -1, -400])
    func whatIsSentAndNotNeededIsNotTold(left: Double) {
        let issuing = certificate(400, of: 900, "issuing")
        let bridge = certificate(left, of: 900, "bridge")
        let verdict = verdict(path(certificate(80, of: 90), sending: [issuing, bridge], over: [issuing]))
        #expect(verdict.findings == [])
        #expect(verdict.judgedEvents.contains(.serverCertificateExpiring))
    }

    @Test func theMostUrgentComesFirst() {
        let issuing = certificate(3, of: 900, "issuing")
        let path = path(
            certificate(10, of: 90), sending: [issuing], over: [issuing], to: certificate(1, of: 3650, "root")
        )
        #expect(found(verdict(path)) == Found(priority: .error, names: ["CN=issuing", "CN=root", "CN=leaf"]))
    }

    @Test(arguments: [
        CertificateProblem.Kind.expired, .notYetValid, .wrongName, .selfSigned, .untrusted, .unknownIssuer,
    ])
    func aChainThatDoesNotVerifyIsNotJudged(kind: CertificateProblem.Kind) {
        let problem = CertificateProblem(kind, depth: 0, text: "the words")
        let verdict = verdict(path(certificate(kind == .expired ? -1 : 1, of: 90), problems: [problem]))
        #expect(found(verdict) == nil)
        #expect(!verdict.judgedEvents.contains(.serverCertificateExpiring))
    }

    @Test func aHandshakeRefusedWithoutAReasonIsNotJudged() {
        var path = path(certificate(1, of: 90))
        path.stop = PathStop(.handshake, .certificate)
        #expect(verdict(path).findings.map(\.event) == [.serverCertificateBad])
    }

    /// The server leaves out a bridge, and with it the signatures lead to a root of this host.
    @Test func aChainThatIsCompletedIsJudged() {
        let gap = ChainGap(subject: "CN=bridge", issuer: "CN=root", root: "CN=root")
        let problem = CertificateProblem(.incompleteChain, depth: 2, text: "the words", gap: gap)
        let issuing = certificate(400, of: 900, "issuing")
        func judged(_ leaf: Double, bridge: Double) -> Verdict {
            verdict(
                path(
                    certificate(leaf, of: 90), sending: [issuing],
                    over: [issuing, certificate(bridge, of: 900, "bridge")], problems: [problem]))
        }
        #expect(judged(80, bridge: 400).findings.map(\.event) == [.serverCertificateBad])
        #expect(found(judged(5, bridge: 400))?.names == ["CN=leaf"])
        #expect(found(judged(80, bridge: 5))?.names == ["CN=bridge"])
        // What has ended is no longer on its way to its end.
        #expect(found(judged(80, bridge: -5)) == nil)
        #expect(!judged(80, bridge: -5).judgedEvents.contains(.serverCertificateExpiring))
    }

    @Test func aBoxesCertificateIsNotTheServers() {
        let verdict = verdict(path(certificate(1, of: 90), isRootPublic: false))
        #expect(verdict.findings.map(\.event) == [.tlsInspected])
        #expect(!verdict.judgedEvents.contains(.serverCertificateExpiring))
    }

    @Test(arguments: [Set<TLSAspect>(), [.tls12], [.inspection, .revocation]])
    func itIsJudgedWhereCertificatesAre(aspects: Set<TLSAspect>) {
        let verdict = verdict(path(certificate(1, of: 90)), aspects: aspects)
        #expect(verdict.findings == [])
        #expect(!verdict.judgedEvents.contains(.serverCertificateExpiring))
    }

    /// Lives that no authority gives.
    @Test(arguments: [(-5.0, -10.0), (5, 0), (5, -20)])
    func aLifeWithoutLengthIsNoLife(left: Double, life: Double) {
        #expect(found(verdict(path(certificate(left, of: life)))) == nil)
        let issuing = certificate(left, of: life, "issuing")
        if left > 0 { #expect(found(verdict(path(certificate(80, of: 90), over: [issuing]))) == nil) }
    }

    @Test func aClockThatIsAheadMakesNothingOld() {
        let leaf = certificate(10, of: 90)
        #expect(found(verdict(path(leaf)))?.priority == .warning)
        #expect(found(verdict(path(leaf), clockOffset: .days(10))) == nil)
        #expect(found(verdict(path(leaf), clockOffset: .days(-9)))?.priority == .warning)
    }

    @Test func bothRoutesTellOfEachOther() {
        let paths = ByRoute(
            direct: TLSObservation(control: path(certificate(10, of: 90))),
            proxy: TLSObservation(control: path(certificate(10, of: 90))))
        let aspects: Set<TLSAspect> = [.certificate]
        let alike = judge(.tls(paths), of: .tls(routes: .both, aspects: aspects), at: start.date)
        #expect(alike.findings.map(\.event) == [.serverCertificateExpiring, .serverCertificateExpiring])
        #expect(alike.findings.map(\.route) == [.direct, .proxy])
        let issuer = "CN=\(expectedIssuer)"
        #expect(
            alike.findings.map(\.related) == [
                [.otherRoute(OtherRoute(proxy: .proxy, .showsAlike, issuer: issuer))],
                [.otherRoute(OtherRoute(.showsAlike, issuer: issuer))],
            ])
        let renewed = ByRoute(
            direct: paths.direct, proxy: TLSObservation(control: path(certificate(80, of: 90))))
        let one = judge(.tls(renewed), of: .tls(routes: .both, aspects: aspects), at: start.date)
        let works = OtherRoute(
            proxy: .proxy, .works(PhaseTiming(.handshake, .milliseconds(40))), issuer: issuer)
        #expect(one.findings.map(\.related) == [[.otherRoute(works)]])
    }
}
