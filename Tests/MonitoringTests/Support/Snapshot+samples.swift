import Foundation

@testable import WatchCore

extension Snapshot {
    /// What a daemon knows that watches one port, which answers.
    static func sample(at time: Date) -> Snapshot {
        let check = SnapshotCheck(
            check: CheckName("port login:443"), group: .connectivity, target: "login.example:443", state: .ok,
            lastProbe: time - 5, directMs: 12, routes: [SnapshotRoute(route: .direct, nil, [])])
        return Snapshot(
            program: "1.2.3", time: time, started: time - 3600, nextWithinS: 60, connector: "hq-01",
            verdict: .ok, alerts: [], trusts: [], checks: [check])
    }

    /// What a daemon knows that watches the most that has series of its own, through both routes, all of it failing.
    static func largest(at time: Date) -> Snapshot {
        var path = PathObservation()
        path.timings.resolve = .milliseconds(1)
        path.timings.connect = .milliseconds(2)
        path.timings.tunnel = .milliseconds(3)
        path.timings.handshake = .milliseconds(4)
        path.timings.exchange = .milliseconds(5)
        path.tls = TLSFacts(
            version: "TLSv1.3", cipher: "TLS_AES_256_GCM_SHA384", signature: "rsa_pss_rsae_sha256",
            group: "X25519MLKEM768")
        let findings = [(AlertEvent.tls12Fails, Reason.tlsReset), (.sha512Fails, .tlsSHA512Blocked)].map {
            Finding(.recorded($0, message: "It fails.", remedy: ""), .error, .handshake, $1)
        }
        var snapshot = Snapshot.sample(at: time)
        snapshot.checks = (0..<300).map { number in
            SnapshotCheck(
                check: CheckName("tls host-\(number)"), group: .tls, target: "host-\(number).example:443",
                state: .critical, lastProbe: time - 5,
                routes: Route.allCases.map { SnapshotRoute(route: $0, path, findings) })
        }
        snapshot.alerts = snapshot.checks.map { check in
            SnapshotAlert(
                event: .tls12Fails, title: AlertEvent.tls12Fails.title, priority: .error, check: check.check,
                target: check.target, route: .direct, phase: .handshake, reason: .tlsReset,
                incident: "328a8f4285705663", raised: time - 60, message: "It fails.")
        }
        return snapshot
    }
}
