import Testing

@testable import WatchCore

struct JudgeLoginTests {
    private func verdict(_ path: PathObservation, _ subject: LoginSubject = .sample()) -> Verdict {
        judge(.login(direct: path), of: .login(subject), at: start.date)
    }

    @Test(arguments: [
        (PathFailure.outOfTime, Reason.resolveTimeout), (.nameNotFound, .nameNotFound),
        (.resolverFailed("server failure"), .resolveFailed), (.system("no memory"), .resolveFailed),
    ])
    func aNameThatDoesNotResolveSaysNothingAboutThePage(failure: PathFailure, reason: Reason) {
        let verdict = verdict(.stopped(.resolve, failure))
        #expect(verdict.findings.map(\.event) == [.resolutionFails])
        #expect(verdict.findings.map(\.reason) == [reason])
        #expect(verdict.judgedEvents == [.resolutionFails, .hostDegraded])
    }

    @Test(arguments: [
        (Phase.connect, PathFailure.outOfTime, Reason.connectTimeout),
        (.connect, .refused, .connectionRefused),
        (.connect, .reset, .connectionReset), (.connect, .networkUnreachable, .networkUnreachable),
        (.connect, .hostUnreachable, .hostUnreachable), (.connect, .denied, .connectDenied),
        (.connect, .system("no buffer space"), .hostUnreachable),
        (.handshake, .outOfTime, .tlsTimeout), (.handshake, .reset, .tlsReset),
        (.handshake, .closed, .tlsReset), (.handshake, .notTLS, .tlsNotSpoken),
        (.handshake, .tlsVersion("unsupported protocol"), .tlsVersion),
        (.handshake, .tlsAlert("handshake failure"), .tlsAlert),
        (.handshake, .tlsRefused("dh key too small"), .tlsAlert),
        (.handshake, .system("no roots"), .tlsReset),
        (.exchange, .outOfTime, .httpTimeout), (.exchange, .reset, .httpMalformed),
        (.exchange, .closed, .httpMalformed), (.exchange, .httpMalformed("no status line"), .httpMalformed),
        (.exchange, .httpTooLarge(limit: 65_536), .httpTooLarge),
        (.exchange, .redirectLoop(count: 6), .httpRedirectLoop),
        (.exchange, .system("broken"), .httpMalformed),
    ])
    func aPageThatCannotBeFetchedNamesPhaseAndReason(
        phase: Phase, failure: PathFailure, reason: Reason
    ) throws {
        let verdict = verdict(.stopped(phase, failure))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .loginFails)
        #expect(finding.priority == .error)
        #expect(finding.phase == phase)
        #expect(finding.reason == reason)
        #expect(finding.message.contains("https://login.example/"))
        #expect(finding.message.contains("the \(phase) phase"))
        #expect(finding.via == .direct)
        let verified: Set<AlertEvent> = phase == .exchange ? [.serverCertificateBad] : []
        #expect(verdict.judgedEvents == verified.union([.resolutionFails, .loginFails, .hostDegraded]))
    }

    @Test(arguments: [
        (CertificateProblem.Kind.expired, Reason.certificateExpired),
        (.notYetValid, .certificateNotYetValid), (.untrusted, .certificateUntrusted),
        (.wrongName, .certificateName), (.selfSigned, .certificateSelfSigned),
        (.incompleteChain, .certificateChain),
    ])
    func aBadCertificateHasItsOwnEvent(kind: CertificateProblem.Kind, reason: Reason) throws {
        let verdict = verdict(.refused(CertificateProblem(kind, depth: 0, text: "the words")))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .serverCertificateBad)
        #expect(finding.reason == reason)
        #expect(finding.phase == .handshake)
        #expect(finding.message.contains("the words at depth 0"))
        #expect(finding.details[.issuer] == "CN=\(expectedIssuer)")
        #expect(finding.details[.notAfter] == CertificateFacts.sample().notAfter.rfc3339)
        #expect(verdict.judgedEvents == [.resolutionFails, .serverCertificateBad, .hostDegraded])
    }

    @Test func aCertificateRefusedWithoutDetailsIsStillAFinding() throws {
        let finding = try #require(verdict(.refused(nil, chain: [])).findings.first)
        #expect(finding.event == .serverCertificateBad)
        #expect(finding.reason == .certificateUntrusted)
        #expect(finding.details[.issuer] == "unknown")
        #expect(finding.details[.notAfter] == "unknown")
    }

    @Test func theCertificateAtFaultIsTheOneShown() throws {
        var chain = [CertificateFacts.sample(), .sample(thumbprint("B"))]
        chain[1].subject = "CN=the intermediate"
        let path = PathObservation.refused(
            CertificateProblem(.expired, depth: 1, text: "expired"), chain: chain)
        #expect(try #require(verdict(path).findings.first).message.contains("CN=the intermediate"))
        let beyond = PathObservation.refused(
            CertificateProblem(.untrusted, depth: 9, text: "no issuer"), chain: chain)
        #expect(try #require(verdict(beyond).findings.first).message.contains("CN=\(tenant)"))
    }

    @Test(arguments: [
        (Phase.resolve, PathFailure.nameNotFound, AlertEvent.resolutionFails),
        (.connect, .refused, .loginFails), (.handshake, .outOfTime, .loginFails),
        (.handshake, .certificate, .serverCertificateBad), (.exchange, .outOfTime, .loginFails),
    ])
    func whatStopsAtARedirectIsBlamedOnWhereItLeads(
        phase: Phase, failure: PathFailure, event: AlertEvent
    ) throws {
        var path = PathObservation.stopped(phase, failure)
        path.http = HTTPFacts(responses: [
            HTTPResponse(
                page: page("https://login.example/"), status: 301,
                location: "https://next.example:8443/in")
        ])
        let finding = try #require(verdict(path, .sample(redirectHosts: ["next.example"])).findings.first)
        #expect(finding.event == event)
        #expect(finding.message.contains("next.example"))
        #expect(!finding.message.contains("\"login.example\""))
    }

    @Test func aRedirectLoopIsBlamedOnThePageAskedFor() throws {
        var path = PathObservation.stopped(.exchange, .redirectLoop(count: 2))
        let asked = page("https://login.example/")
        path.http = HTTPFacts(responses: [HTTPResponse(page: asked, status: 301, location: "/")])
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.message.hasPrefix("The login page https://login.example/ cannot be fetched"))
    }
}
