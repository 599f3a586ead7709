import Testing

@testable import WatchCore

struct TrendsTests {
    private func count(_ check: Check, _ trends: inout Trends, at uptime: Duration) -> Bool {
        trends.count(
            Verdict(), latency: ByRoute(), of: check, at: Timestamp(uptime: uptime, date: start.date))
    }

    @Test func theyAreToBeSavedAMinuteAfterTheLastTime() {
        let check = Check.port()
        var trends = Trends()
        trends.replace(with: [check])
        #expect(!count(check, &trends, at: .zero))
        #expect(!count(check, &trends, at: .seconds(59)))
        #expect(count(check, &trends, at: .seconds(60)))
        #expect(!count(check, &trends, at: .seconds(119)))
        #expect(trends.takeHours(all: false, at: .seconds(119)).map(\.probes) == [4])
        #expect(!count(check, &trends, at: .seconds(120)), "They were saved with something else.")
        #expect(count(check, &trends, at: .seconds(119 + 60)))
        #expect(trends.takeHours(all: false, at: .seconds(180)).map(\.probes) == [6])
        #expect(trends.takeHours(all: false, at: .seconds(180)).isEmpty, "Nothing was counted since.")
        #expect(trends.takeHours(all: true, at: .seconds(180)).map(\.probes) == [6])
    }

    @Test func onlyTheFirstChecksOfTheSettingsHaveOne() {
        let checks = (0...Trend.checkLimit).map { Check.port("p\($0)") }
        var trends = Trends()
        trends.replace(with: checks)
        for check in checks { _ = count(check, &trends, at: .zero) }
        #expect(trends.names == Set(checks.dropLast().map(\.name)))
        trends.replace(with: Array(checks.suffix(2)))
        #expect(trends.names == [checks[Trend.checkLimit - 1].name])
        trends.forget(checks[Trend.checkLimit - 1].name)
        #expect(trends.names.isEmpty)
    }
}
