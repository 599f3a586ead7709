import Foundation
import Testing

@testable import WatchCore

/// When the text file with metrics is written, and what is told where it cannot be.
struct MetricsFileTests {
    private static let path = "/metrics/connector-watch.prom"

    private func settings(_ path: String? = path, ports: Int = 2) -> Settings {
        var settings = Settings.sample(ports: ports)
        settings.metrics.textFile = path
        return settings
    }

    private func daemon(_ settings: Settings, saved: SavedState? = nil) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(settings, saved: saved)
        daemon.begin()
        daemon.run(for: .minutes(2))
        return daemon
    }

    private func places(_ daemon: SimulatedDaemon) -> [Publication] {
        daemon.effects.compactMap {
            if case .publish(_, let place) = $0, place != .snapshot { place } else { nil }
        }
    }

    private func reload(_ settings: Settings, _ daemon: inout SimulatedDaemon) {
        daemon.configuration = .valid(settings)
        daemon.feed(.asked(.reload))
        daemon.run(for: .seconds(10))
    }

    @Test func itIsWrittenAtOnceThenEveryFiveSecondsAtMostAndOnceAMinuteAtLeast() {
        var daemon = daemon(settings(ports: 50))
        #expect(daemon.metrics.first?.time == start.date)
        daemon.changeEverything(60)
        daemon.run(for: .hours(1))
        let times = daemon.metrics.map(\.time)
        let gaps = zip(times, times.dropFirst()).map { $1.timeIntervalSince($0) }
        #expect(gaps.allSatisfy { $0 > 4.9 && $0 < 60.2 }, "\(gaps.min() ?? 0) \(gaps.max() ?? 0)")
        #expect(gaps.contains { $0 < 6 })
        #expect(Set(places(daemon).map { "\($0)" }) == ["\(Publication.metrics(Self.path))"])
    }

    @Test func withoutTheSettingNothingIsWritten() {
        #expect(daemon(settings(nil)).metrics.isEmpty)
    }

    @Test func aDirectoryThatCannotBeWrittenToIsToldOnceAndMended() throws {
        var daemon = daemon(settings())
        daemon.disk = .fails("Failed to write \"\(Self.path)\": Read-only file system.")
        daemon.run(for: .hours(1))
        let told = daemon.journaled.filter { $0.summary == "1099 raised metrics" }
        #expect(told.count == 1)
        #expect(told.first?.message == "Failed to write \"\(Self.path)\": Read-only file system.")
        #expect(told.first?[.target] == Self.path)
        #expect(told.first?[.remedy]?.contains("ReadWritePaths=") == true)
        daemon.disk = .works
        daemon.run(for: .minutes(2))
        #expect(daemon.journaled.contains { $0.summary == "1099 recovered metrics" })
    }

    @Test func oneThatHangsIsWrittenOnce() {
        var daemon = daemon(settings())
        daemon.disk = .hangs
        let before = daemon.metrics.count
        daemon.run(for: .hours(1))
        #expect(daemon.metrics.count == before + 1)
    }

    @Test func anotherPathTakesThePlaceOfTheOneBefore() {
        var daemon = daemon(settings())
        reload(settings("/other/x.prom"), &daemon)
        #expect(daemon.withdrawn == [.metrics(Self.path)])
        #expect(places(daemon).last == .metrics("/other/x.prom"))
        // What comes late from the old one counts no more.
        daemon.feed(.published(.metrics(Self.path), failure: "It is gone."))
        #expect(!daemon.journaled.contains { $0.summary.hasPrefix("1099") })
        reload(settings(nil), &daemon)
        #expect(daemon.withdrawn == [.metrics(Self.path), .metrics("/other/x.prom")])
        let count = daemon.metrics.count
        daemon.run(for: .minutes(5))
        #expect(daemon.metrics.count == count)
    }

    @Test func anAlertAboutAFileThatIsNotWantedAnyMoreEnds() {
        var daemon = daemon(settings())
        daemon.disk = .fails("It cannot be written.")
        daemon.run(for: .minutes(5))
        daemon.disk = .works
        reload(settings(nil), &daemon)
        #expect(daemon.journaled.contains { $0.summary == "1099 recovered metrics" })
    }

    /// It ends at once if no file is wanted any more, otherwise when one is written, wherever.
    @Test(arguments: [(path, 0, 1), (nil, 1, 1), ("/other/x.prom", 0, 1)])
    func anAlertGoesOnAfterARestartIfItsFileIsStillWanted(path: String?, atOnce: Int, later: Int) throws {
        var first = daemon(settings())
        first.feed(.published(.metrics(Self.path), failure: "It cannot be written."))
        var saved = try #require(first.saved)
        // The journal has it.
        saved.waiting = []
        var second = SimulatedDaemon(settings(path), saved: saved)
        second.disk = .fails("It cannot be written.")
        second.begin()
        second.run(for: .minutes(2))
        #expect(second.journaled.count { $0.summary == "1099 recovered metrics" } == atOnce)
        #expect(!second.journaled.contains { $0.summary == "1099 raised metrics" })
        second.disk = .works
        second.run(for: .minutes(2))
        #expect(second.journaled.count { $0.summary == "1099 recovered metrics" } == later)
    }

    @Test func aStoppedDaemonLeavesItAndWritesNoMore() {
        var daemon = daemon(settings())
        daemon.feed(.asked(.stop))
        let count = daemon.metrics.count
        daemon.run(for: .minutes(3))
        #expect(daemon.metrics.count == count)
        #expect(daemon.withdrawn.isEmpty)
    }
}
