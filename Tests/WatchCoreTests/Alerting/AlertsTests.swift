import Foundation
import Testing

@testable import WatchCore

struct AlertsTests {
    private let trust = Check.trust().source
    private let port = Check.port().source

    private func finding(_ event: AlertEvent, _ priority: Priority = .error) -> Finding {
        Finding(event, priority, .store, .storeUnreadable, message: "m")
    }

    @Test func eventsOfOneCheckStandApart() {
        var alerts = Alerts()
        let both = Verdict(
            findings: [finding(.issuerUnexpected), finding(.trustExpiring, .warning)],
            judged: [.issuerUnexpected, .trustExpiring, .trustExpired])
        #expect(
            alerts.take(both, of: trust, connector: "hq", at: start).map(\.finding.event) == [
                .trustExpiring, .issuerUnexpected,
            ])
        let one = Verdict(
            findings: [finding(.issuerUnexpected)], judged: [.issuerUnexpected, .trustExpiring])
        let notifications = alerts.take(one, of: trust, connector: "hq", at: start)
        #expect(notifications.map(\.finding.event) == [.trustExpiring])
        #expect(notifications.map(\.state) == [.recovered])
        #expect(alerts.isActive(.issuerUnexpected, of: trust.name))
        #expect(!alerts.isActive(.trustExpiring, of: trust.name))
    }

    @Test func whatGotWorseDuringASilenceIsRememberedAsWorse() {
        var alerts = Alerts()
        let verdict = { priority in
            Verdict(findings: [self.finding(.trustExpiring, priority)], judged: [.trustExpiring])
        }
        _ = alerts.take(verdict(.warning), of: trust, connector: "hq", at: start)
        #expect(alerts.takeChanges().incidents.map(\.priority) == [.warning])
        let silenced = alerts.take(
            verdict(.error), of: trust, connector: "hq", isSilenced: { _ in true }, at: start)
        #expect(silenced.isEmpty)
        let told = alerts.release(unless: { _, _ in false }, of: { _ in trust }, at: start)
        #expect(told.map(\.finding.priority) == [.error])
        #expect(alerts.takeChanges().incidents.last?.priority == .error)
    }

    @Test func whatALookCannotTellStaysAsItWas() {
        var alerts = Alerts()
        let expiring = Verdict(findings: [finding(.trustExpiring)], judged: [.trustExpiring])
        _ = alerts.take(expiring, of: trust, connector: "hq", at: start)
        #expect(
            alerts.take(Verdict(judged: [.settingsMissing]), of: trust, connector: "hq", at: start).isEmpty)
        #expect(alerts.isActive(.trustExpiring, of: trust.name))
    }

    @Test func aFileIsUnsettledOnlyAfterALookThatFoundSomethingNew() {
        var alerts = Alerts()
        let store = Verdict(findings: [finding(.storeUnreadable)], judged: [.storeUnreadable])
        let settings = Verdict(findings: [finding(.settingsMissing)], judged: [.settingsMissing])
        _ = alerts.take(store, of: trust, connector: "hq", at: start)
        #expect(alerts.isInSoftState(trust.name))
        _ = alerts.take(settings, of: trust, connector: "hq", at: start)
        #expect(alerts.isInSoftState(trust.name))
        // Now the settings are gone for good, and whether the store can be read is not known any more.
        let later = Timestamp(uptime: start.uptime + .seconds(1), date: start.date)
        _ = alerts.take(settings, of: trust, connector: "hq", at: later)
        #expect(alerts.isActive(.settingsMissing, of: trust.name))
        #expect(!alerts.isInSoftState(trust.name))
    }

    @Test func aNetworkIsNeverUnsettled() {
        var alerts = Alerts()
        let verdict = Verdict(findings: [finding(.portUnreachable)], judged: [.portUnreachable])
        _ = alerts.take(verdict, of: port, connector: "hq", at: start)
        #expect(alerts.isFailing(port.name))
        #expect(!alerts.isInSoftState(port.name))
    }

    @Test func theMostSevereStandsFirst() {
        var alerts = Alerts()
        _ = alerts.take(
            Verdict(
                findings: [finding(.issuerUnexpected), finding(.trustExpiring, .critical)],
                judged: [.issuerUnexpected, .trustExpiring]), of: trust, connector: "hq", at: start)
        var other = trust
        other.name = CheckName("a first name")
        _ = alerts.take(
            Verdict(findings: [finding(.issuerUnexpected)], judged: [.issuerUnexpected]), of: other,
            connector: "hq", at: start)
        #expect(
            alerts.worst(10).worst.map { "\($0.finding.event.rawValue) \($0.name)" } == [
                "1001 trust", "1006 a first name", "1006 trust",
            ])
    }

    @Test func aRecoveredCheckIsForgotten() {
        var alerts = Alerts()
        let verdict = Verdict(findings: [finding(.trustExpiring)], judged: [.trustExpiring])
        _ = alerts.take(verdict, of: trust, connector: "hq", at: start)
        #expect(alerts.names == [trust.name])
        let passed = Verdict(judged: [.trustExpiring])
        _ = alerts.take(passed, of: trust, connector: "hq", at: start)
        #expect(alerts.trackers.isEmpty)
        #expect(!alerts.isFailing(trust.name))
        // That it has failed lately is no longer of interest then.
        let later = Timestamp(uptime: start.uptime + Flapping.window, date: start.date + 3600)
        _ = alerts.take(passed, of: trust, connector: "hq", at: later)
        #expect(alerts.names.isEmpty)
    }
}
