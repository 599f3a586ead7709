import Foundation
import TestSupport
import Testing

/// One full probe everything in the testbed, held against its table.
@Suite(.timeLimit(.minutes(3)))
struct FaultTests {
    /// The report of each configuration, from one world in which all of them looked.
    private static let reports = Task { () throws -> [String: CheckReport] in
        let names = Set(Expectation.all.map(\.configuration)).sorted().joined(separator: " ")
        let text = try await Testbed.run(
            """
            for name in \(names); do
                "$BIN/connector-watch" check --config "$TESTBED/$name.conf" --format json >"$TESTBED/$name.json" \\
                    2>"$TESTBED/log/$name" &
            done
            wait
            for name in \(names); do printf '%s\\t%s\\n' "$name" "$(tr -d '\\n' <"$TESTBED/$name.json")"; done
            """)
        let pairs = try text.split(separator: "\n").map { line in
            let parts = line.split(separator: "\t", maxSplits: 1)
            guard parts.count == 2 else { throw ProgramFailure("No report: \(line)") }
            return (
                String(parts[0]),
                try JSONDecoder().decode(CheckReport.self, from: Data(parts[1].utf8))
            )
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }

    @Test func theTableIsRead() {
        #expect(Expectation.all.count > 80)
        #expect(Set(Expectation.all.compactMap(\.alert?.event)).count >= 10)
    }

    @Test(arguments: Expectation.all)
    func everyFaultIsNamed(expectation: Expectation) async throws {
        let report = try #require(await Self.reports.value[expectation.configuration])
        #expect(report.checks.contains { $0.check == expectation.check })
        let found = report.alerts(at: expectation.check, route: expectation.route)
        #expect(found == [expectation.alert].compactMap(\.self))
    }

    @Test(arguments: Set(Expectation.all.map(\.configuration)).sorted())
    func nothingElseIsFound(configuration: String) async throws {
        let report = try #require(await Self.reports.value[configuration])
        let expected = Set(Expectation.all.filter { $0.configuration == configuration }.map(\.check))
        for check in report.checks where !expected.contains(check.check) {
            #expect(check.findings.map(\.message) == [], "\(check.check)")
        }
    }

    @Test func theTableOfFaultsIsPrinted() async throws {
        let reports = try await Self.reports.value
        var lines = [row("configuration", "check", "via", "expected", "found")]
        for expectation in Expectation.all {
            let found = reports[expectation.configuration]?.alerts(
                at: expectation.check, route: expectation.route)
            lines.append(
                row(
                    expectation.configuration, expectation.check, expectation.route,
                    expectation.alert?.description ?? "-",
                    found.map { $0.isEmpty ? "-" : $0.map(\.description).joined(separator: ", ") }
                        ?? "no report"))
        }
        print(lines.joined(separator: "\n"))
    }

    private func row(_ columns: String...) -> String {
        let widths = [14, 28, 7, 44, 0]
        return zip(columns, widths)
            .map { $0 + String(repeating: " ", count: max(1, $1 - $0.count)) }.joined()
    }
}
