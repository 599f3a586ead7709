import Testing

@testable import WatchCore

/// A proxy that fails for many targets is one alert; one that refuses one target is that target's.
struct SharedProxyTests {
    private func daemon(_ routes: Routes = .both, ports: Int = 10) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(.sample(ports: ports, routes: routes))
        daemon.script = reply { _ in .connected() }
        daemon.begin()
        daemon.run(for: .minutes(2))
        return daemon
    }

    /// Directly everything works; through the proxy it goes as `path` says.
    private func reply(_ path: @escaping (String) -> PathObservation) -> (Target) -> SimulatedDaemon.Reply {
        { target in
            .after(
                .milliseconds(20), .port(ByRoute(direct: .connected(), proxy: path(target.text))))
        }
    }

    @Test(arguments: [
        (PathFailure.refused, "proxy-refused"), (.outOfTime, "proxy-timeout"),
        (.proxyStatus(502), "proxy-bad-gateway"), (.proxyStatus(407), "proxy-auth-required"),
        (.proxyMalformed("SSH-2.0"), "proxy-protocol"),
    ])
    func itIsOneAlertAndOneRecovery(failure: PathFailure, reason: String) throws {
        for routes in [Routes.both, .proxy] {
            var daemon = daemon(routes)
            daemon.script = reply { _ in .stopped(.tunnel, failure) }
            daemon.run(for: .minutes(5))
            #expect(daemon.alerts(after: 1) == ["1021 raised proxy"])
            let entry = try #require(daemon.journaled.last)
            #expect(entry[.target] == "proxy.example:8080")
            #expect(entry[.route] == "proxy")
            #expect(entry[.phase] == "tunnel")
            #expect(entry[.reason] == reason)
            #expect(entry.message.contains("10 checks depend on it"))
            daemon.script = reply { _ in .connected() }
            daemon.run(for: .minutes(5))
            #expect(daemon.alerts(after: 2) == ["1021 recovered proxy"])
        }
    }

    @Test func oneTargetThatIsRefusedIsItsOwnTrouble() {
        var daemon = daemon()
        daemon.script = reply {
            $0.hasPrefix("p7.") ? .stopped(.tunnel, .proxyStatus(403)) : .connected()
        }
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts(after: 1) == ["1021 raised port p7:443"])
    }

    @Test func anotherComplaintThanThatOfAllComesOut() throws {
        var daemon = daemon()
        var demanding = PathObservation.connected()
        demanding.tunnel = TunnelFacts(statusLine: "HTTP/1.1 200 OK", demand: "HTTP/1.1 407 Who are you")
        daemon.script = reply { [demanding] _ in demanding }
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts(after: 1) == ["1021 raised proxy"])
        daemon.script = reply { [demanding] in
            $0.hasPrefix("p7.") ? .stopped(.tunnel, .proxyStatus(403)) : demanding
        }
        daemon.run(for: .seconds(20))
        // Once is not enough, however long the other complaint was suppressed.
        #expect(daemon.alerts.count == 2)
        daemon.run(for: .minutes(2))
        #expect(daemon.alerts(after: 2) == ["1021 raised port p7:443"])
        #expect(daemon.journaled.last?[.reason] == "proxy-denied")
    }

    @Test func anotherComplaintOfAllIsAnotherIncident() throws {
        var daemon = daemon()
        daemon.script = reply { _ in .stopped(.tunnel, .refused) }
        daemon.run(for: .minutes(5))
        daemon.script = reply { _ in .stopped(.tunnel, .proxyStatus(502)) }
        daemon.run(for: .minutes(5))
        #expect(
            daemon.alerts(after: 1) == ["1021 raised proxy", "1021 recovered proxy", "1021 raised proxy"])
        #expect(daemon.journaled.last?[.reason] == "proxy-bad-gateway")
    }

    @Test func aProxyWhoseNameIsUnknownFails() {
        for failure in [PathFailure.nameNotFound, .outOfTime] {
            var daemon = daemon(.proxy)
            daemon.script = reply { _ in .stopped(.resolve, failure) }
            daemon.run(for: .minutes(5))
            #expect(daemon.alerts(after: 1) == ["1021 raised proxy"])
            #expect(daemon.journaled.last?[.phase] == "resolve")
            daemon.script = reply { _ in .connected() }
            daemon.run(for: .minutes(5))
            #expect(daemon.alerts(after: 2) == ["1021 recovered proxy"])
        }
    }

    /// The proxy's name does not resolve either then.
    @Test func aResolverThatFailsForAllIsTheOnlyOneToBlame() {
        var daemon = daemon()
        daemon.script = { _ in
            let path = PathObservation.stopped(.resolve, .outOfTime)
            return .after(.milliseconds(20), .port(ByRoute(direct: path, proxy: path)))
        }
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts(after: 1) == ["1022 raised resolver"])
        daemon.script = reply { _ in .connected() }
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts(after: 2) == ["1022 recovered resolver"])
    }

    @Test func whatStaysBrokenComesOutOnceTheProxyIsBack() {
        var daemon = daemon()
        daemon.script = reply { _ in .stopped(.tunnel, .refused) }
        daemon.run(for: .minutes(5))
        daemon.script = reply { $0.hasPrefix("p7.") ? .stopped(.tunnel, .refused) : .connected() }
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts(after: 2) == ["1021 recovered proxy", "1021 raised port p7:443"])
    }

    @Test func anotherProxyBeginsAnew() {
        var daemon = daemon()
        daemon.script = reply { _ in .stopped(.tunnel, .refused) }
        daemon.run(for: .minutes(5))
        let other = Routes(isDirect: true, proxy: OutboundProxy(host: "other.example", port: 3128))
        daemon.configuration = .valid(.sample(ports: 10, routes: other))
        daemon.feed(.asked(.reload))
        #expect(daemon.alerts(after: 2) == [])
        daemon.run(for: .minutes(5))
        #expect(
            daemon.alerts(after: 2) == [
                "1021 recovered proxy", "1092 info configuration", "1021 raised proxy",
            ])
        #expect(daemon.journaled.last?[.target] == "other.example:3128")
    }

    @Test func withoutTheProxyItsAlertsEnd() {
        var daemon = daemon()
        daemon.script = reply {
            $0.hasPrefix("p7.") ? .stopped(.tunnel, .proxyStatus(403)) : .stopped(.tunnel, .refused)
        }
        daemon.run(for: .minutes(5))
        #expect(Set(daemon.alerts(after: 1)) == ["1021 raised proxy", "1021 raised port p7:443"])
        daemon.configuration = .valid(.sample(ports: 10))
        daemon.feed(.asked(.reload))
        daemon.run(for: .minutes(5))
        #expect(
            daemon.alerts(after: 3) == [
                "1021 recovered port p7:443", "1021 recovered proxy", "1092 info configuration",
            ])
        #expect(daemon.status == "Watching 10 checks; no alert")
    }
}
