internal import FoundationEssentials
internal import Memory
internal import WatchCore

/// The JSON of `connector-watch history`.
struct HistoryDocument: Encodable {
    struct Incident: Encodable {
        @OrNull var id: String?
        var check: String
        var target: String
        var event: Int
        var title: String
        @OrNull var via: String?
        var priority: Int
        var phase: String
        @OrNull var reason: String?
        var message: String
        var raised: Date
        @OrNull var ended: Date?
        var seconds: Int
        @OrNull var host: String?
    }

    struct Check: Encodable {
        struct Availability: Encodable {
            var days: Int
            var hours: Int
            var probes: Int
            var passed: Int
            var silenced: Int
            @OrNull var percent: Double?
        }

        var check: String
        var availability: [Availability]
    }

    struct Certificate: Encodable {
        var check: String
        var thumbprint: Thumbprint
        @OrNull var inUserStore: Bool?
        @OrNull var since: Date?
        @OrNull var change: ThumbprintChange?
        @OrNull var notBefore: Date?
        @OrNull var notAfter: Date?
    }

    var time: Date
    @OrNull var since: Date?
    var incidents: [Incident]
    var checks: [Check]
    var certificates: [Certificate]

    init(_ history: History) {
        time = history.time
        since = history.since
        incidents = history.incidents.map {
            Incident(
                id: $0.id, check: $0.check, target: $0.target, event: $0.event, title: $0.title,
                via: $0.route.isEmpty ? nil : $0.route,
                priority: $0.priority, phase: $0.phase, reason: $0.reason, message: $0.message,
                raised: $0.begins, ended: $0.ended, seconds: $0.seconds(at: history.time), host: $0.host)
        }
        checks = history.checks.map { check in
            Check(
                check: check.check,
                availability: check.availability.map {
                    Check.Availability(
                        days: $0.days, hours: $0.hours, probes: $0.probes, passed: $0.passed,
                        silenced: $0.silenced,
                        percent: $0.percent.map { ($0 * 1000).rounded() / 1000 })
                })
        }
        certificates = history.certificates.map { check, record in
            Certificate(
                check: check, thumbprint: record.thumbprint, inUserStore: record.isInUserStore,
                since: record.since, change: record.change, notBefore: record.notBefore,
                notAfter: record.notAfter)
        }
    }
}
