internal import FoundationEssentials
internal import WatchCore

/// The JSON of `connector-watch fleet`.
struct FleetDocument: Encodable {
    struct Certificate: Encodable {
        var check: String
        @OrNull var thumbprint: String?
        @OrNull var notBefore: Date?
        var notAfter: Date
        @OrNull var renewalFrom: Date?
    }

    struct Trouble: Encodable {
        var since: Date
        var event: Int
        var check: String
    }

    struct Host: Encodable {
        var host: String
        @OrNull var connector: String?
        @OrNull var version: String?
        /// ok, warning, critical, silent.
        var state: String
        var lastSeen: Date
        var alerts: Int
        @OrNull var oldest: Trouble?
        @OrNull var daysLeft: Int64?
        var certificates: [Certificate]
    }

    var time: Date
    var verdict: ReportVerdict
    var hosts: [Host]
    var remarks: [String]

    init(_ fleet: Fleet) {
        time = fleet.time
        verdict = fleet.verdict
        hosts = fleet.hosts.map { host in
            Host(
                host: host.name, connector: host.connector, version: host.version, state: host.state.word,
                lastSeen: host.lastSeen, alerts: host.alerts,
                oldest: host.oldest.map { Trouble(since: $0.since, event: $0.event, check: $0.check) },
                daysLeft: host.daysLeft(at: fleet.time),
                certificates: host.certificates.map {
                    Certificate(
                        check: $0.check, thumbprint: $0.thumbprint, notBefore: $0.begins, notAfter: $0.ends,
                        renewalFrom: $0.renewal)
                })
        }
        remarks = fleet.remarks
    }
}
