import Foundation
import Testing

@testable import WatchCore

/// Who answers in the server's place.
struct InspectionTests {
    private static let untrusted = CertificateProblem(
        .unknownIssuer, depth: 1, text: "self-signed certificate in certificate chain")
    private static let leaf = CertificateFacts.sample(issuer: "Corp Inspection CA")

    /// A handshake in which this was presented, and which ended for it where there are problems.
    private func path(_ problems: [CertificateProblem], isRootPublic: Bool? = true) -> PathObservation {
        var path = problems.isEmpty ? PathObservation.shaken() : .stopped(.handshake, .certificate)
        path.tls = TLSFacts(version: "TLSv1.3", chain: [Self.leaf], problems: problems)
        if problems.isEmpty {
            path.tls?.root = RootFacts(facts: .sample(tenant: "Corp Root"), isPublic: isRootPublic)
        }
        return path
    }

    private func tls(
        _ path: PathObservation, _ aspects: Set<TLSAspect> = [.inspection, .certificate],
        baseline: Baseline = Baseline()
    ) -> Verdict {
        judge(
            .tls(ByRoute(direct: TLSObservation(control: path))), of: .tls(aspects: aspects),
            baseline: baseline,
            at: start.date)
    }

    private func login(_ path: PathObservation) -> Verdict {
        judge(.login(direct: path), of: .login(), at: start.date)
    }

    @Test func anUnknownIssuerIsAnInspection() throws {
        for verdict in [tls(path([Self.untrusted])), login(path([Self.untrusted]))] {
            let finding = try #require(verdict.findings.first)
            #expect(verdict.findings.count == 1)
            #expect(finding.event == .tlsInspected)
            #expect(finding.priority == .error)
            #expect(finding.phase == .handshake)
            #expect(finding.reason == .tlsIntercepted)
            #expect(finding.details[.issuer] == "CN=Corp Inspection CA")
            let facts = try #require(finding.inspection)
            #expect(facts.issuer == "CN=Corp Inspection CA")
            #expect(facts.proxy == nil)
            #expect(facts.endpoint.hostAndPort == "login.example:443")
            #expect(facts.sign == .unknownIssuer("self-signed certificate in certificate chain"))
            #expect(verdict.judgedEvents.isSuperset(of: [.tlsInspected, .serverCertificateBad]))
        }
    }

    @Test func itsOtherProblemsStayThoseOfTheCertificate() {
        let expired = CertificateProblem(.expired, depth: 0, text: "certificate has expired")
        for verdict in [tls(path([Self.untrusted, expired])), login(path([Self.untrusted, expired]))] {
            #expect(verdict.findings.map(\.event) == [.tlsInspected, .serverCertificateBad])
            #expect(verdict.findings.last?.reason == .certificateExpired)
            #expect(verdict.findings.last?.serverCertificate?.problems == [expired])
        }
    }

    @Test(arguments: [true, nil] as [Bool?])
    func aRootOfTheDistributionIsNone(isPublic: Bool?) {
        #expect(tls(path([], isRootPublic: isPublic)).findings.isEmpty)
    }

    @Test func aRootThatSomebodyInstalledIsOneForATLSCheckOnly() throws {
        let finding = try #require(tls(path([], isRootPublic: false)).findings.first)
        #expect(finding.event == .tlsInspected)
        #expect(finding.inspection?.sign == .addedRoot("CN=Corp Root"))
        #expect(finding.inspection?.isOptional == true)
        #expect(login(path([Self.untrusted])).findings.first?.inspection?.isOptional == false)
        #expect(tls(path([], isRootPublic: false), [.certificate]).findings.isEmpty)
        #expect(!login(path([], isRootPublic: false)).findings.contains { $0.event == .tlsInspected })
    }

    /// Who issued these cannot be told, so nothing is said of an inspection.
    @Test(arguments: [CertificateProblem.Kind.selfSigned, .incompleteChain, .untrusted])
    func aChainThatTellsNothingIsNone(kind: CertificateProblem.Kind) {
        let verdict = tls(path([CertificateProblem(kind, depth: 0, text: "the words")]))
        #expect(verdict.findings.map(\.event) == [.serverCertificateBad])
        #expect(!verdict.judgedEvents.contains(.tlsInspected))
    }

    /// What is asked for, and the events that an unknown issuer and a wrong name are then.
    @Test(
        arguments: [
            ([.inspection, .certificate], [.tlsInspected, .serverCertificateBad]),
            ([.inspection], [.tlsInspected]), ([.certificate], [.serverCertificateBad]), ([.tls12], []),
        ] as [(Set<TLSAspect>, [AlertEvent])])
    func onlyWhatIsAskedForIsJudged(aspects: Set<TLSAspect>, events: [AlertEvent]) {
        let name = CertificateProblem(.wrongName, depth: 0, text: "hostname mismatch")
        let verdict = tls(path([Self.untrusted, name]), aspects)
        #expect(verdict.findings.map(\.event) == events)
        #expect(verdict.judgedEvents.intersection([.tlsInspected, .serverCertificateBad]) == Set(events))
        if aspects == [.certificate] { #expect(verdict.findings.first?.reason == .certificateName) }
    }

    @Test func whoIssuedTheGenuineOneIsTold() throws {
        let baseline = Baseline(genuineIssuers: ByRoute(direct: ["CN=Public CA"]))
        let finding = try #require(tls(path([Self.untrusted]), baseline: baseline).findings.first)
        #expect(finding.related == [.genuineIssuer("CN=Public CA")])
        var sound = path([])
        sound.tls?.chain = [.sample(issuer: "Public CA")]
        let both = ByRoute(
            direct: TLSObservation(control: sound), proxy: TLSObservation(control: path([Self.untrusted])))
        let verdict = judge(.tls(both), of: .tls(routes: .both), at: start.date)
        #expect(verdict.findings.map(\.route) == [.proxy])
        let inspected = try #require(verdict.findings.first)
        #expect(inspected.inspection?.proxy == .proxy)
        let other = OtherRoute(.works(PhaseTiming(.handshake, .milliseconds(40))), issuer: "CN=Public CA")
        #expect(inspected.related == [.otherRoute(other)])
    }

    @Test func aRedirectsHostIsNotComparedWithThePagesOwn() throws {
        var path = path([Self.untrusted])
        path.http = HTTPFacts(responses: [
            HTTPResponse(page: page("https://login.example/"), status: 301, location: "https://next.example/")
        ])
        let verdict = judge(
            .login(direct: path), of: .login(.sample(redirectHosts: ["next.example"])),
            baseline: Baseline(genuineIssuers: ByRoute(direct: ["CN=Public CA"])), at: start.date)
        let finding = try #require(verdict.findings.first)
        #expect(finding.inspection?.endpoint.hostAndPort == "next.example:443")
        #expect(finding.related == [])
    }
}

extension Finding {
    /// The facts of event 1042.
    fileprivate var inspection: InspectionFacts? {
        if case .tlsInspected(let facts) = facts { facts } else { nil }
    }

    /// The facts of event 1043.
    var serverCertificate: ServerCertificateFacts? {
        if case .serverCertificateBad(let facts) = facts { facts } else { nil }
    }
}
