import Testing

@testable import WatchCore

/// Whether a first message of more than one segment comes through.
struct LargeHelloRuleTests {
    private func verdict(_ attempt: PathObservation?, _ aspects: Set<TLSAspect> = [.largeHello]) -> Verdict {
        let seen = TLSObservation(control: .shaken(), largeHello: attempt)
        return judge(.tls(ByRoute(direct: seen)), of: .tls(aspects: aspects), at: start.date)
    }

    private static func stopped(_ failure: PathFailure, after duration: Duration = .seconds(9))
        -> PathObservation
    {
        var path = PathObservation.stopped(.handshake, failure)
        path.timings.handshake = duration
        return path
    }

    @Test(arguments: [PathFailure.outOfTime, .reset, .closed])
    func aLargeOneThatStallsOrIsResetIsAFinding(failure: PathFailure) throws {
        let verdict = verdict(Self.stopped(failure))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .largeHelloFails)
        #expect(finding.priority == .warning)
        #expect(finding.reason == .tlsLargeHello)
        #expect(finding.route == .direct)
        #expect(verdict.judgedEvents.contains(.largeHelloFails))
    }

    /// Whoever answers has read the message.
    @Test(arguments: [
        PathObservation.shaken(), stopped(.tlsAlert("decode error")), stopped(.tlsVersion("x")),
        stopped(.clientCertificate),
        stopped(.tlsRefused("x")),
        .refused(CertificateProblem(.expired, depth: 0, text: "x")),
    ])
    func anAnswerShowsThatItCameThrough(attempt: PathObservation) {
        let verdict = verdict(attempt)
        #expect(verdict.findings == [])
        #expect(verdict.judgedEvents.contains(.largeHelloFails))
    }

    /// A connection that was not made, or one that had hardly any time, says nothing.
    @Test(
        arguments: [
            nil, .stopped(.connect, .outOfTime), .stopped(.connect, .reset),
            stopped(.outOfTime, after: .milliseconds(300)), stopped(.local("no memory")),
        ] as [PathObservation?])
    func whatDoesNotTellIsNotJudged(attempt: PathObservation?) {
        #expect(!verdict(attempt).judgedEvents.contains(.largeHelloFails))
        #expect(!verdict(attempt).findings.contains { $0.event == .largeHelloFails })
    }

    @Test func itIsJudgedOnlyWhereItIsAskedFor() {
        #expect(verdict(Self.stopped(.reset), [.certificate]).findings == [])
    }
}
