import Foundation

@testable import WatchCore

/// The daily summary: event 1097.
extension SentenceSample {
    private static func counts(
        _ probes: Int, failed: Int = 0, recovered names: [RelatedFact.ActiveEvent] = [], of count: Int = 0
    ) -> SummaryCounts {
        var counts = SummaryCounts()
        (counts.probes, counts.failed, counts.recovered) = (probes, failed, count)
        counts.firstRecovered = names
        return counts
    }

    static let summary = [
        SentenceSample(
            .summarized(
                SummaryFacts(
                    counts: counts(14_400),
                    certificate: .ends(start.date + 65 * 86_400, left: .days(65)))),
            message: """
                Daily summary: no alert, none recovered; 14400 probes, none failed; trust certificate: 65 days \
                left.
                """,
            remedy: ""),
        SentenceSample(
            .summarized(
                SummaryFacts(
                    active: [.warning: 4, .critical: 1, .error: 2],
                    worst: RelatedFact.ActiveEvent(.trustExpired, CheckName("trust")),
                    counts: counts(
                        41_760, failed: 120,
                        recovered: [
                            RelatedFact.ActiveEvent(.portUnreachable, CheckName("port a:443")),
                            RelatedFact.ActiveEvent(.tls12Fails, CheckName("tls b")),
                        ], of: 5),
                    certificate: .ends(start.date - 2 * 86_400, left: .days(-2)))),
            message: """
                Daily summary: 7 alerts (1 crit, 2 err, 4 warning; first 1000 trust), 5 recovered (1020 port \
                a:443, 1040 tls b and 3 more); 41760 probes, 120 failed; trust certificate: expired 2 days ago.
                """,
            remedy: ""),
        SentenceSample(
            .summarized(
                SummaryFacts(
                    active: [.error: 1],
                    worst: RelatedFact.ActiveEvent(.portUnreachable, CheckName("port login:443")),
                    counts: counts(
                        1, failed: 1,
                        recovered: [RelatedFact.ActiveEvent(.tls12Fails, CheckName("tls b"))], of: 1),
                    certificate: .unseen)),
            message: """
                Daily summary: 1 alert (1 err; first 1020 port login:443), 1 recovered (1040 tls b); 1 probe, 1 \
                failed; trust certificate: not seen.
                """,
            remedy: ""),
        SentenceSample(
            .summarized(SummaryFacts(counts: counts(0), certificate: .unwatched)),
            message: "Daily summary: no alert, none recovered; 0 probes, none failed.", remedy: ""),
    ]
}
