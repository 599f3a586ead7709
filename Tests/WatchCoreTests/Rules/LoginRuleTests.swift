import Testing

@testable import WatchCore

struct LoginRuleTests {
    private func verdict(_ path: PathObservation, _ target: LoginTarget = .sample()) -> Verdict {
        judge(.login(direct: path), of: .login(target), at: start.date)
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
        (NetworkPhase.connect, PathFailure.outOfTime, Reason.connectTimeout),
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
        (.exchange, .outOfTime, .httpTimeout), (.exchange, .reset, .httpReset),
        (.exchange, .closed, .httpClosed), (.handshake, .clientCertificate, .tlsClientCertificate),
        (.exchange, .httpMalformed("no status line"), .httpMalformed),
        (.exchange, .httpTooLarge(limit: 65_536), .httpTooLarge),
        (.exchange, .redirectLoop(count: 6), .httpRedirectLoop),
        (.exchange, .system("broken"), .httpMalformed),
    ])
    func aPageThatCannotBeFetchedTellsPhaseAndReason(
        phase: NetworkPhase, failure: PathFailure, reason: Reason
    ) throws {
        let verdict = verdict(.stopped(phase, failure))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .loginFails)
        #expect(finding.priority == .error)
        #expect(finding.phase == Phase(phase))
        #expect(finding.reason == reason)
        #expect(finding.facts == .loginFails(.notFetched(.stopped(phase, failure, at: .page))))
        #expect(finding.route == .direct)
        let verified: Set<AlertEvent> = phase == .exchange ? [.serverCertificateBad, .tlsInspected] : []
        #expect(verdict.judgedEvents == verified.union([.resolutionFails, .loginFails, .hostDegraded]))
    }

    @Test(arguments: [
        (NetworkPhase.resolve, PathFailure.nameNotFound, AlertEvent.resolutionFails),
        (.connect, .refused, .loginFails), (.handshake, .outOfTime, .loginFails),
        (.handshake, .certificate, .serverCertificateBad), (.exchange, .outOfTime, .loginFails),
    ])
    func whatStopsAtARedirectIsAboutWhereItLeads(
        phase: NetworkPhase, failure: PathFailure, event: AlertEvent
    ) throws {
        var path = PathObservation.stopped(phase, failure)
        path.http = HTTPFacts(responses: [
            HTTPResponse(
                page: page("https://login.example/"), status: 301,
                location: "https://next.example:8443/in")
        ])
        let finding = try #require(verdict(path, .sample(redirectHosts: ["next.example"])).findings.first)
        #expect(finding.event == event)
        let endpoint = try #require(finding.endpoint)
        #expect(endpoint.host == "next.example")
        #expect(endpoint.port == 8443)
        #expect(
            endpoint.text
                == "https://next.example:8443/in (where https://login.example/ redirects to)")
    }

    @Test func aRedirectLoopIsAboutThePageAskedFor() throws {
        var path = PathObservation.stopped(.exchange, .redirectLoop(count: 2))
        let asked = page("https://login.example/")
        path.http = HTTPFacts(responses: [HTTPResponse(page: asked, status: 301, location: "/")])
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.endpoint == .page)
    }
}

extension Finding {
    /// The target that a finding of a login check is about, where no answer came.
    fileprivate var endpoint: Endpoint? {
        switch facts {
        case .resolutionFails(let path), .loginFails(.notFetched(let path)): path.endpoint
        case .serverCertificateBad(let certificate): certificate.endpoint
        default: nil
        }
    }
}
