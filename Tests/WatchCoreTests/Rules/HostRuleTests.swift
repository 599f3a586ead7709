import Foundation
import Testing

@testable import WatchCore

struct HostRuleTests {
    /// This host's clock ahead of each source's by these seconds.
    private func host(_ offsets: [Double], _ policy: CryptoPolicy = CryptoPolicy()) -> HostObservation {
        HostObservation(
            readings: offsets.enumerated().map { index, offset in
                ClockReading(source: "s\(index).example:80", theirs: start.date - offset, ours: start.date)
            }, policy: policy)
    }

    private func verdict(_ host: HostObservation) -> Verdict {
        judge(.host(host), of: .host(), at: start.date)
    }

    @Test(
        arguments: [
            ([61, 61], 61), ([-7200, -7201, -7199], -7200), ([300, 300, 0], 300),
            ([400, 290, 300, 310, -50], 300),
        ] as [([Double], Int)])
    func aClockThatIsOffIsAWarning(offsets: [Double], seconds: Int) throws {
        let finding = try #require(verdict(host(offsets)).findings.first)
        #expect(finding.event == .clockOff)
        #expect(finding.priority == .warning)
        #expect(finding.phase == .exchange)
        #expect(finding.reason == .clockOff)
        guard case .clockOff(let offset, _) = finding.facts else {
            Issue.record("\(finding.facts)")
            return
        }
        #expect(offset == .seconds(seconds))
    }

    @Test(arguments: [[0, 0], [60, 60], [-60, -59], [0, 1, 500], [10, 40, 59]] as [[Double]])
    func aClockThatIsRightPasses(offsets: [Double]) {
        let verdict = verdict(host(offsets))
        #expect(verdict.findings == [])
        #expect(verdict.judgedEvents.contains(.clockOff))
        #expect(verdict.judged.allSatisfy { $0.route == nil })
    }

    /// One server, or servers that contradict each other, prove nothing.
    @Test(arguments: [[], [5000], [0, 61], [0, 0, 500, 500], [0, 100, 200]] as [[Double]])
    func aClockThatNoTwoServersAgreeOnIsNotJudged(offsets: [Double]) {
        let verdict = verdict(host(offsets))
        #expect(verdict.findings == [])
        #expect(!verdict.judgedEvents.contains(.clockOff))
    }

    @Test func onlyTheServersThatAgreeAreNamed() throws {
        let finding = try #require(verdict(host([300, 0, 301])).findings.first)
        #expect(
            finding.facts
                == .clockOff(offset: .seconds(301), sources: ["s0.example:80", "s2.example:80"]))
    }

    @Test func aPolicyOfThisHostIsNotAFailureOfThePath() {
        let policy = CryptoPolicy(allowsTLS12: false, allowsSHA512: false, detail: "no protocols available")
        let verdict = verdict(host([], policy))
        #expect(verdict.findings.map(\.event) == [.tls12Fails, .sha512Fails])
        #expect(verdict.findings.map(\.reason) == [.tlsVersion, .tlsSHA512Blocked])
        for finding in verdict.findings {
            #expect(finding.priority == .warning)
            #expect(finding.phase == .handshake)
            #expect(finding.route == nil)
        }
        #expect(
            verdict.findings.map(\.facts) == [
                .tls12Fails(.policy("no protocols available")),
                .sha512Fails(.policy("no protocols available")),
            ])
        #expect(self.verdict(host([])).judgedEvents == [.tls12Fails, .sha512Fails, .hostDegraded])
    }
}
