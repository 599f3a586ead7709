internal import Diagnosis
internal import WatchCore

/// Which checks tell about the hosts that logs name.
struct EndpointPlan {
    /// With a check for each endpoint of the vendor's list that is named and not watched.
    private(set) var settings: Settings
    /// Those to run.
    private(set) var names: [String] = []
    private let hosts: [NamedHost]
    /// By host.
    private var checks: [String: [CheckName]] = [:]

    /// More hosts are not probed.
    private static let limit = 8

    init(_ settings: Settings, hosts: [NamedHost], withTrust: Bool, withEndpoints: Bool) {
        self.settings = settings
        self.hosts = hosts
        if withTrust { names += settings.checks(learnedTenant: nil).filter(\.isTrust).map(\.name.text) }
        guard withEndpoints else { return }
        var wanted: [NamedHost] = []
        for host in hosts where wanted.count < Self.limit && !wanted.contains(where: { $0.host == host.host })
        {
            wanted.append(host)
        }
        for host in wanted { addChecks(of: host) }
    }

    private mutating func addChecks(of host: NamedHost) {
        let watched = settings.checks(learnedTenant: nil).filter { $0.target.endpoint?.host == host.host }
            .map(\.name)
        if !watched.isEmpty {
            checks[host.host] = watched
        } else if let port = [host.port, 443].compactMap(\.self).first(where: { isVendors(host.host, $0) }) {
            let section = PortSection(
                name: host.host, host: host.host, ports: [port],
                routes: settings.ports.first?.routes ?? .direct,
                pace: settings.ports.first?.pace ?? settings.trusts.first?.pace ?? Self.pace)
            settings.ports.append(section)
            checks[host.host] = [CheckName("port \(host.host):\(port)")]
        }
        names += (checks[host.host] ?? []).map(\.text)
    }

    private func isVendors(_ host: String, _ port: UInt16) -> Bool {
        settings.connector.cloud.purpose(of: host, port: port) != nil
    }

    private static let pace = Pace(
        interval: .seconds(60), failingInterval: .seconds(15), timeout: .seconds(10), failuresToAlert: 3,
        passesToRecover: 2, reminderInterval: .seconds(21_600))

    /// What the checks of hosts tell now.
    func facts(about hosts: [NamedHost], _ report: Report?) -> [DiagnosisReport.HostFact] {
        var told: Set<String> = []
        return hosts.filter { told.insert($0.host).inserted }.flatMap { host -> [String] in
            let names = checks[host.host] ?? []
            return (report?.checks ?? []).filter { names.contains($0.check.name) }.flatMap(\.sentences)
        }.map { DiagnosisReport.HostFact(kind: .probe, text: $0) }
    }
}

extension CheckReport {
    /// How it fares now, on each route.
    fileprivate var sentences: [String] {
        lines.map { line in
            let name = "\(check.name.text)\(line.route.map { ", \($0.rawValue)" } ?? "")"
            let failure = line.findings.first { $0.priority >= .warning }
            return failure.map { "\(name): fails now. \($0.message)" } ?? "\(name): passes now."
        }
    }
}
