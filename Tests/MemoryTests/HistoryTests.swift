import Foundation
import Memory
import TestSupport
import Testing

@testable import WatchCore

/// What is remembered for long.
@Suite(.timeLimit(.minutes(2))) struct HistoryTests {
    private static let start = Date(timeIntervalSince1970: 1_790_000_000)
    private static let name = CheckName("port p:443")

    private func incident(_ number: Int, raised: Date, ended: Date?) -> IncidentChange {
        var finding = Finding(
            .recorded(.portUnreachable, message: "Port \(number) is shut.", remedy: ""), .error, .connect,
            .connectTimeout)
        finding.route = .direct
        let active = Tracker.ActiveAlert(
            incident: Incident(
                name: "hq", check: Self.name, key: AlertKey(.portUnreachable, .direct),
                raisedAt: raised + Double(number) / 1000),
            finding: finding, announced: .error, raisedAt: .zero, announcedAt: .zero)
        return IncidentChange(
            active,
            AlertSource(name: Self.name, target: "p:443", pace: AlertSource(daemon: "", target: "").pace),
            endedAt: ended.map { Timestamp(uptime: .seconds(600), date: $0) })
    }

    private func commit(_ change: StateChange, to store: MemoryStore, at date: Date) async -> String? {
        let report = await store.save(change, at: date)
        #expect(report.failure == nil)
        return report.loss
    }

    /// Lets a daemon run for so many days, a probe an hour of which each tenth fails, and saves each hour.
    private func run(days: Int, _ store: MemoryStore, _ limits: HistoryLimits = .standard) async -> [String] {
        var trend = Trend()
        var losses: [String] = []
        for hour in 0..<(days * 24) {
            let date = Self.start + Double(hour) * 3600
            trend.count(isPassed: hour % 10 != 0, latency: .milliseconds(20), at: date)
            var change = StateChange()
            (change.hours, change.history) = (trend.records(of: Self.name).suffix(1), limits)
            if hour % 24 == 0 {
                change.incidents = [incident(hour, raised: date, ended: date + 600)]
            }
            if let loss = await commit(change, to: store, at: date) { losses.append(loss) }
        }
        return losses
    }

    @Test func aYearIsRememberedInDaysAndTheLastWeeksInHours() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            let losses = await run(days: 100, store)
            #expect(losses.isEmpty)
            let reader = try #require(try MemoryReader(directory: directory.path))
            let end = Self.start + 100 * 86_400
            for (days, probes) in [(1, 24), (7, 168)] {
                let record = try #require(
                    try reader.records(since: end - Double(days) * 86_400, at: end).first)
                #expect(record.check == Self.name.text)
                #expect(record.probes == probes)
                #expect(abs(record.passed - probes * 9 / 10) <= 1)
            }
            let all = try #require(try reader.records(since: Self.start - 86_400, at: end).first)
            #expect((all.probes, all.passed, all.silenced) == (2400, 2160, 0))
            #expect(try reader.incidents(since: nil).count == 100)
            let latest = try #require(try reader.incidents(since: end - 3 * 86_400).first)
            #expect(
                latest.message.hasPrefix("Port ") && latest.reason == "connect-timeout"
                    && latest.event == 1020)
        }
    }

    @Test func whatIsOlderThanItIsToBeKeptGoes() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            let losses = await run(
                days: 60, store, HistoryLimits(keep: .seconds(30 * 86_400), size: 64 << 20))
            #expect(losses.isEmpty, "It is no loss that was asked for.")
            let reader = try #require(try MemoryReader(directory: directory.path))
            #expect((30...31).contains(try reader.incidents(since: nil).count))
            let record = try #require(
                try reader.records(since: Self.start, at: Self.start + 100 * 86_400).first)
            #expect((30 * 24...31 * 24).contains(record.probes))
        }
    }

    @Test func anActiveIncidentIsKeptHoweverOld() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            var change = StateChange()
            change.incidents = [incident(1, raised: Self.start, ended: nil)]
            _ = await commit(change, to: store, at: Self.start)
            _ = await run(days: 3, store, HistoryLimits(keep: .seconds(86_400), size: 1 << 20))
            let reader = try #require(try MemoryReader(directory: directory.path))
            #expect(try reader.incidents(since: nil).contains { $0.ended == nil })
        }
    }

    @Test func aMemoryBeyondItsSizeLosesItsOldestAndSaysSo() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            var change = StateChange()
            change.history = HistoryLimits(keep: .seconds(400 * 86_400), size: 1 << 20)
            change.incidents = (0..<8000).map {
                incident($0, raised: Self.start + Double($0), ended: Self.start + Double($0) + 1)
            }
            var trend = Trend()
            trend.count(isPassed: true, latency: nil, at: Self.start)
            change.hours = trend.records(of: Self.name)
            let loss = try #require(await commit(change, to: store, at: Self.start))
            #expect(loss.contains("has reached SizeLimit= (1048576 bytes): the oldest "))
            await store.close()
            let size = try FileManager.default.attributesOfItem(atPath: store.path)[.size] as? Int
            #expect(try #require(size) <= 1 << 20)
            let reader = try #require(try MemoryReader(directory: directory.path))
            let left = try reader.incidents(since: nil)
            #expect(!left.isEmpty && left.count < 8000)
            #expect(left.first?.message == "Port 7999 is shut.")
        }
    }
}
