import Testing

@testable import WatchCore

struct TLSRuleTests {
    private func verdict(_ seen: TLSObservation, _ aspects: Set<TLSAspect> = Set(TLSAspect.allCases))
        -> Verdict
    {
        judge(.tls(ByRoute(direct: seen)), of: .tls(aspects: aspects), at: start.date)
    }

    @Test(arguments: [
        (NetworkPhase.connect, PathFailure.refused, Reason.connectionRefused),
        (.connect, .outOfTime, .connectTimeout),
        (.connect, .hostUnreachable, .hostUnreachable), (.handshake, .outOfTime, .tlsTimeout),
        (.handshake, .reset, .tlsReset), (.handshake, .closed, .tlsReset),
        (.handshake, .notTLS, .tlsNotSpoken), (.handshake, .tlsVersion("unsupported protocol"), .tlsVersion),
        (.handshake, .tlsAlert("handshake failure"), .tlsAlert),
        (.handshake, .tlsRefused("dh key too small"), .tlsAlert),
    ])
    func aHandshakeThatDoesNotComeAboutIsAFinding(
        phase: NetworkPhase, failure: PathFailure, reason: Reason
    ) throws {
        for aspects in [Set(TLSAspect.allCases), [.certificate]] {
            let verdict = verdict(TLSObservation(control: .stopped(phase, failure)), aspects)
            let finding = try #require(verdict.findings.first)
            #expect(verdict.findings.count == 1)
            #expect(finding.event == .tls12Fails)
            #expect(finding.priority == .error)
            #expect(finding.phase == Phase(phase))
            #expect(finding.reason == reason)
            #expect(finding.facts == .tls12Fails(.noHandshake(.stopped(phase, failure))))
            #expect(verdict.judgedEvents == [.resolutionFails, .tls12Fails, .hostDegraded])
        }
    }

    @Test func aNameThatDoesNotResolveSaysNothingAboutTLS() {
        let verdict = verdict(TLSObservation(control: .stopped(.resolve, .outOfTime)))
        #expect(verdict.findings.map(\.event) == [.resolutionFails])
        #expect(verdict.judgedEvents == [.resolutionFails, .hostDegraded])
    }

    @Test func aServerThatSpeaksOnlyOldVersionsIsToldApart() throws {
        let seen = TLSObservation(
            control: .stopped(.handshake, .tlsAlert("handshake failure")), legacy: .shaken("TLSv1.1"))
        let finding = try #require(verdict(seen).findings.first)
        #expect(finding.event == .tls12Fails)
        #expect(finding.reason == .tlsVersion)
        let facts = PathFacts.stopped(.handshake, .tlsAlert("handshake failure"))
        #expect(finding.facts == .tls12Fails(.onlyOlder(facts, version: "TLSv1.1")))
        let none = TLSObservation(
            control: .stopped(.handshake, .tlsVersion("x")), legacy: .stopped(.handshake, .tlsVersion("x")))
        #expect(
            verdict(none).findings.map(\.facts) == [
                .tls12Fails(.noHandshake(.stopped(.handshake, .tlsVersion("x"))))
            ])
    }

    /// The version of the usual handshake, what TLS 1.2 alone gave, and the reason of event 1040.
    @Test(
        arguments: [
            ("TLSv1.2", nil, nil), ("TLSv1.3", .shaken("TLSv1.2"), nil),
            ("TLSv1.3", .stopped(.handshake, .certificate), nil),
            ("TLSv1.3", .stopped(.handshake, .tlsAlert("handshake failure")), .tlsVersion),
            ("TLSv1.3", .stopped(.handshake, .tlsVersion("unsupported")), .tlsVersion),
            ("TLSv1.3", .stopped(.handshake, .reset), .tlsReset),
            ("TLSv1.3", .stopped(.handshake, .closed), .tlsReset),
            ("TLSv1.3", .stopped(.handshake, .outOfTime), .tlsTimeout),
            ("TLSv1.3", .stopped(.handshake, .notTLS), .tlsNotSpoken),
        ] as [(String, PathObservation?, Reason?)])
    func tls12IsTriedWhereTheUsualHandshakeWasNewer(
        version: String, attempt: PathObservation?, reason: Reason?
    ) throws {
        let verdict = verdict(TLSObservation(control: .shaken(version), tls12: attempt))
        #expect(verdict.findings.map(\.reason) == (reason.map { [$0] } ?? []))
        #expect(verdict.findings.allSatisfy { $0.event == .tls12Fails && $0.phase == .handshake })
        #expect(verdict.judgedEvents.contains(.tls12Fails))
        for finding in verdict.findings {
            let failure = try #require(attempt?.stop?.failure)
            #expect(failure.isAnswer == (reason == .tlsVersion))
            #expect(
                finding.facts
                    == .tls12Fails(.versionFails(.stopped(.handshake, failure), usual: "TLSv1.3")))
        }
    }

    /// The probe did not come to it, or this host could not.
    @Test(
        arguments: [
            nil, .stopped(.connect, .outOfTime), .stopped(.resolve, .outOfTime),
            .stopped(.handshake, .local("No memory")),
        ] as [PathObservation?])
    func whatWasNotTriedIsNotJudged(attempt: PathObservation?) {
        let verdict = verdict(
            TLSObservation(control: .shaken("TLSv1.3"), tls12: attempt, sha512: attempt))
        #expect(verdict.findings == [])
        #expect(!verdict.judgedEvents.contains(.tls12Fails))
        #expect(!verdict.judgedEvents.contains(.sha512Fails))
    }

    @Test func whatIsNotAskedForIsNotTried() {
        let verdict = verdict(TLSObservation(control: .shaken("TLSv1.3")), [.certificate])
        #expect(verdict.findings == [])
        #expect(
            verdict.judgedEvents == [
                .resolutionFails, .tls12Fails, .serverCertificateBad, .serverCertificateExpiring,
                .hostDegraded,
            ])
    }

    @Test func allIsWell() {
        let verdict = verdict(
            TLSObservation(
                control: .shaken("TLSv1.3"), tls12: .shaken("TLSv1.2"), sha512: .shaken("TLSv1.2"),
                largeHello: .shaken("TLSv1.3")))
        #expect(verdict.findings == [])
        #expect(
            verdict.judgedEvents == [
                .resolutionFails, .tls12Fails, .sha512Fails, .tlsInspected, .serverCertificateBad,
                .serverCertificateExpiring, .largeHelloFails, .hostDegraded,
            ])
    }
}
