import Testing

@testable import WatchCore

/// Names and proxies: what every probe needs before it sees its own target.
struct AccessRuleTests {
    private func verdict(_ path: PathObservation, of check: Check = .port(routes: .proxy)) -> Verdict {
        let observation: Observation =
            switch check.target {
            case .port: .port(ByRoute(proxy: path))
            case .login: .login(ByRoute(proxy: path))
            case .tls: .tls(ByRoute(proxy: TLSObservation(control: path)))
            case .cloud, .host, .trust: .unanswered
            }
        return judge(observation, of: check, at: start.date)
    }

    @Test(arguments: [
        (PathFailure.proxyStatus(407), Reason.proxyAuthRequired), (.proxyStatus(403), .proxyDenied),
        (.proxyStatus(451), .proxyDenied), (.proxyStatus(404), .proxyBadGateway),
        (.proxyStatus(302), .proxyPortal), (.proxyStatus(307), .proxyPortal),
        (.proxyStatus(511), .proxyPortal),
        (.proxyStatus(400), .proxyNotAProxy), (.proxyStatus(401), .proxyNotAProxy),
        (.proxyStatus(421), .proxyNotAProxy), (.proxyStatus(429), .proxyDenied),
        (.proxyStatus(405), .proxyNotAProxy),
        (.proxyStatus(501), .proxyNotAProxy), (.tunnelClosed, .proxyClosed),
        (.proxyStatus(502), .proxyBadGateway), (.proxyStatus(504), .proxyBadGateway),
        (.outOfTime, .proxyTimeout), (.closed, .proxyProtocol), (.reset, .proxyProtocol),
        (.proxyMalformed("SSH-2.0"), .proxyProtocol),
    ])
    func aProxyThatOpensNoTunnelIsToldWithItsProof(failure: PathFailure, reason: Reason) throws {
        var path = PathObservation.stopped(.tunnel, failure)
        var line: String?
        if case .proxyStatus(let status) = failure {
            line = "HTTP/1.1 \(status) No way"
            path.tunnel = TunnelFacts(statusLine: line ?? "")
        }
        for check in [
            Check.port(routes: .proxy), .login(routes: .proxy), .tls(routes: .proxy),
        ] {
            let verdict = verdict(path, of: check)
            let finding = try #require(verdict.findings.first)
            #expect(verdict.findings.count == 1)
            #expect(finding.event == .proxyFails)
            #expect(finding.priority == .error)
            #expect(finding.route == .proxy)
            #expect(finding.phase == .tunnel)
            #expect(finding.reason == reason)
            guard case .proxyFails(.noTunnel(let facts, line, credential: nil, error: nil)) = finding.facts
            else {
                Issue.record("\(finding.facts)")
                continue
            }
            #expect(facts.endpoint.hostAndPort == "login.example:443")
            #expect(facts.proxy == .proxy)
            #expect(facts.stop == PathStop(.tunnel, failure))
            #expect(facts.isConnected)
            #expect(facts.timeout == .seconds(10))
            #expect(verdict.judgedEvents == [.resolutionFails, .proxyFails, .hostDegraded])
        }
    }

