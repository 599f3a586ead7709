import Foundation
import Testing

@testable import WatchCore
@testable import connector_watch

/// The report's pictures, and that nothing of others becomes markup.
struct ReportPlotTests {
    private let axis = TimeAxis(from: noon - 4 * 3600, to: noon)

    /// The hours that end at noon: probes, passed and milliseconds of each.
    private func trend(_ hours: [(probes: UInt16, passed: UInt16, ms: Double?)]) throws -> SnapshotTrend {
        var trend = Trend()
        trend.count(isPassed: true, latency: nil, at: noon - 1)
        var told = try #require(SnapshotTrend(trend))
        (told.probes, told.passed, told.ms) = (hours.map(\.probes), hours.map(\.passed), hours.map(\.ms))
        return told
    }

    private func availability(_ trend: SnapshotTrend?, _ incidents: [IncidentRecord] = []) -> AvailabilityPlot
    {
        AvailabilityPlot(
            id: "a", check: "port x:443", axis: axis, periods: trend?.byHour ?? [], incidents: incidents)
    }

    private func count(_ part: String, in html: HTML?) -> Int {
        (html?.text ?? "").components(separatedBy: part).count - 1
    }

    @Test func textOfOthersIsNeverMarkup() {
        let evil = "<b a=\"1\" c='2'>&amp;\u{202e}\u{7}\n"
        let html = HTML.element("p", ["title": evil]) { evil }
        let escaped = "&lt;b a=&quot;1&quot; c=&#39;2&#39;&gt;&amp;amp;\\u{202E}\\u{7}\\n"
        #expect(html.text == "<!DOCTYPE html>\n<p title=\"\(escaped)\">\(escaped)</p>\n")
    }

    @Test func hoursThatAreAlikeAreOneBar() throws {
        let plot = availability(try trend([(60, 60, nil), (60, 60, nil), (60, 30, nil), (60, 0, nil)]))
        let text = plot.html.text
        #expect(count("class=\"passed\"", in: plot.html) == 2)
        #expect(text.contains(#"<rect class="passed" x="0%" width="50%" y="2" height="24">"#), "\(text)")
        #expect(text.contains(#"<rect class="failed" x="50%" width="25%" y="2" height="12">"#))
        #expect(text.contains(#"<rect class="passed" x="50%" width="25%" y="14" height="12">"#))
        #expect(text.contains(#"<rect class="failed" x="75%" width="25%" y="2" height="24">"#))
        #expect(text.contains("150 of 240 probes passed, no incidents."))
    }

    @Test func oneFailedProbeOfManyIsSeen() throws {
        let plot = availability(try trend([(3600, 3599, nil)]))
        #expect(plot.html.text.contains(#"<rect class="failed" x="75%" width="25%" y="2" height="4">"#))
        #expect(TrendSection.percent(3599, of: 3600) == "99.9 %")
        #expect(TrendSection.percent(3600, of: 3600) == "100 %")
    }

    @Test func hoursWithoutALookAndThoseBeforeAreLeftOut() throws {
        let hours = Array(repeating: (probes: UInt16(9), passed: UInt16(9), ms: Double?.none), count: 10)
        #expect(availability(try trend(hours)).share?.probes == 36)
        #expect(availability(nil).share == nil)
        #expect(availability(try trend([(0, 0, nil)])).share == nil)
        #expect(count("<rect", in: availability(nil).html) == 1)
    }

