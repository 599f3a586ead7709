import Foundation
import Testing

@testable import WatchCore

struct JudgeServerCertificateTests {
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
        #expect(finding.message.contains("the words at depth 0"))
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
        #expect(finding.details[.issuer] == "unknown")
        #expect(finding.details[.notAfter] == "unknown")
    }

    @Test func theCertificateAtFaultIsTheOneShown() throws {
        var chain = [CertificateFacts.sample(), .sample(thumbprint("B"), notAfter: start.date - 60)]
        chain[1].subject = "CN=the intermediate"
        let finding = try #require(verdict(.refused(problem(.expired, 1), chain: chain)).findings.first)
        #expect(finding.message.contains("CN=the intermediate"))
        #expect(finding.details[.notAfter] == chain[1].notAfter.rfc3339)
        let beyond = PathObservation.refused(problem(.untrusted, 9), chain: chain)
        #expect(try #require(verdict(beyond).findings.first).message.contains("CN=\(tenant)"))
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
        for index in kinds.indices { #expect(finding.message.contains("words \(index) at depth 0")) }
    }

    /// How far this host's clock is ahead, in hours, and what the message of an expired certificate says of it.
    @Test(
        arguments: [
            (nil, "If this host's clock is right"), (0, "clock is not the reason"),
            (3, "3 h ahead (event 1050)"),
            (-3, "clock is not the reason"),
        ] as [(Int?, String)])
    func aWrongClockIsNamedWhereItExplainsADate(hours: Int?, text: String) throws {
        let chain = [CertificateFacts.sample(notAfter: start.date - 7200)]
        let baseline = Baseline(clockOffset: hours.map { Duration.hours(1) * $0 })
        let finding = try #require(
            verdict(.refused(problem(.expired), chain: chain), baseline: baseline).findings.first)
        #expect(finding.reason == .certificateExpired)
        #expect(finding.message.contains(text))
    }

    @Test func aClockThatIsBehindExplainsACertificateOfTomorrow() throws {
        let chain = [CertificateFacts.sample(notBefore: start.date + 3600)]
        let finding = try #require(
            verdict(
                .refused(problem(.notYetValid), chain: chain), baseline: Baseline(clockOffset: .hours(-2))
            ).findings.first)
        #expect(finding.message.contains("2 h behind (event 1050)"))
    }

    @Test func anotherIssuerThanBeforeIsTold() throws {
        let baseline = Baseline(genuineIssuers: ByRoute(direct: "CN=Public CA"))
        let changed = try #require(
            verdict(.refused(problem(.wrongName)), baseline: baseline).findings.first)
        #expect(changed.message.contains("When last seen genuine, it was issued by \"CN=Public CA\"."))
        let same = Baseline(genuineIssuers: ByRoute(direct: "CN=\(expectedIssuer)"))
        let unchanged = try #require(verdict(.refused(problem(.wrongName)), baseline: same).findings.first)
        #expect(!unchanged.message.contains("last seen genuine"))
    }
}
