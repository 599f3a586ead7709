import Foundation
import Testing

@testable import WatchCore

struct CertificateLedgerTests {
    private let trust = Check.trust()
    private let registration = Check.port("registration", host: "\(tenant).registration.msappproxy.net")

    private func ledger(_ checks: [Check]? = nil) -> CertificateLedger {
        var ledger = CertificateLedger()
        ledger.replace(with: checks ?? [trust, registration], cloud: .public)
        return ledger
    }

    private func update(
        _ ledger: inout CertificateLedger, _ observation: TrustObservation, isAbsent: Bool = false,
        days: Int = 0
    ) -> CertificateLedger.Update {
        ledger.update(
            from: .trust(observation), of: trust, isAbsent: isAbsent, at: start.date + Double(days) * 86_400)
    }

    @Test func theFirstCertificateIsNoChangeAndTellsTheTenant() {
        var ledger = ledger()
        let first = update(&ledger, .healthy())
        #expect(first == CertificateLedger.Update(change: nil, isChanged: true, isIdentityNew: true))
        #expect(ledger.tenant == tenant)
        #expect(update(&ledger, .healthy()) == CertificateLedger.Update())
        #expect(ledger[trust.name]?.current.facts != nil)
    }

    @Test func anotherCertificateIsAFinding() throws {
        var ledger = ledger()
        _ = update(&ledger, .healthy())
        let next = update(&ledger, .healthy(.sample(thumbprint("B"))), days: 1)
        #expect(next.change?.event == .thumbprintChanged)
        #expect(next.isChanged && !next.isIdentityNew)
        #expect(ledger[trust.name]?.earlier.count == 1)
    }

    @Test func aCertificateThatIsNotFoundCountsOnceAnAlertSaysSo() {
        var ledger = ledger()
        _ = update(&ledger, .healthy())
        let missing = TrustObservation.naming(.sample(), thumbprint: thumbprint("B"))
        #expect(update(&ledger, missing) == CertificateLedger.Update())
        #expect(update(&ledger, missing, isAbsent: true).change?.event == .thumbprintChanged)
    }

    @Test func whatIsForgottenIsKnownNoMore() {
        var ledger = ledger()
        _ = update(&ledger, .healthy())
        ledger.forget(trust.name)
        #expect(ledger[trust.name] == nil)
        #expect(ledger.forecasts(at: start.date).isEmpty)
        #expect(ledger.turningPoint(of: trust, after: start.date) == nil)
        // The tenant stays known.
        #expect(ledger.tenant == tenant)
    }

    @Test func whatARenewalNeedsIsTheCloudsOwnService() {
        #expect(ledger().renewalEndpoints == [registration.name])
        #expect(ledger([trust, .port()]).renewalEndpoints == [])
    }

    /// How many days are left of 180, and whether a failing endpoint tells of the renewal.
    @Test(
        arguments: [(100.0, nil), (29.9, "to renew its certificate"), (5, "is overdue"), (-1, "has expired")]
            as [(Double, String?)])
    func aFailingEndpointTellsOfTheRenewalThatNeedsIt(daysLeft: Double, words: String?) {
        var ledger = ledger()
        let end = start.date + daysLeft * 86_400
        _ = update(&ledger, .healthy(.sample(notBefore: end - 180 * 86_400, notAfter: end)))
        let alerts = AlertPipeline(
            connector: "hq-01", journal: AlertSource(daemon: "journal", target: ""), printsAll: false)
        let verdict = judge(.port(direct: .stopped(.connect, .refused)), of: registration, at: start.date)
        let related = ledger.relate(verdict, of: registration, to: alerts, at: start.date)
        #expect((related == verdict) == (words == nil))
        if let words { #expect(related.findings.first?.remedy.contains(words) == true) }
        // Others do not.
        let other = Check.port()
        #expect(ledger.relate(verdict, of: other, to: alerts, at: start.date) == verdict)
    }
}
