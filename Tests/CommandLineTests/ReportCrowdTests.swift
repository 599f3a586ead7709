import Foundation
import Testing

@testable import WatchCore
@testable import connector_watch

/// A page of thousands of checks that fail: what a person reads is bounded, and nothing is left out.
struct ReportCrowdTests {
    private func text(_ html: HTML) -> String { html.text }

    private func count(_ part: String, in text: String) -> Int {
        text.components(separatedBy: part).count - 1
    }

    private func ports(_ count: Int) -> [CheckReport] {
        (0..<count).map { .port("p\($0)", host: "h\($0).example", failure: .refused) }
    }

    @Test(arguments: [true, false])
    func ofThoseThatFailAlikeTheFirstHaveACardAndEachOtherOneARow(isProbed: Bool) {
        let model = isProbed ? ReportSample.probed(ports(3000)) : ReportSample.crowded(3000)
        let text = text(FindingsSection(model: model).html)
        #expect(count("<article", in: text) == FindingsSection.cardsOfAKind)
        #expect(text.contains("And 2980 more that fail like the first 20 of their kind"))
        let kind =
            "2980 more: 1020 Port unreachable, connect: \(isProbed ? "connection-refused" : "connect-timeout")"
        #expect(text.contains(kind), "\(text.suffix(500))")
        let missing = (0..<3000).filter { !text.contains("port p\($0):443<") }
        #expect(missing == [])
        #expect(text.utf8.count < 1_500_000, "\(text.utf8.count)")
    }

    @Test func upToTheLimitThereIsNoTable() {
        let model = ReportSample.probed(ports(FindingsSection.cardsOfAKind))
        #expect(!text(FindingsSection(model: model).html).contains("<table"))
    }

    @Test func anotherKindOfFailureAmongThousandsHasItsCard() {
        var other = Finding(
            .recorded(.tlsInspected, message: "It is inspected.", remedy: "Exempt it."), .error, .handshake,
            .tlsIntercepted)
        other.route = .direct
        let both = [Finding.unreachable, other]
        let checks =
            ports(100) + [
                .port("one", host: "one.example", failure: .refused).with(findings: [other]),
                .port("two", host: "two.example", failure: .refused).with(findings: both),
                CheckReport.port("mute", host: "mute.example").with(.unanswered),
            ]
        let text = text(FindingsSection(model: ReportSample.probed(checks)).html)
        #expect(count("<article", in: text) == FindingsSection.cardsOfAKind + 3)
        for name in ["one", "two", "mute"] { #expect(text.contains("<h3>port \(name):443</h3>"), "\(name)") }
    }

    @Test func aRowTellsSinceWhenAndThatItIsSilenced() throws {
        let silence = SnapshotSilence(
            ActiveSilence(
                name: "patches", scope: SilenceScope(checks: []), until: noon + 3600, reason: "Updates"))
        let text = text(FindingsSection(model: ReportSample.crowded(21, silenced: silence)).html)
        let row = try #require(text.components(separatedBy: "<tbody>").last)
        #expect(row.contains("port p20:443") && row.contains("<td class=\"text\">p20.example:443</td>"))
        #expect(row.contains("<time datetime=\"2026-11-22T18:06:00Z\">2026-11-22 18:06</time>"), "\(row)")
        let message =
            "Port 443 of p20.example is shut. Silenced until 2026-11-23T21:00:00Z by &quot;patches&quot;: Updates."
        #expect(row.contains(message), "\(row)")
    }

    @Test func aProbedRowTellsSinceWhenItsAlertStands() throws {
        var snapshot = ReportSample.snapshot
        snapshot.alerts[0].check = CheckName("port p20:443")
        let model = ReportSample.probed(ports(22), snapshot)
        let rows = text(FindingsSection(model: model).html).components(separatedBy: "<tr><th").suffix(2)
        #expect(rows.map { $0.contains("2026-11-22 18:06") } == [true, false])
    }

    @Test func checksWithoutAHistoryHaveNoPlotAndNobodyIsLeftOut() {
        let known = text(TrendSection(model: ReportSample.crowded(3000)).html)
        #expect(count("class=\"availability\"", in: known) == Trend.checkLimit)
        #expect(known.contains("The history of 2800 of 3000 checks is not kept"))
        #expect((0..<3000).allSatisfy { known.contains(">port p\($0):443<") })
        // The results have them all.
        let probed = ReportSample.probed(ports(3000))
        #expect(!text(TrendSection(model: probed).html).contains("<table"))
        let results = text(ProbeSection(model: probed).html)
        #expect((0..<3000).allSatisfy { results.contains(">port p\($0):443<") })
    }
}
