import Testing

@testable import WatchCore

/// Who is in the way, told from what a probe saw.
struct PassageTests {
    private let proxy = OutboundProxy(host: "proxy.example", port: 8080)

    private func told(_ path: PathObservation, route: Route = .direct) -> String {
        let passage = path.passage(route: route, proxy: route == .proxy ? proxy : nil, limit: .seconds(10))
        return "\(passage.state.rawValue): \(passage.evidence)"
    }

    @Test(arguments: [
        (PathObservation.connected(), "open: connected in 30 ms"),
        (
            .connected([("192.0.2.1", nil), ("192.0.2.2", .outOfTime)]),
            "partly: shut at 1 of 2 addresses: 192.0.2.2 dropped on the way (no answer within 10 s)"
        ),
        (.stopped(.connect, .outOfTime), "shut: 192.0.2.1 dropped on the way (no answer within 10 s)"),
        (
            .stopped(.connect, .refused),
            "shut: 192.0.2.1 reset by the destination, or by a firewall in its name (connection-refused)"
        ),
        (
            .stopped(.connect, .hostUnreachable),
            "shut: 192.0.2.1 rejected by a router or firewall on the way (host unreachable)"
        ),
        (.stopped(.connect, .denied), "shut: 192.0.2.1 denied by this host's own packet filter"),
        (
            .stopped(.connect, .networkUnreachable),
            "shut: 192.0.2.1 not routed by this host (network unreachable)"
        ),
        (.stopped(.resolve, .nameNotFound), "unresolved: the name does not resolve here"),
        (
            .stopped(.resolve, .lookup(.blocked(address: "0.0.0.0", isInHosts: false))),
            "unresolved: the name is blocked by a DNS filter (0.0.0.0)"
        ),
        (
            .stopped(.resolve, .outOfTime),
            "unresolved: the name does not resolve here: the resolver gave no answer within 10 s"
        ),
        (
            .stopped(.handshake, .reset),
            "cut: the connection opens, but is cut off in the handshake phase (tls-reset)"
        ),
        (.stopped(.handshake, .tlsAlert("handshake failure")), "open: connected in 30 ms"),
        (
            .stopped(.connect, .local("no descriptors")),
            "not-looked-at: this host could not probe it: no descriptors"
        ),
    ])
    func theDirectRoute(path: PathObservation, told: String) {
        #expect(self.told(path) == told)
    }

    @Test func thatALaterPageCannotBeReachedIsNotAboutTheFirst() {
        var path = PathObservation.answered([("https://a.example/", 302, "https://b.example/")])
        path.stop = PathStop(.connect, .outOfTime)
        #expect(told(path) == "open: answered with status 302")
    }

    @Test func aFamilyThatTheHostHasNoRouteForIsNotShut() {
        let addresses: [(String, PathFailure?)] = [("192.0.2.1", nil), ("2001:db8::1", .networkUnreachable)]
        #expect(told(.connected(addresses)) == "open: connected in 30 ms")
    }

    /// A probe through the proxy that stopped; `reached`: a connection to the proxy stood.
    private func proxied(_ failure: PathFailure, reached: Bool = true, answer: String = "") -> PathObservation
    {
        var path = PathObservation.stopped(.tunnel, failure)
        path.address = reached ? "192.0.2.1" : nil
        if !answer.isEmpty { path.tunnel = TunnelFacts(statusLine: answer) }
        return path
    }

    @Test func theProxyThatRefusesIsNamedWithItsAnswer() {
        #expect(
            told(proxied(.proxyStatus(403), answer: "HTTP/1.1 403 Forbidden"), route: .proxy)
                == "shut: refused by the proxy proxy.example:8080: HTTP/1.1 403 Forbidden")
        #expect(
            told(proxied(.outOfTime), route: .proxy)
                == "shut: no answer from the proxy proxy.example:8080 within 10 s")
        #expect(
            told(proxied(.outOfTime, reached: false), route: .proxy)
                == """
                shut: the proxy proxy.example:8080 cannot be reached: dropped on the way (no answer within 10 s)
                """)
        #expect(
            told(.stopped(.resolve, .nameNotFound), route: .proxy)
                == "unresolved: the name of the proxy proxy.example:8080 does not resolve here")
    }

    @Test func aTunnelIsAnOpenWay() {
        var path = PathObservation.connected()
        path.timings.tunnel = .milliseconds(5)
        #expect(told(path, route: .proxy) == "open: tunnel built in 5 ms")
        path.stop = PathStop(.handshake, .outOfTime)
        #expect(
            told(path, route: .proxy)
                == "cut: the connection opens, but is cut off in the handshake phase (no answer within 10 s)")
    }

    @Test func theWayToTheProxyItselfIsToldApart() {
        #expect(proxied(.proxyStatus(403)).passageToProxy(limit: .seconds(10)).state == .open)
        var refused = proxied(.refused, reached: false)
        refused.addresses[0].failure = .refused
        let shut = refused.passageToProxy(limit: .seconds(10))
        #expect(shut.state == .shut)
        #expect(
            shut.evidence
                == "192.0.2.1 reset by the destination, or by a firewall in its name (connection-refused)")
    }
}
