import Foundation
import Testing

@testable import WatchCore

/// How a check fared, hour by hour.
struct TrendTests {
    /// 2026-11-18T11:00:00Z.
    private let hour = Date(timeIntervalSince1970: 1_794_999_600)

    private func trend(_ probes: [(hours: Double, isPassed: Bool, ms: Int?)]) -> Trend {
        probes.reduce(into: Trend()) { trend, probe in
            trend.count(
                isPassed: probe.isPassed, latency: probe.ms.map { .milliseconds($0) },
                at: hour + probe.hours * 3600)
        }
    }

    @Test func anHourHasItsProbesThoseThatPassedAndTheirMeanLatency() throws {
        let trend = trend([(0, true, 10), (0.2, true, 20), (0.4, false, nil), (0.99, true, 60)])
        #expect(trend.lastBegins == hour)
        let only = try #require(trend.hours.first)
        #expect(trend.hours.count == 1)
        #expect((only.probes, only.passed) == (4, 3))
        #expect(only.latencyMs == 30)
    }

    @Test func hoursWithoutALookAreEmptyAndTheOldestGo() {
        let trend = trend([(0, true, 10), (3, true, nil), (97, false, nil)])
        #expect(trend.hours.count == Trend.limit)
        #expect(trend.hours.map(\.probes) == [0, 1] + Array(repeating: 0, count: 93) + [1])
        #expect(trend.hours.compactMap(\.latencyMs).isEmpty)
        #expect(trend.lastBegins == hour + 97 * 3600)
    }

    @Test(arguments: [-0.1, -1, -95])
    func aCalendarThatJumpsBackCountsIntoTheLastHour(hours: Double) {
        let trend = trend([(-2, true, nil), (0, true, 10), (hours, false, 30)])
        #expect(trend.hours.map(\.probes) == [1, 0, 2])
        #expect(trend.hours.last?.latencyMs == 20)
        #expect(trend.lastBegins == hour)
    }

    /// Back by more: the clock was wrong before, and what was counted then would stand in the way for ever.
    @Test(arguments: [96.0, 1e6, -97, -1e6])
    func aJumpBeyondAllHoursStartsAnew(hours: Double) {
        let trend = trend([(-2, true, nil), (0, true, 10), (hours, false, nil)])
        #expect(trend.hours.map(\.probes) == [1])
        #expect(trend.hours.first?.passed == 0)
    }

    @Test func moreProbesThanAnHourCanHoldAreNotCounted() throws {
        var trend = Trend()
        for _ in 0...70_000 { trend.count(isPassed: true, latency: .milliseconds(5), at: hour) }
        let only = try #require(trend.hours.first)
        #expect((only.probes, only.passed) == (.max, .max))
        #expect(only.latencyMs == 5)
        trend.count(isPassed: true, latency: nil, at: hour + 3600)
        #expect(trend.hours.map(\.probes) == [.max, 1])
    }

    /// The same as if every probe were kept and counted afterwards, as long as the calendar goes on.
    @Test(arguments: 0..<40) func itIsWhatCountingAllProbesGives(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var probes: [(hours: Double, isPassed: Bool, ms: Int?)] = []
        var time = 0.0
        for _ in 0..<400 {
            time += Double.random(in: 0...chance.pick([0.1, 1, 5, 30]), using: &chance)
            let isPassed = Bool.random(using: &chance)
            probes.append((time, isPassed, isPassed ? Int.random(in: 0...500, using: &chance) : nil))
        }
        let trend = trend(probes)
        let end = Int(time.rounded(.down))
        #expect(trend.lastBegins == hour + Double(end) * 3600)
        let begin = end - trend.hours.count + 1
        for (index, seen) in trend.hours.enumerated() {
            let own = probes.filter { Int($0.hours.rounded(.down)) == begin + index }
            #expect((Int(seen.probes), Int(seen.passed)) == (own.count, own.count { $0.isPassed }))
            let timed = own.compactMap(\.ms)
            let mean = timed.isEmpty ? nil : Double(timed.reduce(0, +)) / Double(timed.count)
            #expect(abs((seen.latencyMs ?? -1) - (mean ?? -1)) < 0.01)
        }
    }

    /// Whatever the calendar does.
    @Test(arguments: 0..<40) func itStaysBoundedPossibleAndSurvivesSaving(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var trend = Trend()
        var date = hour
        for _ in 0..<300 {
            date += Double.random(in: -1...1.2, using: &chance) * chance.pick([60, 3600, 500_000, 1e9])
            date = min(max(date, Date(timeIntervalSince1970: -6e10)), Date(timeIntervalSince1970: 2.4e11))
            trend.count(
                isPassed: Bool.random(using: &chance),
                latency: chance.pick([nil, .zero, .seconds(-1), .milliseconds(17), .seconds(600)]), at: date)
            #expect((1...Trend.limit).contains(trend.hours.count))
            #expect(trend.hours.last?.probes ?? 0 > 0)
            #expect(trend.isPossible)
        }
        let records = trend.records(of: CheckName("x"))
        #expect(Trend(records)?.records(of: CheckName("x")) == records)
        let told = try #require(SnapshotTrend(trend))
        #expect(Set([told.probes.count, told.passed.count, told.ms.count]) == [trend.hours.count])
    }
}
