import Foundation
import Testing

@testable import WatchCore
@testable import connector_watch

/// What `connector-watch trust` and `simulate` say of made-up files, at several widths.
struct TrustTextTests {
    private static let plain = Painter(isColoured: false)

    /// The text about the sample's agent, whose stores went as `lookup` and `elsewhere` say.
    private func text(_ lookup: StoreLookup, elsewhere: StoreLookup? = nil, width: Int = 80) -> String {
        let check = Check(name: CheckName("trust"), target: .trust(ReportSample.trust), pace: .sample)
        let seen = Observation.trust(
            TrustObservation(
                settings: .read(
                    TrustSettings(thumbprint: ReportSample.thumbprint("D"), isInUserStore: false)),
                lookup: lookup, elsewhere: elsewhere))
        let agent = TrustReport.Agent(
            target: ReportSample.trust,
            report: CheckReport(
                check: check, observation: seen, findings: judge(seen, of: check, at: noon).findings),
            memory: ReportSample.snapshot.trusts.first)
        let report = TrustReport(connector: "hq-01", host: "gateway", time: noon, agents: [agent])
        return TrustText(report: report, width: width, painter: Self.plain).text
    }

    private func lookup(_ problems: [StoreProblem] = [], certificates: Int = 0) -> StoreLookup {
        StoreLookup(places: ["/m", "/n"], certificates: certificates, problems: problems)
    }

    private static let shut = StoreProblem(.permission, path: "/m", detail: "Permission denied")
    private static let absent = ["/m", "/n"].map { StoreProblem(.missing, path: $0, detail: "none") }

    /// What could not be read is never told to be gone.
    @Test(arguments: [
        ([], 3, "not there, 3"), ([shut], 0, "cannot be read, 0"),
        ([shut, absent[1]], 2, "cannot be read completely, 2"), ([absent[0]], 2, "not there, 2"),
        (absent, 0, "does not exist, 0"),
    ])
    func aStoreWithoutTheCertificateIsTold(problems: [StoreProblem], count: Int, end: String) {
        let text = text(lookup(problems, certificates: count))
        #expect(text.contains("  machine store  /m /n: \(end) certificates seen\n"), "\(text)")
        for problem in problems {
            #expect(text.contains("  unread         \(problem.path): \(problem.detail)\n"), "\(text)")
        }
    }

    @Test func theOtherStoreIsToldInTheSameWay() {
        let other = StoreLookup(
            places: ["/u"], problems: [StoreProblem(.permission, path: "/u", detail: "Permission denied")])
        let text = text(lookup(), elsewhere: other)
        #expect(text.contains("  user store     /u: cannot be read, 0 certificates seen\n"), "\(text)")
        #expect(text.contains("  unread         /u: Permission denied\n"))
    }

    private static let found: StoreLookup = {
        let facts = ReportSample.certificate(
            "11111111-2222-3333-4444-555555555555", "connectorregistrationca.msappproxy.net", from: -170,
            to: 9.5)
        return StoreLookup(
            places: ["/m"], certificates: 1, found: FoundCertificate(facts: facts, file: "/m/a.pfx"))
    }()

    /// Lines that are too long, but for single words: a path and a cmdlet are never broken.
    private func overrun(_ text: String, _ width: Int) -> [Substring] {
        text.split(separator: "\n").filter { $0.count > width && $0.split(separator: " ").count > 1 }
    }

    @Test(arguments: [40, 59, 60, 80, 120])
    func theTextOfACertificateFits(width: Int) {
        for lookup in [Self.found, lookup([Self.shut])] {
            let text = text(lookup, width: width)
            let long = overrun(text, width).filter { !$0.contains("Import-Module") }
            #expect(long.isEmpty, "\(text)")
        }
    }

    @Test func theHistoryShedsItsColumns() {
        func history(_ width: Int) -> [String] {
            let lines = text(Self.found, width: width).split(separator: "\n").map(String.init)
            return lines.drop { $0 != "  History" }.dropFirst().prefix { $0 != "  What is wrong" }.map(\.self)
        }
        let (old, new) = (String(repeating: "A", count: 40), String(repeating: "D", count: 40))
        #expect(
            history(120) == [
                "    since                 change   thumbprint                                valid until",
                "    2025-12-28T20:00:00Z  -        \(old)  2026-06-26T20:00:00Z",
                "    2026-06-06T20:00:00Z  renewal  \(new)  2026-12-03T08:00:00Z",
            ])
        #expect(
            history(80) == [
                "  since                 change",
                "  2025-12-28T20:00:00Z  -", "      \(old) valid until 2026-06-26T20:00:00Z",
                "  2026-06-06T20:00:00Z  renewal", "      \(new) valid until 2026-12-03T08:00:00Z",
            ])
        #expect(
            history(40) == [
                "  since                 change",
                "  2025-12-28T20:00:00Z  -", old, "      valid until 2026-06-26T20:00:00Z",
                "  2026-06-06T20:00:00Z  renewal", new, "      valid until 2026-12-03T08:00:00Z",
            ])
    }

    @Test func aSimulationShedsItsColumns() {
        func table(_ width: Int, agents: [String]) -> [String] {
            let announcements = agents.map {
                Simulation.Announcement(
                    date: noon, check: CheckName($0), event: .renewalOverdue, state: .escalated,
                    priority: .error, message: "It is.")
            }
            let ends = agents.map { (CheckName($0), noon + 9.5 * 86_400) }
            let simulated = Simulated(
                connector: "hq-01", from: noon, to: noon + 86_400,
                ends: Dictionary(uniqueKeysWithValues: ends), announcements: announcements)
            let text = SimulationText(
                simulated: simulated, showsReminders: false, width: width, painter: Self.plain
            ).text
            #expect(overrun(text, width).isEmpty, "\(text)")
            return text.split(separator: "\n").map(String.init).drop { !$0.hasPrefix("  time") }.map(\.self)
        }
        #expect(
            table(120, agents: ["trust"]) == [
                "  time                  days left  event  state      priority",
                "  2026-11-23T20:00:00Z          9  1002   escalated  err       Renewal of the trust certificate overdue",
            ])
        #expect(
            table(80, agents: ["trust"]) == [
                "  time                  days left  event  state      priority",
                "  2026-11-23T20:00:00Z          9  1002   escalated  err",
                "      Renewal of the trust certificate overdue",
            ])
        #expect(
            table(40, agents: ["trust"]) == [
                "  time                  event  state", "  2026-11-23T20:00:00Z  1002   escalated",
                "      Renewal of the trust certificate", "      overdue, err, 9 days left",
            ])
        let names = ["trust", "trust Microsoft-Entra-private-network"]
        #expect(
            table(80, agents: names).suffix(3) == [
                "  2026-11-23T20:00:00Z  1002   escalated",
                "      Renewal of the trust certificate overdue, err, trust",
                "      Microsoft-Entra-private-network, 9 days left",
            ])
    }
}
