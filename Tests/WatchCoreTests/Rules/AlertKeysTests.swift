import Testing

@testable import WatchCore

/// Whatever a probe may tell about is known beforehand, so that an alert nobody can tell about any more is ended.
struct AlertKeysTests {
    private static let stops: [PathObservation] = [
        .stopped(.resolve, .outOfTime), .stopped(.connect, .refused), .stopped(.tunnel, .proxyStatus(407)),
        .stopped(.handshake, .reset), .stopped(.handshake, .local("No memory")),
        .refused(CertificateProblem(.unknownIssuer, depth: 0, text: "x")),
        .refused(CertificateProblem(.expired, depth: 0, text: "x")), .stopped(.exchange, .closed),
        .connected([("192.0.2.1", nil), ("192.0.2.2", .refused)]), .shaken(),
        .answered([("https://login.example/", 200, nil)]), .answered([("https://login.example/", 511, nil)]),
    ]

    @Test(arguments: [Routes.direct, .proxy, .both])
    func aProbeTellsNothingElse(routes: Routes) {
        for path in Self.stops {
            var demanding = path
            demanding.tunnel = TunnelFacts(demand: "HTTP/1.1 407 Who are you")
            let paths = ByRoute(direct: path, proxy: demanding)
            let tls = paths.map {
                TLSObservation(control: $0, tls12: $0, sha512: $0, legacy: $0, largeHello: $0)
            }
            var probes: [(Check, Observation)] = [
                (.port(routes: routes), .port(paths)), (.login(routes: routes), .login(paths)),
                (.tls(routes: routes), .tls(tls)),
            ]
            probes += TLSAspect.allCases.map { (.tls(routes: routes, aspects: [$0]), .tls(tls)) }
            for (check, observation) in probes {
                for seen in [observation, .unanswered] {
                    let verdict = judge(seen, of: check, at: start.date)
                    let keys = verdict.judged.union(AlertKeys(verdict.findings.map(\.key)))
                    #expect(keys.subtracting(check.target.alertKeys) == [])
                }
            }
        }
    }

    @Test func neitherDoesOneOfNoWay() {
        let probes: [(Check, Observation)] = [
            (.host(), .host(HostObservation())), (.cloud(), .cloud(.listed(.sample()))),
            (.cloud(), .cloud(.failed(.credential("it is missing")))), (.trust(), .trust(.healthy())),
            (.trust(), .trust(.truncated)), (.trust(), .trust(.naming(.sample()))),
        ]
        for (check, observation) in probes {
            for seen in [observation, .unanswered] {
                let judged = judge(seen, of: check, at: start.date).judged
                #expect(judged.subtracting(check.target.alertKeys) == [])
            }
        }
    }
}
