import Foundation
import SystemdHost
import TestSupport
import Testing
import WatchCore

extension Journal {
    /// The incidents of the sandbox's journal on the report's page.
    struct ReportJournalTests {
        private let incident = UUID().uuidString

        private func send(_ state: NotificationState, seconds: Int, priority: Priority) async {
            let others = [
                (JournalField.state, state.rawValue), (.incidentSeconds, String(seconds)),
                (.check, "port <\(incident)>:443"),
            ]
            var entry = Journal.alert(
                .portUnreachable, incident: incident, message: "Nobody answers.", priority: priority)
            entry.others.removeAll { $0.name == JournalField.state.rawValue }
            entry.others += others.map { JournalEntry.Field($0.0.rawValue, $0.1) }
            #expect(await Journal.deliver(entry) == .delivered)
        }

        private func page(_ arguments: String...) async throws -> Program {
            let words =
                ["report", "--html", "-", "--no-look", "--snapshot", "/none", "--since", "-1h"] + arguments
            return try await Program.run([ConnectorWatch.path] + words)
        }

        /// The row of the incident as text, a "|" for each mark between words.
        private func row(_ page: Program) throws -> String {
            let row = try #require(page.output.components(separatedBy: "<tr>").last { $0.contains(incident) })
            return row.components(separatedBy: "</tr>")[0].replacing(#/(<[^>]*>)+/#, with: "|")
        }

        @Test func anIncidentIsOpenUntilItRecovers() async throws {
            await send(.raised, seconds: 0, priority: .error)
            await send(.reminder, seconds: 5400, priority: .error)
            try await Journal.synchronize()
            #expect(
                try row(await page()).contains("|open|1020 Port unreachable|port &lt;\(incident)&gt;:443|"))
            await send(.recovered, seconds: 7200, priority: .notice)
            try await Journal.synchronize()
            let over = try row(await page())
            #expect(over.contains("|over|1020 Port unreachable|"), "\(over)")
            #expect(over.hasSuffix("|2 h|Nobody answers.|"), "\(over)")
        }

        /// As "nobody", who is in no group that may read the journal.
        @Test func whoMayNotReadTheJournalIsToldSoOnThePage() async throws {
            let words = ["report", "--html", "-", "--no-look", "--snapshot", "/none"]
            let program = try await Program.run(
                ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", ConnectorWatch.path]
                    + words)
            #expect(program.status == 3)
            #expect(
                program.output.contains(
                    "Incidents may be missing. No permission to read the system journal; run this"))
            #expect(program.output.hasSuffix("</html>\n"))
        }

        @Test func journalsCollectedElsewhereAreReadFromTheirDirectory() async throws {
            let missing = try await page("--directory", "/nowhere")
            #expect(
                missing.output.contains(
                    "Failed to open the journal in &quot;/nowhere&quot;: No such file or directory."))
            await send(.raised, seconds: 0, priority: .error)
            try await Journal.synchronize()
            let found = try await page("--directory", "/run/log/journal")
            #expect(try row(found).contains("|open|"))
        }
    }
}
