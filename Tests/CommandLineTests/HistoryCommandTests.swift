import Foundation
import Memory
import TestSupport
import Testing

@testable import WatchCore

/// The built `connector-watch history` on a memory as a daemon leaves it.
@Suite(.timeLimit(.minutes(2))) struct HistoryCommandTests {
    private static let name = CheckName("port login:443")

    /// A memory with two incidents, of which one stands, twelve probes of which three failed, two of them during a silence, and
    /// a renewal.
    func withMemory(_ body: (TemporaryDirectory) async throws -> Void) async throws {
        try await withTemporaryDirectory { directory in
            let now = Date()
            var change = StateChange()
            for (number, ended) in [(0, now - 3000 as Date?), (1, nil)] {
                var finding = Finding(
                    .recorded(
                        .portUnreachable,
                        message: number == 0 ? "It was \u{202e}shut, for \"a while\"." : "=It is shut.",
                        remedy: ""),
                    .error, .connect, .connectTimeout)
                finding.route = .direct
                let active = Tracker.ActiveAlert(
                    incident: Incident(
                        name: "hq", check: Self.name, key: AlertKey(.portUnreachable, .direct),
                        raisedAt: now - (number == 0 ? 3600 : 60)), finding: finding, announced: .error,
                    raisedAt: .zero, announcedAt: .zero)
                change.incidents.append(
                    IncidentChange(
                        active,
                        AlertSource(
                            name: Self.name, target: "login:443",
                            pace: AlertSource(daemon: "", target: "").pace),
                        endedAt: ended.map { Timestamp(uptime: .seconds(600), date: $0) }))
            }
            var trend = Trend()
            for number in 0..<12 {
                trend.count(isPassed: number > 2, isSilenced: number > 0, latency: nil, at: now - 600)
            }
            change.hours = trend.records(of: Self.name)
            var history = TrustHistory(
                current: TrustRecord(
                    settings: TrustSettings(thumbprint: ReportSample.thumbprint("A"), isInUserStore: false),
                    facts: nil), since: now - 86_400)
            history.advance(
                to: TrustRecord(
                    settings: TrustSettings(thumbprint: ReportSample.thumbprint("B"), isInUserStore: true),
                    facts: nil), .firstRenewal, at: now - 7200)
            change.checks = [
                SavedState.SavedCheck(name: CheckName("trust"), target: "/x", trackers: [], history: history)
            ]
            let store = MemoryStore(directory: directory.path)
            #expect(await store.save(change, at: now).failure == nil)
            await store.close()
            try await body(directory)
        }
    }

    private func run(_ directory: TemporaryDirectory, _ arguments: String...) async throws -> Program {
        try await ConnectorWatch.run(["history", "--state", directory.path] + arguments)
    }

    @Test func itTellsAvailabilityIncidentsAndRenewals() async throws {
        try await withMemory { directory in
            let run = try await run(directory)
            #expect(run.status == 0, "\(run.errors)")
            for expected in [
                "Availability, in percent of the probes of the last days",
                "  90.00  90.00  90.00  90.00  90.00",
                "Incidents, the latest first", "10 min", "active, 1 min", "1020 Port unreachable",
                "port login:443 (direct)", "It was \\u{202E}shut, for \"a while\".", "Trust certificates",
                "first-renewal", ReportSample.thumbprint("A").text, ReportSample.thumbprint("B").text,
            ] {
                #expect(run.output.contains(expected), "\(expected) in\n\(run.output)")
            }
        }
    }

    @Test func itsJSONHasStableKeys() async throws {
        try await withMemory { directory in
            let run = try await run(directory, "--format", "json", "--check", "port")
            let document = try #require(
                try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
            #expect(Set(document.keys) == ["time", "since", "incidents", "checks", "certificates"])
            let incidents = try #require(document["incidents"] as? [[String: Any]])
            #expect(incidents.map { $0["seconds"] as? Int }.last == 600)
            #expect(incidents.first?["ended"] is NSNull)
            #expect((document["certificates"] as? [Any])?.isEmpty == true)
            let check = try #require((document["checks"] as? [[String: Any]])?.first)
            let periods = try #require(check["availability"] as? [[String: Any]])
            #expect(periods.map { $0["days"] as? Int } == [1, 7, 30, 90, 365])
            #expect(periods.allSatisfy { $0["percent"] as? Double == 90 && $0["probes"] as? Int == 12 })
            #expect(periods.allSatisfy { $0["silenced"] as? Int == 2 })
        }
    }

    @Test func itsCSVIsReadByOthers() async throws {
        try await withMemory { directory in
            let run = try await run(directory, "--format", "csv")
            let lines = run.output.split(separator: "\r\n")
            #expect(lines.count == 3)
            #expect(
                lines[0].hasPrefix(
                    "id,check,target,event,via,priority,phase,reason,raised,ended,seconds,message,host"))
            #expect(lines[1].hasSuffix(",'=It is shut.,"))
            #expect(lines[2].hasSuffix(",\"It was \\u{202E}shut, for \"\"a while\"\".\","))
        }
    }

    @Test func whatIsOverBeforeIsNotShown() async throws {
        try await withMemory { directory in
            let run = try await run(directory, "--since", "10min ago", "--check", "port login:443")
            #expect(run.output.contains("=It is shut.") && !run.output.contains("a while"))
        }
    }

    @Test func withoutAMemoryItSaysSo() async throws {
        try await withTemporaryDirectory { directory in
            let run = try await run(directory)
            #expect(run.status == 3)
            #expect(run.errors.contains("There is no memory in \"\(directory.path)\"."))
        }
    }
}