    @Test(arguments: [
        (PathFailure.refused, Reason.proxyRefused), (.outOfTime, .proxyTimeout),
        (.networkUnreachable, .networkUnreachable), (.hostUnreachable, .hostUnreachable),
        (.denied, .connectDenied),
    ])
    func aProxyThatCannotBeReachedIsToldWithItsAddresses(failure: PathFailure, reason: Reason) throws {
        var path = PathObservation.stopped(.connect, failure)
        path.stop = PathStop(.tunnel, failure)
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.event == .proxyFails)
        #expect(finding.phase == .tunnel)
        #expect(finding.reason == reason)
        let facts = PathFacts.stopped(.tunnel, failure, through: .proxy, isConnected: false)
        #expect(
            finding.facts
                == .proxyFails(.noTunnel(facts, statusLine: nil, credential: nil)))
    }

    @Test func aProxyMaySendNoStatusLine() throws {
        let path = PathObservation.stopped(.tunnel, .proxyStatus(403))
        let finding = try #require(verdict(path, of: .port(port: 80, routes: .proxy)).findings.first)
        let facts = PathFacts.stopped(.tunnel, .proxyStatus(403), at: .plain, through: .proxy)
        #expect(
            finding.facts
                == .proxyFails(.noTunnel(facts, statusLine: nil, credential: nil)))
    }

    @Test func aDemandForCredentialsIsAFindingAlthoughTheProbeWentOn() throws {
        var path = PathObservation.connected()
        path.tunnel = TunnelFacts(
            statusLine: "HTTP/1.1 200 OK", demand: "HTTP/1.1 407 Proxy Authentication Required")
        let passed = verdict(path)
        let finding = try #require(passed.findings.first)
        #expect(passed.findings.count == 1)
        #expect(finding.event == .proxyFails)
        #expect(finding.reason == .proxyAuthRequired)
        #expect(finding.phase == .tunnel)
        let line = "HTTP/1.1 407 Proxy Authentication Required"
        #expect(
            finding.facts
                == .proxyFails(.demandsCredential(.login, proxy: .proxy, statusLine: line)))
        #expect(passed.judgedEvents == [.resolutionFails, .proxyFails, .portUnreachable, .hostDegraded])

        path.stop = PathStop(.handshake, .outOfTime)
        let stopped = verdict(path, of: .login(routes: .proxy))
        #expect(stopped.findings.map(\.event) == [.proxyFails, .loginFails])
    }

    @Test func aCredentialThatIsRefusedIsTold() throws {
        var path = PathObservation.stopped(.tunnel, .proxyStatus(407))
        path.tunnel = TunnelFacts(statusLine: "HTTP/1.1 407 Again", demand: "HTTP/1.1 407 First")
        let finding = try #require(verdict(path).findings.first)
        let facts = PathFacts.stopped(.tunnel, .proxyStatus(407), through: .proxy)
        #expect(
            finding.facts
                == .proxyFails(
                    .noTunnel(facts, statusLine: "HTTP/1.1 407 Again", credential: .refused)))
    }

    @Test(arguments: [
        (503, "X-Squid-Error: ERR_DNS_FAIL 0", Reason.proxyBadGateway, "to check its name servers"),
        (503, "X-Squid-Error: ERR_CONNECT_FAIL 111", .proxyBadGateway, "are refused"),
        (503, "X-Squid-Error: ERR_CONNECT_FAIL 110", .proxyBadGateway, "does not answer"),
        (503, "X-Squid-Error: ERR_CONNECT_FAIL 113", .proxyBadGateway, "to check its routes"),
        (400, "Proxy-Status: corp; error=destination_unavailable", .proxyBadGateway, "to check its routes"),
        (502, "Proxy-Status: a; b, corp; error=\"http_request_denied\"", .proxyDenied, "a rule forbids it"),
        (502, "Proxy-Status: corp; error=proxy_internal_error", .proxyBadGateway, "which it cannot reach"),
        (503, "X-Squid-Error: ERR_CONNECT_FAIL", .proxyBadGateway, "which it cannot reach"),
    ])
    func whatTheProxySaysOfWhyGoesIntoTheAlert(status: Int, error: String, reason: Reason, remedy: String)
        throws
    {
        var path = PathObservation.stopped(.tunnel, .proxyStatus(status))
        path.tunnel = TunnelFacts(statusLine: "HTTP/1.1 \(status) No", error: error)
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.reason == reason)
        #expect(finding.message.hasSuffix("it answered \"HTTP/1.1 \(status) No\" (\(error))."))
        #expect(finding.remedy.contains(remedy))
    }

    @Test(arguments: [
        (["NTLM", "Negotiate"], "and the proxy offers only NTLM, Negotiate."),
        ([], "and the proxy offers no scheme at all."),
    ])
    func aCredentialThatFitsNoSchemeIsTold(schemes: [String], words: String) throws {
        var path = PathObservation.stopped(.tunnel, .proxyStatus(407))
        path.tunnel = TunnelFacts(statusLine: "HTTP/1.1 407 First")
        path.tunnel?.unsuitableSchemes = schemes
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.reason == .proxyAuthRequired)
        #expect(finding.remedy.hasSuffix(words))
    }

    @Test func aCredentialThatCannotBeReadIsTold() throws {
        var path = PathObservation.stopped(.tunnel, .proxyStatus(407))
        path.tunnel = TunnelFacts(
            statusLine: "HTTP/1.1 407 First",
            credentialProblem: "The credential \"proxy\" is not a regular file.")
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.remedy.hasSuffix(" The credential \"proxy\" is not a regular file."))
    }

    @Test(arguments: [
        (PathFailure.nameNotFound, Reason.nameNotFound), (.outOfTime, .resolveTimeout),
        (.resolverFailed("server failure"), .resolveFailed), (.lookup(.noAddress(.any)), .nameNotFound),
        (.lookup(.answered(.serverFailure, server: "192.0.2.53", .any)), .resolveFailed),
        (.lookup(.unreachable(server: "192.0.2.53")), .resolveFailed),
        (.lookup(.tooLong(server: "192.0.2.53")), .resolveFailed),
        (.lookup(.blocked(address: "0.0.0.0", isInHosts: false)), .nameBlocked),
    ])
    func theNameThatIsResolvedHereIsThatOfTheProxy(failure: PathFailure, reason: Reason) throws {
        let verdict = verdict(.stopped(.resolve, failure))
        let finding = try #require(verdict.findings.first)
        #expect(finding.event == .resolutionFails)
        #expect(finding.reason == reason)
        #expect(finding.facts == .resolutionFails(.stopped(.resolve, failure, through: .proxy)))
        #expect(verdict.judgedEvents == [.resolutionFails, .hostDegraded])
    }

    @Test func aFamilyThatNobodyAnswersForIsAWarningBesideWhatElseIsFound() throws {
        var path = PathObservation.connected()
        path.silentFamily = .ipv6
        let verdict = verdict(path)
        #expect(verdict.findings.map(\.event) == [.resolutionFails])
        let finding = try #require(verdict.findings.first)
        #expect(finding.priority == .warning && finding.reason == .resolveFailed && finding.phase == .resolve)
        #expect(verdict.judgedEvents.contains(.portUnreachable))
    }

    @Test func silenceIsWithinTheTimeThatPassed() throws {
        var path = PathObservation.stopped(.resolve, .outOfTime)
        path.timings.resolve = .milliseconds(2004)
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.message.hasSuffix("the resolver gave no answer within 2 s."))
    }

    @Test func aPortBehindATunnelIsReachableAndItsAddressesAreNotKnown() {
        var path = PathObservation.connected([("192.0.2.1", .refused), ("192.0.2.2", nil)])
        path.tunnel = TunnelFacts(statusLine: "HTTP/1.1 200 OK")
        let verdict = verdict(path)
        #expect(verdict.findings == [])
        #expect(verdict.judgedEvents == [.resolutionFails, .proxyFails, .portUnreachable, .hostDegraded])
    }
}
