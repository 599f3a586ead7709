import Testing

@testable import WatchCore

struct PortRuleTests {
    private func verdict(_ path: PathObservation) -> Verdict {
        judge(.port(direct: path), of: .port(), at: start.date)
    }

    /// A name that took 4 of the 10 seconds left 6 for the connection.
    @Test func silenceIsToldWithTheTimeThatPassed() throws {
        var path = PathObservation.stopped(.connect, .outOfTime)
        path.timings.resolve = .milliseconds(3_980)
        let finding = try #require(verdict(path).findings.first)
        #expect(finding.text.message.contains("gave no answer within 6 s"))
    }

    @Test(arguments: [
        (PathFailure.outOfTime, Reason.resolveTimeout), (.nameNotFound, .nameNotFound),
        (.resolverFailed("server failure"), .resolveFailed), (.reset, .resolveFailed),
        (.closed, .resolveFailed), (.system("no memory"), .resolveFailed),
    ])
    func aNameThatDoesNotResolveSaysNothingAboutThePort(failure: PathFailure, reason: Reason) throws {
        let verdict = verdict(.stopped(.resolve, failure))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .resolutionFails)
        #expect(finding.priority == .error)
        #expect(finding.phase == .resolve)
        #expect(finding.reason == reason)
        #expect(finding.facts == .resolutionFails(.stopped(.resolve, failure)))
        #expect(verdict.judgedEvents == [.resolutionFails, .hostDegraded])
    }

    @Test(arguments: [NetworkPhase.resolve, .connect, .handshake])
    func whatThisHostCouldNotProbeIsOnlyThat(phase: NetworkPhase) {
        let path = PathObservation.stopped(phase, .local("Too many open files"))
        let verdicts = [
            ("login.example:443", verdict(path)),
            (
                "https://login.example/",
                judge(.login(direct: path), of: .login(.sample()), at: start.date)
            ),
        ]
        for (target, verdict) in verdicts {
            #expect(verdict.judgedEvents == [.hostDegraded])
            #expect(verdict.findings.map(\.event) == [.hostDegraded])
            #expect(verdict.findings.first?.priority == .warning)
            #expect(verdict.findings.first?.phase == Phase(phase))
            #expect(
                verdict.findings.first?.facts
                    == .hostDegraded(.cannotProbe(target: target, "Too many open files")))
        }
    }

    @Test(arguments: [
        (PathFailure.outOfTime, Reason.connectTimeout), (.refused, .connectionRefused),
        (.reset, .connectionReset), (.closed, .connectionReset),
        (.networkUnreachable, .networkUnreachable), (.hostUnreachable, .hostUnreachable),
        (.denied, .connectDenied), (.system("no buffer space"), .hostUnreachable),
    ])
    func aConnectionThatFailsTellsAddressAndCause(failure: PathFailure, reason: Reason) throws {
        let verdict = verdict(.stopped(.connect, failure))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .portUnreachable)
        #expect(finding.priority == .error)
        #expect(finding.phase == .connect)
        #expect(finding.reason == reason)
        #expect(finding.facts == .portUnreachable(.stopped(.connect, failure)))
        #expect(finding.route == .direct)
        #expect(finding.details[.address] == "192.0.2.1")
        #expect(finding.details[.connectMilliseconds] == "30.0")
        #expect(verdict.judgedEvents == [.resolutionFails, .portUnreachable, .hostDegraded])
    }

    @Test func whatConnectsPassesEverything() {
        let verdict = verdict(.connected([("192.0.2.1", nil), ("2001:db8::1", nil)]))
        #expect(verdict.findings == [])
        #expect(
            verdict.judgedEvents == [
                .resolutionFails, .portUnreachable, .addressesUnreachable, .hostDegraded,
            ])
    }

    @Test(
        arguments: [
            ([("192.0.2.1", nil), ("192.0.2.2", .refused)], "192.0.2.2"),
            ([("192.0.2.1", nil), ("192.0.2.2", .networkUnreachable)], "192.0.2.2"),
            ([("192.0.2.1", nil), ("2001:db8::1", .outOfTime)], "2001:db8::1"),
            ([("192.0.2.1", .denied), ("2001:db8::1", nil)], "192.0.2.1"),
            ([("192.0.2.1", nil), ("2001:db8::1", .networkUnreachable), ("192.0.2.2", .reset)], "192.0.2.2"),
            (
                [
                    ("2001:db8::1", nil), ("2001:db8::2", .networkUnreachable),
                    ("192.0.2.1", .networkUnreachable),
                ],
                "2001:db8::2"
            ),
            (
                [("192.0.2.1", .refused), ("192.0.2.2", .outOfTime), ("192.0.2.3", nil)],
                "192.0.2.1 192.0.2.2"
            ),
        ] as [([(String, PathFailure?)], String)])
    func someAddressesThatFailAreAWarning(addresses: [(String, PathFailure?)], failed: String) throws {
        let verdict = verdict(.connected(addresses))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .addressesUnreachable)
        #expect(finding.priority == .warning)
        #expect(finding.reason == .someAddresses)
        #expect(finding.details[.address] == failed)
        guard case .addressesUnreachable(let facts) = finding.facts else {
            Issue.record("\(finding.facts)")
            return
        }
        #expect(facts.endpoint == .login)
        #expect(facts.failed.map(\.address).joined(separator: " ") == failed)
        #expect(facts.failed.allSatisfy { $0.failure != nil })
        #expect(facts.count == addresses.count)
        #expect(facts.timeout == .seconds(10))
        #expect(
            verdict.judgedEvents == [
                .resolutionFails, .portUnreachable, .addressesUnreachable, .hostDegraded,
            ])
    }

    @Test(
        arguments: [
            [("192.0.2.1", nil), ("2001:db8::1", .networkUnreachable)],
            [("2001:db8::1", nil), ("192.0.2.1", .networkUnreachable), ("192.0.2.2", .networkUnreachable)],
        ] as [[(String, PathFailure?)]])
    func aFamilyThatTheHostHasNoRouteForIsNotAFailure(addresses: [(String, PathFailure?)]) {
        #expect(verdict(.connected(addresses)).findings.isEmpty)
    }

    @Test(arguments: [
        (Check.port(), AlertEvent.portUnreachable, Reason.connectTimeout, Phase.connect),
        (.login(), .loginFails, .httpTimeout, .exchange),
        (.trust(), .settingsMissing, .settingsUnreadable, .settings),
    ])
    func aProbeThatHangsIsAFindingOfItsKind(
        check: Check, event: AlertEvent, reason: Reason, phase: Phase
    ) throws {
        let verdict = judge(.unanswered, of: check, at: start.date)
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == event)
        #expect(finding.reason == reason)
        #expect(finding.phase == phase)
        #expect(
            finding.facts == .unanswered(event, target: check.target.text, timeout: .seconds(10)))
        #expect(verdict.judgedEvents == [event])
    }
}
