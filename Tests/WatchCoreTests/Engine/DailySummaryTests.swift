import Foundation
import Testing

@testable import WatchCore

/// When a summary is due, and what it counts.
struct DailySummaryTests {
    // MARK: Sleep, start and restart

    @Test func aMomentThatIsSleptOverIsMadeUpForOnce() throws {
        var host = SummaryHost(from: utc("2026-11-10T22:00:00Z"))
        host.summary.set(.morning, at: host.now)
        host.run(for: .hours(1))
        host.pass(.hours(12))
        #expect(host.told.map(\.rfc3339) == ["2026-11-11T11:00:00Z"])
        host.pass(.days(4))
        host.run(for: .hours(22))
        #expect(
            host.told.map(\.rfc3339) == [
                "2026-11-11T11:00:00Z", "2026-11-15T11:00:00Z", "2026-11-16T08:00:00Z",
            ])
    }

    /// When it begins, and when the first one comes.
    @Test(arguments: [
        ("2026-11-10T07:59:00Z", "2026-11-10T08:00:00Z"), ("2026-11-10T08:00:00Z", "2026-11-11T08:00:00Z"),
        ("2026-11-10T12:00:00Z", "2026-11-11T08:00:00Z"), ("2026-11-10T23:59:59Z", "2026-11-11T08:00:00Z"),
    ])
    func theFirstOneComesAtItsTime(begin: String, first: String) throws {
        var host = SummaryHost(from: utc(begin))
        host.summary.set(.morning, at: host.now)
        host.run(for: .hours(26))
        #expect(host.told.first?.rfc3339 == first)
    }

    /// When a run ends whose last one came on the 10th, when the next one begins, and when one comes.
    @Test(arguments: [
        ("2026-11-10T09:00:00Z", "2026-11-10T10:00:00Z", "2026-11-11T08:00:00Z"),
        ("2026-11-11T07:00:00Z", "2026-11-11T07:30:00Z", "2026-11-11T08:00:00Z"),
        ("2026-11-11T07:00:00Z", "2026-11-11T09:00:00Z", "2026-11-11T09:00:00Z"),
        ("2026-11-10T09:00:00Z", "2026-12-24T07:00:00Z", "2026-12-24T08:00:00Z"),
        // The clock was wrong in the run before, or is now.
        ("2026-11-10T09:00:00Z", "2025-11-10T09:00:00Z", "2025-11-11T08:00:00Z"),
    ])
    func aRestartGoesOnWithTheDay(end: String, begin: String, next: String) throws {
        var first = SummaryHost(from: utc("2026-11-10T07:00:00Z"))
        first.summary.set(.morning, at: first.now)
        let length = utc(end).timeIntervalSince(first.now.date)
        first.run(for: .seconds(length))
        #expect(first.told.map(\.rfc3339) == ["2026-11-10T08:00:00Z"])
        var second = SummaryHost(from: utc(begin), saved: first.summary.saved)
        second.summary.set(.morning, at: second.now)
        second.run(for: .hours(26))
        #expect(
            second.told.first.map { Date(timeIntervalSince1970: $0.timeIntervalSince1970.rounded()).rfc3339 }
                == next)
        #expect(Set(second.days).count == second.days.count)
    }

    // MARK: Settings and counts

    @Test func withoutATimeThereIsNone() throws {
        var host = SummaryHost(from: start.date)
        host.summary.set(nil, at: host.now)
        host.summary.countProbe(isFailed: true)
        host.run(for: .days(3))
        #expect(host.told == [])
        #expect(host.summary.wakesAt == nil)
        #expect(host.summary.saved == nil)
        host.summary.set(.morning, at: host.now)
        #expect(host.summary.saved?.probes == 0)
    }

    @Test func anotherTimeCountsAtOnceAndNeverTwiceADay() throws {
        var host = SummaryHost(from: utc("2026-11-10T07:00:00Z"))
        host.summary.set(.morning, at: host.now)
        host.run(for: .hours(2))
        host.summary.set(TimeOfDay(hour: 18, minute: 5), at: host.now)
        host.run(for: .days(2))
        #expect(host.told.map(\.rfc3339) == ["2026-11-10T08:00:00Z", "2026-11-11T18:05:00Z"])
    }

    @Test func itCountsFromOneToTheNext() throws {
        var summary = DailySummary(zone: .utc)
        let begin = utc("2026-11-10T07:00:00Z")
        summary.set(.morning, at: Timestamp(uptime: .zero, date: begin))
        for turn in 0..<10 { summary.countProbe(isFailed: turn % 4 == 0) }
        for name in ["a", "b", "c", "d"] {
            summary.countRecovery(of: RelatedFact.ActiveEvent(.portUnreachable, CheckName(name)))
        }
        var restarted = DailySummary(saved: summary.saved, zone: .utc)
        restarted.set(.morning, at: Timestamp(uptime: .hours(1), date: begin + 3500))
        #expect(restarted.takeDue(at: Timestamp(uptime: .hours(1) + .seconds(99), date: begin + 3599)) == nil)
        let taken = restarted.takeDue(at: Timestamp(uptime: .hours(1) + .seconds(101), date: begin + 3601))
        let due = try #require(taken)
        #expect(due.probes == 10)
        #expect(due.failed == 3)
        #expect(due.recovered == 4)
        #expect(due.firstRecovered.map(\.check.text) == ["a", "b"])
        let next = restarted.takeDue(at: Timestamp(uptime: .hours(25) + .seconds(101), date: begin + 90_001))
        #expect(next == SummaryCounts())
    }

    @Test(arguments: [
        DailySummary.Saved(day: .max, probes: 0, failed: 0, recovered: 0, firstRecovered: []),
        DailySummary.Saved(day: 20_000, probes: -1, failed: 0, recovered: 0, firstRecovered: []),
        DailySummary.Saved(day: 20_000, probes: 0, failed: .max, recovered: 0, firstRecovered: []),
    ])
    func aStateThatNoRunWritesIsNotRead(saved: DailySummary.Saved) throws {
        var facts = SavedFacts()
        facts.summary = saved
        let bytes = try facts.encoded()
        #expect(throws: SavedState.FormatError(text: "it has a summary that no run writes")) {
            try SavedFacts(decoding: bytes)
        }
    }
}
