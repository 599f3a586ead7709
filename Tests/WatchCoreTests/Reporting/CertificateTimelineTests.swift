import Foundation
import Testing

@testable import WatchCore

struct CertificateTimelineTests {
    private func life(_ change: (inout TrustTarget) -> Void = { _ in }, days: Double = 180) throws
        -> CertificateTimeline
    {
        var target = TrustTarget.sample()
        change(&target)
        let facts = CertificateFacts.sample(notBefore: start.date, notAfter: start.date + days * 86_400)
        return try #require(CertificateTimeline(of: facts, target))
    }

    private func zones(_ life: CertificateTimeline) -> [String] {
        life.zones.map { "\($0.zone.rawValue) \(Int($0.from.timeIntervalSince(start.date) / 86_400))" }
    }

    @Test func eachZoneBeginsWhereTheOneBeforeEnds() throws {
        #expect(
            zones(try life { $0.renewalWindow = .days(40) }) == [
                "settled 0", "renewal 140", "warning 150", "error 166", "critical 177",
            ])
    }

    @Test func aLimitThatComesFirstHidesTheRenewal() throws {
        #expect(
            zones(try life { $0.expiryWarning = .days(31) }) == [
                "settled 0", "warning 149", "error 166", "critical 177",
            ])
        #expect(
            zones(try life { $0.expiryWarning = .days(60) }) == [
                "settled 0", "warning 120", "error 166", "critical 177",
            ])
    }

    @Test func aShortLifeHasOnlyTheZonesThatFitIn() throws {
        #expect(zones(try life(days: 10)) == ["error 0", "critical 7"])
        #expect(zones(try life(days: 1)) == ["critical 0"])
    }

    @Test(arguments: [(-5.0, 0.0), (0, 0), (90, 0.5), (180, 1), (400, 1)])
    func aDateHasAPlaceInIt(days: Double, position: Double) throws {
        #expect(try life().position(of: start.date + days * 86_400) == position)
    }

    @Test func everyPositionIsInAZone() throws {
        let life = try life()
        let zones = (0...180).map { life.zone(at: Double($0) / 180) }
        #expect(zones.count { $0 == .settled } == 150)
        #expect(zones.count { $0 == .renewal } == 1)
        #expect(zones.count { $0 == .warning } == 15)
        #expect(zones.count { $0 == .error } == 11)
        #expect(zones.count { $0 == .critical } == 4)
    }

    @Test func aLifeThatEndsBeforeItBeginsIsNone() {
        let facts = CertificateFacts.sample(notBefore: start.date, notAfter: start.date)
        #expect(CertificateTimeline(of: facts, .sample()) == nil)
    }
}
