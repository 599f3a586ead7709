import Foundation
import Testing

@testable import WatchCore

struct SimulationTests {
    private func run(
        _ targets: [TrustTarget] = [.sample()], from: Double = 0, to: Double = 200, days: Double = 180
    ) -> [Simulation.Announcement] {
        let facts = CertificateFacts.sample(notBefore: start.date, notAfter: start.date + days * 86_400)
        let parts = targets.enumerated().map { index, target in
            (
                section: TrustSection(
                    name: index == 0 ? nil : "a\(index)", target: target, pace: .sample()),
                seen: TrustObservation.healthy(facts)
            )
        }
        var simulation = Simulation(parts, connector: "hq-01", from: start.date + from * 86_400)
        return simulation.run(to: start.date + to * 86_400)
    }

    /// As `day event state`, a day being a whole one of the certificate's life; without reminders.
    private func texts(_ announcements: [Simulation.Announcement]) -> [String] {
        announcements.filter { $0.state != .reminder }.map {
            let day = Int($0.date.timeIntervalSince(start.date) / 86_400)
            return "\(day) \($0.event.rawValue) \($0.state.rawValue) \($0.priority)"
        }
    }

    @Test func aLifeWithoutRenewalIsToldToItsEnd() {
        #expect(
            texts(run(from: -1)) == [
                "-1 1003 raised error", "0 1003 recovered notice", "150 1001 raised warning",
                "150 1002 raised error", "166 1001 escalated error", "177 1001 escalated critical",
                "180 1000 raised critical",
            ])
    }

    @Test func everyTurningPointIsToldAtItsSecond() {
        for announcement in run() where announcement.state != .reminder {
            let seconds = announcement.date.timeIntervalSince(start.date)
            let late = seconds.truncatingRemainder(dividingBy: 43_200)
            #expect(late < 1, "\(announcement.event) is \(late) s late.")
        }
    }

    @Test func remindersComeAsOftenAsTheyAreAskedFor() {
        let reminders = run(to: 170).filter { $0.state == .reminder && $0.event == .renewalOverdue }
        // Raised half a day after the window opens at day 150, and repeated every 6 h.
        #expect((77...78).contains(reminders.count))
    }

    @Test func theLimitsDecide() {
        var target = TrustTarget.sample()
        (target.renewalWindow, target.expiryWarning) = (.days(60), .days(20))
        #expect(texts(run([target])).prefix(2) == ["120 1002 raised error", "160 1001 raised warning"])
    }

    @Test func agentsAreSimulatedSideBySide() {
        var other = TrustTarget.sample(settingsFile: "/trust/other/TrustSettings.xml")
        other.expiryWarning = .days(100)
        let announcements = run([.sample(), other]).filter {
            $0.event == .trustExpiring && $0.state == .raised
        }
        #expect(announcements.map(\.check.text) == ["trust a1", "trust"])
    }

    @Test func whatIsWrongNowIsToldAtOnce() {
        let seen = TrustObservation(settings: .missing(nearest: "/trust"))
        let section = TrustSection(name: nil, target: .sample(), pace: .sample())
        var simulation = Simulation([(section, seen)], connector: "hq-01", from: start.date)
        let first = simulation.run(to: start.date + 86_400).first
        #expect(first?.event == .settingsMissing)
        #expect((first?.date.timeIntervalSince(start.date) ?? 9) < 5)
    }

    @Test func nothingIsToldOfATimeInWhichNothingIsDue() {
        #expect(run(from: 10, to: 100).isEmpty)
    }
}
