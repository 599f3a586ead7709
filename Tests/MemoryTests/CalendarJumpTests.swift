import Foundation
import Memory
import TestSupport
import Testing

@testable import WatchCore

/// What is remembered while the calendar jumps, and what goes on after a daemon that was killed.
@Suite(.timeLimit(.minutes(2))) struct CalendarJumpTests {
    private static let name = CheckName("port p:443")
    private static let year = 365 * 86_400.0
    /// The begin of an hour.
    private static let noon = Date(timeIntervalSince1970: 497_500 * 3600)

    /// Probes so often from a date on, once a minute, and saves as the engine does.
    private func probe(_ count: Int, from date: Date, _ trends: inout Trends, _ store: MemoryStore) async {
        for minute in 0..<count {
            let now = Timestamp(uptime: .seconds(minute * 60), date: date + Double(minute) * 60)
            _ = trends.count(Verdict(), latency: ByRoute(), of: Check.probed, at: now)
            var change = StateChange()
            change.hours = trends.takeHours(all: false, at: now.uptime)
            let report = await store.save(change, at: now.date)
            #expect(report.failure == nil && report.loss == nil)
        }
    }

    private func begin() -> Trends {
        var trends = Trends()
        trends.replace(with: [Check.probed])
        return trends
    }

    private func hours(_ store: MemoryStore, _ since: Double, at now: Date) throws -> [Int] {
        let reader = try #require(
            try MemoryReader(directory: String(store.path.dropLast("/memory.db".count))))
        let record = try reader.records(since: now - since, at: now).first
        return [record?.hours ?? 0, record?.probes ?? 0]
    }

    @Test func theHourThatRunsIsRememberedAndGoesOnAfterAKill() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            var trends = begin()
            await probe(20, from: Self.noon, &trends, store)
            #expect(try hours(store, 3600, at: Self.noon + 1200) == [1, 20])
            // Nobody closes it.
            let next = MemoryStore(directory: directory.path)
            let state = try #require(await next.load(at: Self.noon + 1260).state)
            var again = begin()
            again.restore(state.trends)
            await probe(30, from: Self.noon + 1260, &again, next)
            #expect(try hours(next, 3600, at: Self.noon + 3599) == [1, 50])
        }
    }

    @Test func hoursWithoutADaemonAreUnknown() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            var trends = begin()
            await probe(60, from: Self.noon, &trends, store)
            await probe(60, from: Self.noon + 20 * 3600, &trends, store)
            let known = try hours(store, 86_400, at: Self.noon + 21 * 3600)
            #expect(known == [2, 120])
        }
    }

    @Test(arguments: [year, -year, 3600, -3600])
    func aCalendarThatJumpsAndComesBackLosesNothing(jump: Double) async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            var trends = begin()
            for day in 0..<40 {
                await probe(1, from: Self.noon - Double(40 - day) * 86_400, &trends, store)
            }
            await probe(10, from: Self.noon, &trends, store)
            await probe(10, from: Self.noon + 600 + jump, &trends, store)
            await probe(60, from: Self.noon + 3600, &trends, store)
            await probe(10, from: Self.noon + 7200, &trends, store)
            let now = Self.noon + 7800
            let day = try hours(store, 86_400, at: now)
            #expect(day[1] >= 80, "\(day)")
            let all = try hours(store, 60 * 86_400, at: now)
            #expect(all[1] >= 120 && all[1] <= 130, "\(all)")
        }
    }

    @Test func anIncidentLastsAsLongAsItDidWhateverTheCalendarSays() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            let check = Check.probed
            var alerts = Alerts()
            var verdict = Verdict(findings: [
                Finding(
                    .recorded(.trustExpired, message: "It expired.", remedy: ""), .critical, .certificate,
                    .trustExpired)
            ])
            verdict.judged = AlertKeys(verdict.findings.map(\.key))
            func take(_ uptime: Duration, _ date: Date) -> [WatchCore.Notification] {
                alerts.take(
                    verdict, of: check.source, connector: "hq", at: Timestamp(uptime: uptime, date: date))
            }
            #expect(take(.zero, Self.noon).count == 1)
            verdict.findings = []
            #expect(take(.seconds(600), Self.noon + 600 + Self.year).map(\.duration) == [.seconds(600)])
            var change = StateChange()
            change.incidents = Array(alerts.takeChanges().incidents)
            #expect(await store.save(change, at: Self.noon).failure == nil)
            let reader = try #require(try MemoryReader(directory: directory.path))
            #expect(try reader.incidents(since: nil).map { $0.lasted(at: Self.noon) } == [.seconds(600)])
        }
    }

    /// As a daemon with the first version of the tables left it.
    private static let firstVersion = """
        PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL;
        CREATE TABLE facts (one INTEGER PRIMARY KEY CHECK (one = 1), facts TEXT NOT NULL) STRICT;
        CREATE TABLE checks (name TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE trends (name TEXT PRIMARY KEY, trend TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE outbox (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, entry TEXT NOT NULL) STRICT;
        CREATE TABLE incidents (id TEXT PRIMARY KEY, check_name TEXT NOT NULL, target TEXT NOT NULL,
            event INTEGER NOT NULL, route TEXT, priority INTEGER NOT NULL, phase TEXT NOT NULL, reason TEXT,
            message TEXT NOT NULL, raised REAL NOT NULL, ended REAL) STRICT;
        CREATE INDEX incidents_by_beginning ON incidents (raised);
        CREATE INDEX incidents_by_end ON incidents (ended);
        CREATE TABLE hours (check_name TEXT, hour INTEGER, probes INTEGER NOT NULL, passed INTEGER NOT NULL,
            silenced INTEGER NOT NULL, latency_ms REAL, PRIMARY KEY (check_name, hour)) STRICT, WITHOUT ROWID;
        CREATE TABLE days (check_name TEXT, day INTEGER, probes INTEGER NOT NULL, passed INTEGER NOT NULL,
            silenced INTEGER NOT NULL, PRIMARY KEY (check_name, day)) STRICT, WITHOUT ROWID;
        INSERT INTO facts VALUES (1, '{}');
        INSERT INTO incidents VALUES ('a', 'port p:443', 'p:443', 1020, NULL, 3, 'connect', NULL, 'Shut.', 10, 70);
        INSERT INTO hours VALUES ('port p:443', 497499, 60, 59, 0, 12.5);
        INSERT INTO days VALUES ('port p:443', 20700, 1440, 1440, 0);
        PRAGMA application_id = 0x63776d65; PRAGMA user_version = 1;
        """

    @Test func anEarlierVersionIsBroughtUpToDate() async throws {
        try await withTemporaryDirectory { directory in
            let store = MemoryStore(directory: directory.path)
            try await Program.succeed("sqlite3", store.path, Self.firstVersion)
            #expect(throws: MemoryError.self) { _ = try MemoryReader(directory: directory.path) }
            let loaded = await store.load(at: Self.noon)
            #expect(loaded.damage == nil)
            #expect(loaded.state?.trends[Self.name]?.hours.map(\.probes) == [60])
            #expect(try hours(store, 60 * 86_400, at: Self.noon) == [25, 1500])
            let reader = try #require(try MemoryReader(directory: directory.path))
            #expect(try reader.incidents(since: nil).map { $0.lasted(at: Self.noon) } == [.seconds(60)])
        }
    }
}

extension Check {
    /// What is probed here.
    fileprivate static let probed = Check(
        name: CheckName("port p:443"), target: .host(HostTarget(sources: [])),
        pace: AlertSource(daemon: "", target: "").pace)
}
