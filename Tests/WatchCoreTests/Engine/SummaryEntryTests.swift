import Foundation
import Testing

@testable import WatchCore

/// Event 1097 as the journal has it.
struct SummaryEntryTests {
    /// Days are long: all is probed every five minutes.
    private static func settings(_ time: TimeOfDay? = .morning, ports: Int = 2) -> Settings {
        let pace = Pace.sample(interval: .minutes(5))
        var settings = Settings.sample(trusts: [.sample(pace: pace)], ports: ports, pace: pace)
        settings.connector.summaryTime = time
        return settings
    }

    private func summaries(_ daemon: SimulatedDaemon) -> [JournalEntry] {
        daemon.journaled.filter { $0[.eventID] == "1097" }
    }

    /// The samples start at 11:06:40.
    @Test func aQuietDayHasOneEntry() throws {
        var daemon = SimulatedDaemon(Self.settings(), statePath: nil)
        daemon.begin()
        daemon.run(for: .hours(20))
        #expect(summaries(daemon).isEmpty)
        daemon.run(for: .days(2))
        let entries = summaries(daemon)
        #expect(entries.count == 2)
        let first = try #require(entries.first)
        #expect(first.priority == .info)
        #expect(first[.state] == "info")
        #expect(first[.check] == "service")
        #expect(first[.daysLeft] == "179")
        #expect(first[.notAfter] == CertificateFacts.sample().notAfter.rfc3339)
        #expect(first.messageID == AlertEvent.summarized.messageID)
        let second = try #require(entries.last?.message)
        #expect(
            second.wholeMatch(
                of:
                    #/Daily summary: no alert, none recovered; (\d+) probes, none failed; trust certificate: 178 days left\./#
            ).flatMap { Int($0.output.1) } == 3 * 288)
    }

    @Test func itTellsWhatStandsAndWhatRecovered() throws {
        var daemon = SimulatedDaemon(Self.settings(ports: 3), statePath: nil)
        daemon.script = { target in
            let isBad = target.text.hasPrefix("p0") || target.text.hasPrefix("p1")
            return .after(.milliseconds(20), isBad ? target.failingObservation : target.healthyObservation)
        }
        daemon.begin()
        daemon.run(for: .hours(1))
        daemon.script = { target in
            let isBad = target.text.hasPrefix("p0")
            return .after(.milliseconds(20), isBad ? target.failingObservation : target.healthyObservation)
        }
        daemon.run(for: .hours(22))
        let message = try #require(summaries(daemon).first?.message)
        #expect(
            message.hasPrefix(
                "Daily summary: 1 alert (1 err; first 1020 port p0:443), 1 recovered (1020 port p1:443); "
            ))
        daemon.run(for: .days(1))
        #expect(summaries(daemon).last?.message.contains(", none recovered; ") == true)
    }

    @Test func itSurvivesARestartWithItsCounts() throws {
        var first = SimulatedDaemon(Self.settings())
        first.begin()
        first.run(for: .hours(20))
        first.feed(.asked(.stop))
        first.run(for: .minutes(1))
        let saved = try #require(first.saved).reread()
        #expect(saved.facts.summary?.probes == 3 * 240)
        // It was off over the moment.
        let later = Timestamp(uptime: first.now.uptime + .hours(3), date: first.now.date + 3 * 3600)
        var second = SimulatedDaemon(Self.settings(), saved: saved, at: later)
        second.begin()
        second.run(for: .minutes(5))
        #expect(summaries(second).count == 1)
        let probes = summaries(second).first?.message.firstMatch(of: #/ (\d+) probes/#).flatMap {
            Int($0.output.1)
        }
        #expect((720...723).contains(try #require(probes)))
        #expect(second.saved?.facts.summary?.day == LocalTime(of: later.date, in: .utc).day)
        second.run(for: .hours(24))
        #expect(summaries(second).count == 2)
    }

    @Test func withoutATimeThereIsNoneAndAReloadTurnsItOn() throws {
        var daemon = SimulatedDaemon(Self.settings(nil), statePath: nil)
        daemon.begin()
        daemon.run(for: .days(2))
        #expect(summaries(daemon).isEmpty)
        #expect(daemon.changes.allSatisfy { $0.facts.summary == nil })
        daemon.configuration = .valid(Self.settings(TimeOfDay(hour: 12, minute: 0)))
        daemon.feed(.asked(.reload))
        daemon.run(for: .hours(1))
        #expect(summaries(daemon).count == 1)
        daemon.configuration = .valid(Self.settings(nil))
        daemon.feed(.asked(.reload))
        daemon.run(for: .days(2))
        #expect(summaries(daemon).count == 1)
    }

    /// Whoever sets the calendar while the daemon runs gets no storm.
    @Test(arguments: [-365, -1, 1, 365] as [Double])
    func aCalendarThatIsSetLeadsToOneADay(days: Double) throws {
        var daemon = SimulatedDaemon(Self.settings(), statePath: nil)
        daemon.begin()
        daemon.run(for: .hours(30))
        #expect(summaries(daemon).count == 1)
        daemon.setCalendar(daemon.now.date + days * 86_400)
        daemon.run(for: .days(4))
        #expect((4...6).contains(summaries(daemon).count), "\(summaries(daemon).count)")
    }

    @Test(
        arguments: [("", nil), ("00:00", "00:00"), ("23:59", "23:59"), ("07:05", "07:05")]
            as [(String, String?)])
    func theTimeIsReadAndWrittenAlike(text: String, time: String?) throws {
        let configuration = try configuration("[Connector]\nSummaryTime=\(text)\n")
        #expect(configuration.settings.connector.summaryTime?.description == time)
        #expect(configuration.effective.configurationText.contains("\nSummaryTime=\(text)\n"))
    }
}
