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

    /// What `overdue` says is what event 1002 says, and `expired` what event 1000 says.
    @Test(arguments: 0..<400)
    func theForecastAgreesWithTheAlerts(halfDays: Int) {
        let date = start.date + Double(halfDays) * 43_200
        let found = FoundCertificate(facts: facts, file: "/trust/machine/a.pfx")
        let events = judgeCertificate(found, of: .sample(), at: date).findings.map(\.event)
        let phase = RenewalForecast(of: facts, .sample(), at: date).phase
        #expect(events.contains(.renewalOverdue) == (phase == .overdue))
        #expect(events.contains(.trustExpired) == (phase == .expired))
    }
}
