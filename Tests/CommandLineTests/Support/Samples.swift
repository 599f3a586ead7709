import Foundation
import TestSupport
import WatchCore

/// 2026-11-23T20:00:00Z.
let noon = Date(timeIntervalSince1970: 1_795_464_000)

extension Pace {
    static let sample = Pace(
        interval: .seconds(60), failingInterval: .seconds(15), timeout: .seconds(10), failuresToAlert: 3,
        passesToRecover: 2, reminderInterval: .seconds(21_600))
}

extension CheckReport {
    /// A port that was reached, or that stopped with a failure; named as it is where it has no other name.
    static func port(
        _ name: String? = nil, host: String, failure: PathFailure? = nil, routes: Routes = .direct
    ) -> CheckReport {
        var path = PathObservation()
        path.timings.resolve = .milliseconds(2)
        path.timings.connect = .milliseconds(30)
        path.addresses = [
            AddressAttempt(address: "192.0.2.1", duration: .milliseconds(30), failure: failure)
        ]
        path.stop = failure.map { PathStop(.connect, $0) }
        let check = Check(
            name: CheckName("port \(name ?? host):443"),
            target: .port(PortTarget(host: host, port: 443, routes: routes)), pace: .sample)
        return CheckReport(
            check: check, observation: .port(ByRoute(direct: path)),
            findings: failure == nil ? [] : [.unreachable])
    }

    /// The same but for what is given.
    func with(
        _ observation: Observation? = nil, findings: [Finding]? = nil, causes: [AlertKey: CheckName]? = nil
    ) -> CheckReport {
        CheckReport(
            check: check, observation: observation ?? self.observation, findings: findings ?? self.findings,
            causes: causes ?? self.causes)
    }
}

extension Finding {
    /// 1020 on the direct way.
    static let unreachable: Finding = {
        var finding = Finding(
            .recorded(.portUnreachable, message: "It is unreachable. Ask the network team.", remedy: ""),
            .error, .connect,
            .connectionRefused)
        finding.route = .direct
        return finding
    }()
}

extension Report {
    static func sample(_ checks: [CheckReport], leftOut: [String] = []) -> Report {
        Report(
            time: noon, connector: "hq-01", host: "gateway", duration: .seconds(2), checks: checks,
            leftOut: leftOut.map { CheckName($0) })
    }
}

extension Report {
    /// So many ports whose names do not resolve for one cause, and one port that is shut.
    static func withCause(of count: Int) -> Report {
        let ports = (0..<count).map {
            CheckReport.port(host: "h\($0).example", failure: .refused)
                .with(findings: [.unresolved], causes: [Finding.unresolved.key: CheckName("resolver")])
        }
        var report = Report.sample(ports + [.port(host: "shut.example", failure: .refused)])
        report.causes = [
            SharedCause(
                name: CheckName("resolver"), target: "name servers of /etc/resolv.conf", finding: .unresolved,
                checks: ports.map(\.check.name))
        ]
        return report
    }
}

extension Finding {
    /// 1022 on the direct way.
    fileprivate static let unresolved: Finding = {
        var finding = Finding(
            .recorded(.resolutionFails, message: "No name resolves.", remedy: "Ask the resolver's team."),
            .error, .resolve, .resolveFailed)
        finding.route = .direct
        return finding
    }()
}

/// Calls `body` with the path of a configuration of these lines; nothing is built in and no trust file watched.
func withConfiguration<Result>(_ text: String, _ body: (String) async throws -> Result) async throws -> Result
{
    try await withTemporaryDirectory { directory in
        let general = "[Connector]\nName=hq-01\nCloud=none\n[Trust]\nEnabled=no\n"
        return try await body(try directory.write(general + text, to: "test.conf"))
    }
}
