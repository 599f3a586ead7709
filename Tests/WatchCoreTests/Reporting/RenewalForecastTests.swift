import Foundation
import Testing

@testable import WatchCore

struct RenewalForecastTests {
    private let facts = CertificateFacts.sample(
        notBefore: start.date, notAfter: start.date + 180 * 86_400)

    /// Days and seconds after the certificate was made.
    @Test(arguments: [
        (0, -1, RenewalForecast.Phase.future), (0, 0, .settled), (150, -1, .settled), (150, 0, .due),
        (150, 43_200, .due), (150, 43_201, .overdue), (180, 0, .overdue), (180, 1, .expired),
    ])
    func thePhaseFollowsTheCertificatesLife(days: Double, seconds: Double, phase: RenewalForecast.Phase) {
        let forecast = RenewalForecast(of: facts, .sample(), at: start.date + days * 86_400 + seconds)
        #expect(forecast.phase == phase)
        #expect(forecast.renewalFrom == start.date + 150 * 86_400)
        #expect(forecast.overdueFrom == start.date + 150 * 86_400 + 12 * 3600)
        #expect(forecast.expires == facts.notAfter)
    }

    @Test func aLifeShorterThanTheWindowIsRenewedFromItsBeginning() {
        let target = TrustTarget.sample()
        let short = CertificateFacts.sample(notBefore: start.date, notAfter: start.date + 10 * 86_400)
        #expect(RenewalForecast(of: short, target, at: start.date).phase == .due)
        #expect(RenewalForecast(of: short, target, at: start.date + 43_201).phase == .overdue)
        let found = FoundCertificate(facts: short, file: "/trust/machine/a.pfx")
        let overdue = judgeTrustCertificate(found, of: target, at: start.date + 86_400).findings
            .first { $0.event == .renewalOverdue }?.facts
        let validity = ValidityFacts(
            notBefore: short.notBefore, notAfter: short.notAfter, at: start.date + 86_400,
            renewalWindow: target.renewalWindow, agent: .connector)
        #expect(overdue == .renewalOverdue(validity, late: .days(1)))
    }

    /// A window may be shorter than the 12 hours that a renewal may take.
    @Test func ofAShortWindowHalfMustDo() {
        var target = TrustTarget.sample()
        target.renewalWindow = .seconds(3600)
        let forecast = RenewalForecast(of: facts, target, at: facts.notAfter - 1799)
        #expect(forecast.overdueFrom == facts.notAfter - 1800)
        #expect(forecast.phase == .overdue)
        let found = FoundCertificate(facts: facts, file: "/trust/machine/a.pfx")
        let events = judgeTrustCertificate(found, of: target, at: facts.notAfter - 1799).findings.map(\.event)
        #expect(events.contains(.renewalOverdue))
    }

    /// What `overdue` says is what event 1002 says, and `expired` what event 1000 says.
    @Test(arguments: 0..<400)
    func theForecastAgreesWithTheAlerts(halfDays: Int) {
        let date = start.date + Double(halfDays) * 43_200
        let found = FoundCertificate(facts: facts, file: "/trust/machine/a.pfx")
        let events = judgeTrustCertificate(found, of: .sample(), at: date).findings.map(\.event)
        let phase = RenewalForecast(of: facts, .sample(), at: date).phase
        #expect(events.contains(.renewalOverdue) == (phase == .overdue))
        #expect(events.contains(.trustExpired) == (phase == .expired))
    }
}
