import Testing

@testable import WatchCore

struct ProbeResultsTests {
    private func probe(_ results: inout ProbeResults, _ check: Check, fails: Bool) -> Bool {
        let observation = fails ? check.target.failingObservation : check.target.healthyObservation
        return results.take(judge(observation, of: check, at: start.date), observation, of: check)
    }

    @Test func onlyWhatIsMoreThanOtherTimesIsNews() {
        let check = Check.port(routes: .both)
        var results = ProbeResults()
        results.replace(with: [check])
        #expect(probe(&results, check, fails: false))
        #expect(!probe(&results, check, fails: false))
        #expect(probe(&results, check, fails: true))
        #expect(!probe(&results, check, fails: true))
        #expect(results[check.name]?.map(\.route) == [.direct, .proxy])
        #expect(results[check.name]?.map(\.passed) == [false, true])
        #expect((results.passed, results.failed) == (2, 2))
        // Fewer routes are news, too.
        #expect(probe(&results, .port(), fails: true))
    }

    @Test func theFirstChecksAreKeptAndAllAreCounted() {
        let checks = (0..<(Trend.checkLimit + 5)).map { Check.port("p\($0)") }
        var results = ProbeResults()
        results.replace(with: checks)
        for check in checks { _ = probe(&results, check, fails: false) }
        #expect(checks.count { results[$0.name] != nil } == Trend.checkLimit)
        #expect(results.passed == checks.count)
        results.replace(with: Array(checks.suffix(3)))
        #expect(checks.count { results[$0.name] != nil } == 0)
        results.replace(with: checks)
        _ = probe(&results, checks[0], fails: false)
        results.forget(checks[0].name)
        #expect(results[checks[0].name] == nil)
    }
}
