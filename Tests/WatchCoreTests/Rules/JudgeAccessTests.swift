import Testing

@testable import WatchCore

/// Names and proxies: what every probe needs before it sees its own target.
struct JudgeAccessTests {
    private func verdict(_ path: PathObservation, of check: Check = .port(routes: .proxy)) -> Verdict {
        let observation: Observation =
            switch check.target {
            case .port: .port(ByRoute(proxy: path))
            case .login: .login(ByRoute(proxy: path))
            case .tls: .tls(ByRoute(proxy: TLSObservation(control: path)))
            case .host, .trust: .unanswered
            }
        return judge(observation, of: check, at: start.date)
    }

    @Test(arguments: [
        (PathFailure.proxyStatus(407), Reason.proxyAuthRequired, "cannot do at a proxy"),
        (.proxyStatus(403), .proxyDenied, "allow CONNECT to login.example:443."),
        (.proxyStatus(404), .proxyDenied, "allow CONNECT"),
        (.proxyStatus(302), .proxyDenied, "allow CONNECT"),
        (.proxyStatus(502), .proxyBadGateway, "its name resolution and its own way out to login.example:443"),
        (.proxyStatus(504), .proxyBadGateway, "itself cannot reach it"),
        (.outOfTime, .proxyTimeout, "took the connection, but answered nothing within 10 s"),
        (.closed, .proxyProtocol, "it closed the connection in the middle"),
        (.reset, .proxyProtocol, "it reset the connection"),
        (.proxyMalformed("SSH-2.0"), .proxyProtocol, "SSH-2.0"),
    ])
    func aProxyThatOpensNoTunnelIsNamedWithItsProof(
        failure: PathFailure, reason: Reason, text: String
    ) throws {
        var path = PathObservation.stopped(.tunnel, failure)
        if case .proxyStatus(let status) = failure {
            path.tunnel = TunnelFacts(statusLine: "HTTP/1.1 \(status) No way")
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
            #expect(
                finding.message.contains("The proxy proxy.example:8080 opens no tunnel to login.example:443"))
            #expect(finding.message.contains(text))
            if case .proxyStatus(let status) = failure {
                #expect(finding.message.contains("it answers \"HTTP/1.1 \(status) No way\""))
            }
            #expect(verdict.judgedEvents == [.resolutionFails, .proxyFails, .hostDegraded])
        }
    }

    @Test(arguments: [
        (PathFailure.refused, Reason.proxyRefused, "192.0.2.1 refused the connection after 30 ms"),
        (.outOfTime, .proxyTimeout, "open outbound TCP port 8080 to proxy.example"),
        (.networkUnreachable, .networkUnreachable, "routes"), (.hostUnreachable, .hostUnreachable, "routes"),
        (.denied, .connectDenied, "nft list ruleset"),
    ])
    func aProxyThatCannotBeReachedIsNamedWithItsAddresses(
        failure: PathFailure, reason: Reason, text: String
    ) throws {
        var path = PathObservation.stopped(.connect, failure)
        path.stop = PathStop(.tunnel, failure)
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.event == .proxyFails)
        #expect(finding.phase == .tunnel)
        #expect(finding.reason == reason)
        #expect(finding.message.contains("192.0.2.1 "))
        #expect(finding.message.contains(text))
    }

    @Test func portEightyIsAskedForByName() throws {
        let path = PathObservation.stopped(.tunnel, .proxyStatus(403))
        let finding = try #require(verdict(path, of: .port(port: 80, routes: .proxy)).findings.first)
        #expect(
            finding.message.contains(
                "allow CONNECT to login.example:80 as well; many proxies allow it to port 443 only"))
        #expect(finding.message.contains("it answers with status 403"))
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
        #expect(finding.message.contains("\"HTTP/1.1 407 Proxy Authentication Required\""))
        #expect(finding.message.contains("cannot authenticate at a proxy"))
        #expect(passed.judgedEvents == [.resolutionFails, .proxyFails, .portUnreachable, .hostDegraded])

        path.stop = PathStop(.handshake, .outOfTime)
        let stopped = verdict(path, of: .login(routes: .proxy))
        #expect(stopped.findings.map(\.event) == [.proxyFails, .loginFails])
    }

    @Test func aCredentialThatIsRefusedIsTold() throws {
        var path = PathObservation.stopped(.tunnel, .proxyStatus(407))
        path.tunnel = TunnelFacts(statusLine: "HTTP/1.1 407 Again", demand: "HTTP/1.1 407 First")
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.message.contains("\"HTTP/1.1 407 Again\""))
        #expect(
            finding.message.hasSuffix("It refuses the credential that Credential= in [Proxy] names as well."))
    }

    @Test func aCredentialThatCannotBeReadIsTold() throws {
        var path = PathObservation.stopped(.tunnel, .proxyStatus(407))
        path.tunnel = TunnelFacts(
            statusLine: "HTTP/1.1 407 First",
            credentialProblem: "The credential \"proxy\" is not a regular file.")
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.message.hasSuffix("without it. The credential \"proxy\" is not a regular file."))
    }

    @Test(arguments: [
        (PathFailure.nameNotFound, Reason.nameNotFound), (.outOfTime, .resolveTimeout),
        (.resolverFailed("server failure"), .resolveFailed),
    ])
    func theNameThatIsResolvedHereIsThatOfTheProxy(failure: PathFailure, reason: Reason) throws {
        let verdict = verdict(.stopped(.resolve, failure))
        let finding = try #require(verdict.findings.first)
        #expect(finding.event == .resolutionFails)
        #expect(finding.reason == reason)
        #expect(finding.message.contains("\"proxy.example\", the name of the proxy (URL= in [Proxy]),"))
        #expect(!finding.message.contains("login.example"))
        #expect(verdict.judgedEvents == [.resolutionFails, .hostDegraded])
    }

    @Test func aPortBehindATunnelIsReachableAndItsAddressesAreNotKnown() {
        var path = PathObservation.connected([("192.0.2.1", .refused), ("192.0.2.2", nil)])
        path.tunnel = TunnelFacts(statusLine: "HTTP/1.1 200 OK")
        let verdict = verdict(path)
        #expect(verdict.findings == [])
        #expect(verdict.judgedEvents == [.resolutionFails, .proxyFails, .portUnreachable, .hostDegraded])
    }
}
