import Foundation
import Memory
import TestSupport
import Testing

@testable import WatchCore
@testable import connector_watch

/// What the report takes from the daemon's memory.
@Suite(.timeLimit(.minutes(2))) struct ReportMemoryTests {
    private static let name = CheckName("port login:443")

    /// An incident of a check, as the memory takes it.
    private func incident(_ number: Int, from begin: Date, for seconds: Int?) -> IncidentChange {
        var finding = Finding(
            .recorded(.portUnreachable, message: "Incident <\(number)>.", remedy: ""), .error, .connect,
            .connectTimeout)
        finding.route = .direct
        let active = Tracker.ActiveAlert(
            incident: Incident(
                name: "hq", check: Self.name, key: AlertKey(.portUnreachable, .direct), raisedAt: begin),
            finding: finding, announced: .error, raisedAt: .zero, announcedAt: .zero)
        let end = seconds.map { Timestamp(uptime: .seconds($0), date: begin + Double($0)) }
        return IncidentChange(
            active,
            AlertSource(
                name: Self.name, target: "login:443", pace: AlertSource(daemon: "", target: "").pace),
            endedAt: end)
    }

    /// A memory of forty days, a probe an hour, whose fifth day failed, in a directory.
    private func withMemory(
        incidents: Int = 3, _ body: (TemporaryDirectory, Date) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in
            let now = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 / 3600).rounded(.down) * 3600)
            let store = MemoryStore(directory: directory.path)
            for day in 0..<40 {
                var change = StateChange()
                let first = Int64(now.timeIntervalSince1970 / 86_400) - 40 + Int64(day)
                change.hours = (0..<24).map {
                    Trend.Record(
                        check: Self.name, hour: first * 24 + $0, probes: 60, passed: day == 5 ? 0 : 60,
                        silenced: 0, latencyMs: day == 5 ? nil : 20, timed: 60)
                }
                if day == 39 {
                    change.incidents = (0..<incidents).map {
                        incident($0, from: now - 3600 * Double($0 + 2), for: $0 == 0 ? nil : 600)
                    }
                }
                let report = await store.save(change, at: now)
                #expect(report.failure == nil)
            }
            await store.close()
            try await body(directory, now)
        }
    }

    @Test func itReadsDaysAndIncidents() async throws {
        try await withMemory { directory, now in
            let part = RememberedPart(in: directory.path, since: now - 86_400, at: now)
            #expect(part.failure == nil)
            let days = try #require(part.byCheck[Self.name.text])
            #expect(days.count == 40)
            #expect(days.allSatisfy { $0.probes == 1440 })
            #expect(days.filter { $0.passed == 0 }.count == 1)
            #expect(days.filter { $0.ms == 20 }.count == 39)
            #expect(part.incidents.count == 3 && part.omitted == 0)
            #expect(part.incidents.first?.ended == nil, "Those that stand come first.")
        }
    }

    @Test func anIncidentThatTheJournalHasStandsOnce() async throws {
        try await withMemory { directory, now in
            let part = RememberedPart(in: directory.path, since: now - 86_400, at: now)
            let known = try #require(part.incidents.last)
            let entry = ReportSample.entry(
                0, .portUnreachable, .raised, known.check, incident: known.id, message: "By the journal.")
            var log = IncidentLog()
            log.take(try #require(entry))
            log.take(part.incidents, since: now - 86_400)
            let all = log.all(active: nil)
            #expect(all.count == 3)
            let merged = try #require(all.first { $0.id == known.id })
            #expect(merged.message == "By the journal.")
            #expect(merged.end == known.ended.map(IncidentRecord.End.recovered))
            #expect(merged.duration(at: now) == .seconds(600))
        }
    }

    @Test func thePageShowsThemWithoutAJournal() async throws {
        try await withMemory { directory, _ in
            try await Program.succeed("mkdir", directory("journal"))
            try await withConfiguration("[Port login]\nHost=ok.test\nPorts=443\n") { file in
                let run = try await ConnectorWatch.run([
                    "report", "--config", file, "--snapshot", "/none", "--state", directory.path,
                    "--directory",
                    directory("journal"), "--no-look", "--html", "-",
                ])
                for expected in [
                    "The last 90 days", "Availability of port login:443", "Incident &lt;0&gt;.",
                    "Incident &lt;2&gt;.", "97.5 %", "of 57600 probes passed, on 40 days, 3 incidents",
                    "20 ms to 20 ms by the day",
                ] {
                    #expect(run.output.contains(expected), "\(expected)")
                }
                #expect(!run.output.contains("Incidents may be missing"))
            }
        }
    }

    @Test func thousandsOfIncidentsAreBoundedAndCounted() async throws {
        try await withMemory(incidents: 3000) { directory, now in
            let part = RememberedPart(in: directory.path, since: now - 120 * 86_400, at: now)
            #expect(part.incidents.count == IncidentLog.limit)
            #expect(part.omitted > 1000 && part.omitted <= 2000)
            let model = ReportModel(
                ReportSample.settings, probe: nil, snapshot: nil, snapshotFailure: "None.",
                memory: TrustMemory(nil, savedIn: "/none", ReportSample.settings), journal: JournalPart(),
                remembered: part, since: now - 120 * 86_400, at: now)
            #expect(
                model.incidents.count + model.incidentsOmitted == part.omitted + IncidentLog.limit,
                "\(model.incidentsOmitted)")
        }
    }

    @Test func withoutAMemoryThePageSaysSo() async throws {
        try await withConfiguration("") { file in
            let run = try await ConnectorWatch.run([
                "report", "--config", file, "--snapshot", "/none", "--state", "/none", "--no-look", "--html",
                "-",
            ])
            #expect(
                run.output.contains(
                    "What the daemon remembers is not available. There is no memory in &quot;/none&quot;."))
        }
    }

    @Test func ofManyChecksItSaysHowManyAreLeftOut() {
        var model = ReportSample.page
        let row = model.rows[0]
        model.rows += (0..<10_000).map {
            var new = row
            (new.check, new.days) = (CheckName("port p\($0):443"), [])
            return new
        }
        let text = LongTermSection(model: model).html.text
        #expect(text.contains("Nothing is remembered of 10000 of \(model.rows.count) checks"))
        #expect(text.count < 500_000, "\(text.count)")
    }
}
