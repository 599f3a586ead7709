import Testing

@testable import WatchCore

struct TrendsTests {
    private func count(_ check: Check, _ trends: inout Trends, at uptime: Duration) -> Bool {
        trends.count(
            Verdict(), .unanswered, of: check, at: Timestamp(uptime: uptime, date: start.date))
    }

    @Test func theyAreToBeSavedAnHourAfterTheLastTime() {
        let check = Check.port()
        var trends = Trends()
        trends.replace(with: [check])
        #expect(!count(check, &trends, at: .zero))
        #expect(!count(check, &trends, at: .seconds(3599)))
        #expect(count(check, &trends, at: .seconds(3600)))
        #expect(!count(check, &trends, at: .seconds(7199)))
        trends.saved(at: .seconds(7199))
        #expect(!count(check, &trends, at: .seconds(7200)), "They were saved with something else.")
        #expect(count(check, &trends, at: .seconds(7199 + 3600)))
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
