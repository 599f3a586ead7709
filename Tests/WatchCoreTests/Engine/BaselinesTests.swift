import Foundation
import Testing

@testable import WatchCore

struct BaselinesTests {
    private func host(ahead: Double) -> Observation {
        .host(
            HostObservation(
                readings: ["a", "b"].map {
                    ClockReading(source: $0, theirs: start.date - ahead, ours: start.date)
                }))
    }

    @Test func aMeasuredClockCountsForAWhile() {
        var baselines = Baselines()
        let check = Check.port()
        #expect(baselines.baseline(of: check, sha512Failures: [], at: .zero) == Baseline())
        let isNew = baselines.update(from: host(ahead: 120), of: .host(), at: .zero)
        #expect(!isNew)
        #expect(baselines.baseline(of: check, sha512Failures: [], at: .zero).clockOffset == .seconds(120))
        let later = Baselines.clockMemory + .seconds(1)
        #expect(baselines.baseline(of: check, sha512Failures: [], at: later).clockOffset == nil)
    }

    @Test func whatFailsBySHA512IsAskedForTrustChecksOnly() {
        let failures = [CheckName("tls a")]
        let baselines = Baselines()
        #expect(
            baselines.baseline(of: .trust(), sha512Failures: failures, at: .zero).sha512Failures == failures)
        #expect(baselines.baseline(of: .port(), sha512Failures: failures, at: .zero).sha512Failures == [])
    }

    @Test func theIssuerOfAGenuineCertificateIsKept() {
        var path = PathObservation.shaken()
        path.tls = TLSFacts(
            version: "TLSv1.3", chain: [.sample(issuer: "Public CA")],
            root: RootFacts(facts: .sample(), isPublic: true))
        let seen = Observation.login(direct: path)
        let check = Check.login()
        var baselines = Baselines()
        #expect(baselines.update(from: seen, of: check, at: .zero) == true)
        let again = baselines.update(from: seen, of: check, at: .seconds(60))
        #expect(!again)
        #expect(baselines.issuers(of: check.name) == ByRoute(direct: ["CN=Public CA"]))
        #expect(
            baselines.baseline(of: check, sha512Failures: [], at: .zero).genuineIssuers
                == ByRoute(direct: ["CN=Public CA"]))
        baselines.forget(check.name)
        #expect(baselines.names == [])
    }

    @Test func severalIssuersOfOneServerAreKnownUpToABound() {
        let check = Check.login()
        var baselines = Baselines()
        for number in 0...Baselines.issuerCount {
            var path = PathObservation.answered([("https://login.example/", 200, nil)])
            path.tls = TLSFacts(
                version: "TLSv1.3", chain: [.sample(issuer: "CA \(number)")],
                root: RootFacts(facts: .sample(), isPublic: true))
            _ = baselines.update(from: .login(direct: path), of: check, at: .zero)
        }
        let known = baselines.issuers(of: check.name)?.direct
        #expect(known == (1...Baselines.issuerCount).map { "CN=CA \($0)" })
    }

    @Test func theOneIssuerOfAnEarlierStateIsRead() {
        var baselines = Baselines()
        let name = Check.login().name
        var saved = SavedState()
        saved.checks = [
            SavedState.SavedCheck(
                name: name, target: "x", trackers: [], issuers: ByRoute(proxy: "CN=Public CA"))
        ]
        baselines.restore(saved)
        #expect(baselines.issuers(of: name) == ByRoute(proxy: ["CN=Public CA"]))
    }

    @Test func trendsAreSavedFromTimeToTime() {
        var baselines = Baselines()
        let check = Check.port()
        func count(_ time: Duration) -> Bool {
            baselines.count(
                Verdict(), latency: ByRoute(direct: .milliseconds(1)), of: check,
                at: Timestamp(uptime: time, date: start.date + time.inSeconds))
        }
        #expect(count(.zero) == false)
        #expect(baselines.trend(of: check.name) == nil)
        baselines.replace(with: [check])
        #expect(
            [Duration.zero, .seconds(59), .seconds(60), .seconds(61)].map(count) == [
                false, false, true, false,
            ])
        #expect(baselines.takeHours(all: false, at: .seconds(100)).map(\.probes) == [4])
        #expect([Duration.seconds(120), .seconds(160)].map(count) == [false, true])
        #expect(baselines.trend(of: check.name)?.hours.isEmpty == false)
        baselines.replace(with: [])
        #expect(baselines.trend(of: check.name) == nil)
    }
}
