import Foundation
import Testing

@testable import WatchCore

/// What the cloud lists, held against what this host knows.
struct CloudRuleTests {
    /// A word of the cloud, and what must be found; everything else that is judged has passed.
    struct Case: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var seen: CloudObservation
        var health = ConnectorHealth()
        var target = CloudTarget.sample()
        /// `1061 err connector-inactive`.
        var found: [String] = []
        var judged: Set<AlertEvent>
    }

    private static let listed: Set<AlertEvent> = [.cloudUnavailable, .connectorUnlisted]
    private static let active = listed.union([.connectorInactive, .connectorContradicted, .connectorAlone])
    private static let inactive = listed.union([.connectorInactive])
    private static let page = WatchCoreTests.page("https://graph.microsoft.com/beta/x")
    private static let outage = ConnectorHealth.Outage(
        RelatedFact.ActiveEvent(.portUnreachable, CheckName("port bootstrap:443")), for: .hours(2))

    private static func health(
        _ outage: Duration? = nil, good: Duration? = nil, inactive: Duration? = nil
    ) -> ConnectorHealth {
        ConnectorHealth(
            outage: outage.map { ConnectorHealth.Outage(Self.outage.alert, for: $0) }, goodFor: good,
            inactiveFor: inactive)
    }

    static let cases: [Case] = [
        Case(testDescription: "active, one of two", seen: .listed(.sample()), judged: active),
        Case(
            testDescription: "the only one that its group ever had", seen: .listed(.sample(.own(), [])),
            judged: active),
        Case(
            testDescription: "the last active one", seen: .listed(.sample(.own(), [.other(.inactive)])),
            found: ["1063 warning connector-alone"], judged: active),
        Case(
            testDescription: "no group is told", seen: .listed(ConnectorList(connectors: [.own()])),
            judged: active.subtracting([.connectorAlone])),
        Case(
            testDescription: "inactive", seen: .listed(.sample(.own(.inactive))),
            found: ["1061 err connector-inactive"], judged: inactive.union([.connectorContradicted])),
        Case(
            testDescription: "inactive, and all is well for less than the lag",
            seen: .listed(.sample(.own(.inactive))), health: health(good: .hours(5), inactive: .minutes(59)),
            found: ["1061 err connector-inactive"], judged: inactive),
        Case(
            testDescription: "inactive, and all has been well for too short a time",
            seen: .listed(.sample(.own(.inactive))), health: health(good: .minutes(59), inactive: .hours(5)),
            found: ["1061 err connector-inactive"], judged: inactive),
        Case(
            testDescription: "inactive, although all is well for longer",
            seen: .listed(.sample(.own(.inactive))), health: health(good: .hours(5), inactive: .hours(1)),
            found: ["1061 err connector-inactive", "1064 warning connector-contradicted"],
            judged: inactive.union([.connectorContradicted])),
        Case(
            testDescription: "active, and what it needs fails for less than the lag",
            seen: .listed(.sample()), health: health(.minutes(59)), judged: active),
        Case(
            testDescription: "active, although what it needs fails for longer", seen: .listed(.sample()),
            health: health(.hours(1)), found: ["1064 warning connector-contradicted"], judged: active),
        Case(
            testDescription: "not listed", seen: .listed(ConnectorList(connectors: [.other()])),
            found: ["1062 crit connector-unlisted"], judged: listed),
        Case(
            testDescription: "not listed, by a name that may be another one",
            seen: .listed(ConnectorList(connectors: [.other()])), target: .sample(id: nil),
            found: ["1065 warning connector-unknown"], judged: [.cloudUnavailable]),
        Case(
            testDescription: "not listed any more, by its name",
            seen: .listed(ConnectorList(connectors: [.other()])), health: ConnectorHealth(wasListed: true),
            target: .sample(id: nil), found: ["1062 crit connector-unlisted"], judged: listed),
        Case(
            testDescription: "an unknown status", seen: .listed(.sample(.own(.other("asleep")))),
            found: ["1065 warning cloud-answer"], judged: listed),
        Case(
            testDescription: "a permission is missing",
            seen: .failed(.forbidden(page, CloudError(code: "Forbidden"), granted: nil)),
            found: ["1065 warning cloud-permission"], judged: [.cloudUnavailable]),
        Case(
            testDescription: "throttled once", seen: .failed(.busy(page, status: 429, retryAfter: nil)),
            found: ["1065 warning cloud-busy provisional"], judged: [.cloudUnavailable]),
        Case(
            testDescription: "throttled again", seen: .failed(.busy(page, status: 429, retryAfter: nil)),
            health: ConnectorHealth(misses: 1), found: ["1065 warning cloud-busy"],
            judged: [.cloudUnavailable]),
        Case(
            testDescription: "unreachable while the host is cut off",
            seen: .failed(
                .path(
                    UnansweredRequest(
                        page: page, path: .stopped(.connect, .outOfTime), proxy: nil, timeout: .seconds(30),
                        date: start.date))),
            health: ConnectorHealth(misses: 9, isCutOff: true),
            found: ["1065 warning connect-timeout provisional"], judged: [.cloudUnavailable]),
    ]

    @Test(arguments: cases)
    func theWordOfTheCloudIsJudged(_ it: Case) {
        let verdict = judge(it.seen, of: it.target, knowing: it.health)
        let found = verdict.findings.map { finding in
            "\(finding.event.rawValue) \(finding.priority.name) \(finding.reason?.rawValue ?? "-")"
                + (finding.isProvisional ? " provisional" : "")
        }
        #expect(found == it.found)
        #expect(verdict.judgedEvents == it.judged)
        for finding in verdict.findings { #expect(finding.details[.tenant] == it.target.tenant) }
    }

    @Test(arguments: [
        ("hq-01", "HQ-01.contoso.example", true), ("hq-01.contoso.example", "hq-01", true),
        ("HQ-01", "hq-01", true), ("hq-01.a.example", "hq-01.b.example", false), ("hq-0", "hq-01", false),
        ("hq-01", "hq-011", false), ("hq-01", "", false),
    ])
    func aHostIsKnownByItsName(own: String, listed: String, isIt: Bool) {
        let identity = ConnectorIdentity(machine: own)
        #expect((identity.found(in: [.own(machine: listed)]) != nil) == isIt)
    }

    @Test func anIdCountsMoreThanAName() {
        let identity = ConnectorIdentity(id: CloudConnector.ownID.uppercased(), machine: "hq-02")
        #expect(identity.found(in: [.other(), .own()]) == .own())
        #expect(identity.found(in: [.other()]) == nil)
    }

    @Test func ofTwoOfTheSameNameTheActiveOneIsIt() {
        let old = CloudConnector.own(.inactive, id: "old")
        let identity = ConnectorIdentity(machine: "hq-01")
        #expect(identity.found(in: [old, .own()]) == .own())
        #expect(identity.found(in: [old]) == old)
    }

    @Test(arguments: [
        ("1.5.4892.0", VersionStanding.newest), ("1.6.0.0", .newest), ("2.0", .newest),
        ("1.5.4891.9", .downloadNewer), ("1.5.4522.0", .downloadNewer), ("1.5.4521.0", .automaticNewer),
        ("1.5.612.0", .automaticNewer), ("1.5.4892", .newest), ("", nil), ("1", nil), ("1.5.x.0", nil),
        ("1.5.-1.0", nil), ("1.5.4892.0.1", nil), ("1.5.99999999999999999999.0", nil),
    ])
    func versionsAreHeldAgainstTheReleases(text: String, standing: VersionStanding?) {
        #expect(VersionStanding(of: text) == standing)
    }

    @Test func aPermissionToWriteIncludesReading() {
        #expect(CloudPermission.missing(of: []) == ["Directory.Read.All", "NetworkAccess.Read.All"])
        #expect(
            CloudPermission.missing(of: ["Directory.ReadWrite.All", "User.Read"]) == [
                "NetworkAccess.Read.All"
            ])
    }
}
