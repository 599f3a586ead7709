import Testing
import WatchCore

@testable import connector_watch

struct ReportTextTests {
    private func text(_ report: Report, width: Int = 80, isColoured: Bool = false) -> String {
        ReportText(report: report, width: width, painter: Painter(isColoured: isColoured)).text
    }

    @Test func aReportIsReadFromTopToBottom() {
        let report = Report.sample(
            [.port(host: "a.example"), .port("b", host: "b.example", failure: .refused)],
            leftOut: ["port registration:443"])
        #expect(
            text(report) == """
                Connector hq-01, checked from gateway on 2026-11-23T20:00:00Z

                Connectivity
                        check               target         route   resolve  connect
                  ok    port a.example:443                 direct     2 ms    30 ms
                  FAIL  port b:443          b.example:443  direct     2 ms    30 ms
                        1020 Port unreachable (connect: connection-refused)
                        It is unreachable. Ask the network team.
                        tried      192.0.2.1 connection-refused after 30 ms

                CRITICAL: 2 checks, 1 ok, 1 failed
                Connector hq-01, 2026-11-23T20:00:00Z, took 2 s
                Not checked, because the tenant's id is not known (set Tenant=, or check the
                trust certificate): port registration:443.
                For what a number means and what to do, run: connector-watch explain NUMBER

                """)
    }

    @Test func aSharedCauseIsToldOnceWithTheChecksThatFailForIt() {
        let text = text(.withCause(of: 12))
        #expect(
            text.contains(
                """
                Shared causes
                        cause     target
                  FAIL  resolver  name servers of /etc/resolv.conf
                        1022 Name resolution fails (resolve: resolve-failed)
                        No name resolves.
                        Ask the resolver's team.
                        fails      port h0.example:443, port h1.example:443,
                """))
        let words = text.split { $0.isWhitespace }.joined(separator: " ")
        #expect(words.contains("port h9.example:443 and 2 more Connectivity"))
        #expect(text.split(separator: "\n").count { $0 == "        cause      resolver" } == 12)
        #expect(text.ranges(of: "Ask the resolver's team.").count == 1)
        #expect(text.contains("1020 Port unreachable (connect: connection-refused)"))
        #expect(text.contains("CRITICAL: 13 checks, 13 failed"))
    }

    @Test func whereItIsNarrowTheTargetStandsBelow() {
        let lines = text(.sample([.port("b", host: "b.example")]), width: 44).split(separator: "\n")
        #expect(lines.contains("  ok  port b:443  direct     2 ms    30 ms"))
        #expect(lines.contains("        target     b.example:443"))
    }

    @Test func whatCannotBeSeenIsSpeltOut() {
        var finding = Finding.unreachable
        finding.facts = .recorded(
            .portUnreachable, message: "It said \u{202e}evil.\nAnd more.", remedy: "")
        var report = Report.sample([.port(host: "a.example", failure: .refused).with(findings: [finding])])
        report.connector = "hq\u{1b}[2J"
        let text = text(report)
        #expect(text.contains("Connector hq\\u{1B}[2J, checked from"))
        #expect(text.contains("It said \\u{202E}evil.\\nAnd more."))
    }

    @Test func aTerminalSeesColours() {
        let text = text(.sample([.port(host: "a.example")]), isColoured: true)
        #expect(text.contains("\u{1b}[32mok\u{1b}[0m"))
        #expect(text.contains("\u{1b}[1mConnectivity\u{1b}[0m"))
    }

    @Test func aProbeThatGaveNoAnswerShowsThatItSawNothing() {
        let check = CheckReport.port(host: "a.example").with(.unanswered)
        #expect(text(.sample([check])).contains("        seen       nothing, as the probe gave no answer\n"))
    }

    @Test(arguments: [
        (Priority.notice, "  ok    port", "\nOK: 2 checks, 2 ok\n"),
        (.warning, "  warn  port", "\nWARNING: 2 checks, 1 ok, 1 warning\n"),
    ])
    func aRemarkIsShownAndCountsAsFine(priority: Priority, mark: String, summary: String) {
        var finding = Finding.unreachable
        finding.priority = priority
        let check = CheckReport.port(host: "a.example", failure: .refused).with(findings: [finding])
        let text = text(.sample([check, .port(host: "longer.example")]))
        #expect(text.contains("1020 Port unreachable"))
        #expect(text.contains(summary))
        #expect(text.contains(priority == .notice ? "  ok  port" : mark))
    }
}