    @Test(arguments: [
        (IncidentRecord.End.open, -1.0, #"x="75%" width="25%""#),
        (.recovered(noon - 3600), -3, #"x="25%" width="50%""#),
        (.recovered(noon - 3599.9), -1, #"x="75%" width="0.4%""#), (.open, -100, #"x="0%" width="100%""#),
    ])
    func anIncidentIsABarAsLongAsItStood(end: IncidentRecord.End, begins: Double, place: String) {
        let incident = IncidentRecord.sample(begins: noon + begins * 3600, end: end)
        let text = availability(nil, [incident]).html.text
        #expect(text.contains("<rect class=\"incident critical\" \(place)"), "\(text)")
        #expect(text.contains(", 1 incident."))
    }

    @Test func whatIsOverBeforeOrHasNoEndHasNoBar() {
        let incidents = [IncidentRecord.End.recovered(noon - 5 * 3600), .unseen, .once].map {
            IncidentRecord.sample(begins: noon - 6 * 3600, end: $0)
        }
        #expect(count("class=\"incident", in: availability(nil, incidents).html) == 0)
    }

    @Test func latencyHasAGapWhereNothingWasTimed() throws {
        let plot = LatencyPlot(
            id: "l", check: "x", axis: axis,
            periods: try trend([(1, 1, 10), (1, 1, 40), (1, 0, nil), (1, 1, 20)]).byHour)
        #expect(count("class=\"curve\"", in: plot.html) == 2)
        #expect(count("class=\"area\"", in: plot.html) == 1)
        let text = try #require(plot.html).text
        #expect(text.contains("M125 26.25L375 3\""), "The greatest is at the top.\n\(text)")
        #expect(text.contains("M875 18.5h0.01"), "An hour by itself is a dot.")
        #expect(text.contains("hourly means from 10 ms to 40 ms"))
    }

    @Test func withoutATimedProbeThereIsNoPictureOfLatency() throws {
        let plot = LatencyPlot(
            id: "l", check: "x", axis: axis, periods: try trend([(1, 1, nil), (1, 1, .nan)]).byHour)
        #expect(plot.html == nil)
    }

    /// A file that anybody may have written.
    @Test func columnsThatDoNotBelongTogetherAreCutOff() throws {
        var trend = try trend([(1, 9, 1), (2, 2, 2)])
        trend.ms = [5]
        #expect(trend.byHour.map(\.probes) == [1])
        #expect(trend.byHour.map(\.passed) == [1], "More cannot have passed than there were.")
    }

    @Test func daysTellSilencedTimeApart() {
        let day = TrendPeriod.day
        let days = [(100, 100, 0), (100, 50, 50), (100, 50, 25)].enumerated().map { index, counts in
            TrendPeriod(
                begins: noon + Double(index) * day, probes: counts.0, passed: counts.1, silenced: counts.2)
        }
        let plot = AvailabilityPlot(
            id: "a", check: "x", axis: TimeAxis(from: noon, to: noon + 4 * day), periods: days, length: day,
            incidents: [])
        let text = plot.html.text
        #expect(text.contains(#"<rect class="passed" x="0%" width="25%" y="2" height="24">"#), "\(text)")
        #expect(text.contains(#"<rect class="silenced" x="25%" width="25%" y="2" height="12">"#))
        #expect(text.contains(#"<rect class="failed" x="50%" width="25%" y="2" height="6">"#))
        #expect(text.contains(#"<rect class="silenced" x="50%" width="25%" y="8" height="6">"#))
        #expect(text.contains("200 of 225 probes passed, 75 more failed during silences, no incidents."))
        #expect(plot.shown.count == 3, "The fourth day is unknown.")
    }

    @Test func aLifeShowsItsZonesAndToday() throws {
        let life = try #require(
            CertificateTimeline(from: noon - 90 * 86_400, to: noon + 10 * 86_400, ReportSample.trust))
        let plot = CertificateTimelinePlot(id: "l", life: life, target: ReportSample.trust, today: noon)
        let text = plot.html.text
        #expect(text.contains(#"<rect class="zone settled" x="0%" width="70%""#), "\(text)")
        #expect(text.contains(#"<rect class="zone error" x="86%" width="11%""#))
        #expect(
            text.contains(#"<text class="today" x="90%" y="78" text-anchor="end">today, 10 days left</text>"#)
        )
        #expect(count("class=\"hatch\"", in: plot.html) == 2)
        #expect(plot.legend.text.contains("critical from 2026-11-30"))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity, 1e300])
    func whatIsNoNumberIsZeroInAPicture(value: Double) {
        #expect(SVG.number(value) == "0")
    }

    @Test func aLongTimeHasFewLines() {
        #expect(TimeAxis(from: noon - 7 * 86_400, to: noon).days.count == 7)
        #expect(TimeAxis(from: noon - 900 * 86_400, to: noon).days.count <= 14)
        #expect(TimeAxis(from: noon, to: noon).percent(noon) == 0)
    }
}

extension IncidentRecord {
    static func sample(_ id: String? = "i", begins: Date = noon, end: End = .open, priority: Int = 3)
        -> IncidentRecord
    {
        IncidentRecord(
            id: id, event: 1020, check: "port x:443", target: "x:443", route: "direct", priority: priority,
            phase: "connect",
            begins: begins,
            end: end, message: "It failed.")
    }
}
