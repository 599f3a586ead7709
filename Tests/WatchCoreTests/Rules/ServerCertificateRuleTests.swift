import Foundation
import Testing

@testable import WatchCore

struct ServerCertificateRuleTests {
    private func verdict(_ path: PathObservation, baseline: Baseline = Baseline()) -> Verdict {
        judge(.login(direct: path), of: .login(), baseline: baseline, at: start.date)
    }

    private func problem(_ kind: CertificateProblem.Kind, _ depth: Int = 0, _ text: String = "the words")
        -> CertificateProblem
    {
        CertificateProblem(kind, depth: depth, text: text)
    }

    @Test(arguments: [
        (CertificateProblem.Kind.expired, Reason.certificateExpired, true),
        (.notYetValid, .certificateNotYetValid, true), (.untrusted, .certificateUntrusted, false),
        (.wrongName, .certificateName, true), (.selfSigned, .certificateSelfSigned, false),
        (.incompleteChain, .certificateChain, false),
    ])
    func aBadCertificateHasItsOwnEvent(
        kind: CertificateProblem.Kind, reason: Reason, isIssuerKnown: Bool
    ) throws {
        let verdict = verdict(.refused(problem(kind)))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .serverCertificateBad)
        #expect(finding.priority == .error)
        #expect(finding.reason == reason)
        #expect(finding.phase == .handshake)
        #expect(
            finding.facts
                == .serverCertificateBad(
                    ServerCertificateFacts(finding.endpoint, [problem(kind)], subject: "CN=\(tenant)")))
        #expect(finding.endpoint.text == "https://login.example/")
        #expect(finding.details[.issuer] == "CN=\(expectedIssuer)")
        #expect(finding.details[.notAfter] == CertificateFacts.sample().notAfter.rfc3339)
        let inspection: Set<AlertEvent> = isIssuerKnown ? [.tlsInspected] : []
        #expect(
            verdict.judgedEvents
                == inspection.union([.resolutionFails, .serverCertificateBad, .hostDegraded]))
    }

    @Test func aCertificateRefusedWithoutDetailsIsStillAFinding() throws {
        let finding = try #require(verdict(.refused(nil, chain: [])).findings.first)
        #expect(finding.event == .serverCertificateBad)
        #expect(finding.reason == .certificateUntrusted)
        let unknown = problem(.untrusted, 0, "it was refused without a reason")
        #expect(finding.serverCertificate?.problems == [unknown])
        #expect(finding.serverCertificate?.subject == nil)
        #expect(finding.details[.issuer] == "unknown")
        #expect(finding.details[.notAfter] == "unknown")
    }

    @Test func theCertificateAtFaultIsTheOneShown() throws {
        var chain = [CertificateFacts.sample(), .sample(thumbprint("B"), notAfter: start.date - 60)]
        chain[1].subject = "CN=the intermediate"
        let finding = try #require(verdict(.refused(problem(.expired, 1), chain: chain)).findings.first)
        #expect(finding.serverCertificate?.subject == "CN=the intermediate")
        #expect(finding.details[.notAfter] == chain[1].notAfter.rfc3339)
        let beyond = PathObservation.refused(problem(.untrusted, 9), chain: chain)
        #expect(verdict(beyond).findings.first?.serverCertificate?.subject == "CN=\(tenant)")
    }

    /// Every problem is told; the weightiest one gives the reason.
    @Test(
        arguments: [
            ([.wrongName, .expired], .certificateExpired),
            ([.selfSigned, .notYetValid], .certificateNotYetValid),
            ([.selfSigned, .wrongName], .certificateName),
            ([.untrusted, .incompleteChain], .certificateChain),
            ([.untrusted, .selfSigned], .certificateSelfSigned),
        ] as [([CertificateProblem.Kind], Reason)])
    func everyProblemIsTold(kinds: [CertificateProblem.Kind], reason: Reason) throws {
        var path = PathObservation.refused(nil)
        path.tls?.problems = kinds.enumerated().map { problem($1, 0, "words \($0)") }
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.reason == reason)
        let told = try #require(finding.serverCertificate).problems
        #expect(Set(told.map(\.text)) == Set(kinds.indices.map { "words \($0)" }))
        #expect(told.first?.kind == kinds.last, "The weightiest comes first.")
    }

    /// How far this host's clock is ahead, in hours, and whether that explains an expired certificate.
    @Test(
        arguments: [
            (nil, .unknown), (0, .isRight), (3, .isTheReason(offset: .hours(3))), (-3, .isRight),
        ] as [(Int?, ServerCertificateFacts.Clock)])
    func aWrongClockIsToldWhereItExplainsADate(hours: Int?, clock: ServerCertificateFacts.Clock) throws {
        let chain = [CertificateFacts.sample(notAfter: start.date - 7200)]
        let baseline = Baseline(clockOffset: hours.map { Duration.hours(1) * $0 })
        let finding = try #require(
            verdict(.refused(problem(.expired), chain: chain), baseline: baseline).findings.first)
        #expect(finding.reason == .certificateExpired)
        #expect(finding.serverCertificate?.clock == clock)
    }

    @Test func aClockThatIsBehindExplainsACertificateOfTomorrow() throws {
        let chain = [CertificateFacts.sample(notBefore: start.date + 3600)]
        let finding = try #require(
            verdict(
                .refused(problem(.notYetValid), chain: chain), baseline: Baseline(clockOffset: .hours(-2))
            ).findings.first)
        #expect(finding.serverCertificate?.clock == .isTheReason(offset: .hours(-2)))
    }

    /// Whether the root that the completed chain ends at is one of the distribution's, and the event that is found.
    @Test(
        arguments: [
            (true, .serverCertificateBad), (nil, .serverCertificateBad), (false, .tlsInspected),
        ] as [(Bool?, AlertEvent)])
    func aProvenGapIsTheServersOmissionAndNoInspection(isPublic: Bool?, event: AlertEvent) throws {
        let gap = ChainGap(subject: "CN=New", issuer: "CN=Old", root: "CN=Old")
        var path = PathObservation.refused(
            CertificateProblem(.incompleteChain, depth: 2, text: "the words", gap: gap))
        path.tls?.root = RootFacts(facts: .sample(), isPublic: isPublic)
        let verdict = judge(
            .tls(ByRoute(direct: TLSObservation(control: path))),
            of: .tls(aspects: [.inspection, .certificate]),
            at: start.date)
        #expect(verdict.judgedEvents.isSuperset(of: [.tlsInspected, .serverCertificateBad]))
        #expect(verdict.findings.map(\.event).contains(event))
        let told = try #require(verdict.findings.first { $0.event == .serverCertificateBad })
        #expect(told.reason == .certificateChain)
        #expect(told.serverCertificate?.problems.first?.gap == gap)
        #expect(verdict.findings.contains { $0.event == .tlsInspected } == (isPublic == false))
    }

    @Test func theCertificateThatTheVerificationHadInHandIsTheOneShown() throws {
        var root = CertificateFacts.sample(thumbprint("C"), notAfter: start.date - 86_400)
        root.subject = "CN=Old Root"
        let problem = CertificateProblem(
            .expired, depth: 1, text: "certificate has expired", certificate: root, origin: .host)
        let chain = [CertificateFacts.sample(), .sample(thumbprint("B"))]
        let finding = try #require(verdict(.refused(problem, chain: chain)).findings.first)
        #expect(finding.serverCertificate?.subject == "CN=Old Root")
        #expect(finding.details[.notAfter] == root.notAfter.rfc3339)
        #expect(finding.message.contains("(\"CN=Old Root\", in this host's own store)"))
        #expect(finding.remedy.contains("The server is not at fault"))
    }

    @Test func anotherIssuerThanBeforeIsTold() throws {
        let baseline = Baseline(genuineIssuers: ByRoute(direct: ["CN=Former CA", "CN=Public CA"]))
        let changed = try #require(
            verdict(.refused(problem(.wrongName)), baseline: baseline).findings.first)
        #expect(changed.related == [.genuineIssuer("CN=Public CA")])
        let same = Baseline(genuineIssuers: ByRoute(direct: ["CN=\(expectedIssuer)", "CN=Public CA"]))
        let unchanged = try #require(verdict(.refused(problem(.wrongName)), baseline: same).findings.first)
        #expect(unchanged.related == [])
    }
}

extension Finding {
    /// What a finding about a server's certificate is about.
    fileprivate var endpoint: Endpoint { serverCertificate?.endpoint ?? .login }
}
