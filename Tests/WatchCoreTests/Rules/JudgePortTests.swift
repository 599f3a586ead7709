import Testing

@testable import WatchCore

struct JudgePortTests {
    private func verdict(_ path: PathObservation) -> Verdict {
        judge(.port(direct: path), of: .port(), at: start.date)
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
        #expect(finding.message.contains("\"login.example\""))
        #expect(verdict.judgedEvents == [.resolutionFails, .hostDegraded])
    }

    @Test(arguments: [Phase.resolve, .connect, .handshake])
    func whatThisHostCouldNotProbeIsOnlyThat(phase: Phase) {
        let path = PathObservation.stopped(phase, .local("Too many open files"))
        for verdict in [verdict(path), judge(.login(direct: path), of: .login(.sample()), at: start.date)] {
            #expect(verdict.judgedEvents == [.hostDegraded])
            #expect(verdict.findings.map(\.event) == [.hostDegraded])
            #expect(verdict.findings.first?.priority == .warning)
            #expect(verdict.findings.first?.message.contains("Too many open files") == true)
        }
    }

    @Test(arguments: [
        (PathFailure.outOfTime, Reason.connectTimeout, "gave no answer within 10 s"),
        (.refused, .connectionRefused, "refused the connection after 30 ms"),
        (.reset, .connectionReset, "reset the connection"),
        (.closed, .connectionReset, "closed the connection"),
        (.networkUnreachable, .networkUnreachable, "network unreachable"),
        (.hostUnreachable, .hostUnreachable, "reported as unreachable"),
        (.denied, .connectDenied, "denied by a packet filter on this host"),
        (.system("no buffer space"), .hostUnreachable, "failed: no buffer space"),
    ])
    func aConnectionThatFailsNamesAddressAndCause(failure: PathFailure, reason: Reason, text: String) throws {
        let verdict = verdict(.stopped(.connect, failure))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .portUnreachable)
        #expect(finding.priority == .error)
        #expect(finding.phase == .connect)
        #expect(finding.reason == reason)
        #expect(finding.message.contains("login.example:443"))
        #expect(finding.message.contains("192.0.2.1 "))
        #expect(finding.message.contains(text))
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
        #expect(
            finding.message.hasPrefix("\(failed.split(separator: " ").count) of \(addresses.count) addresses")
        )
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
    func aFamilyThatTheHostHasNoRouteForIsNoFault(addresses: [(String, PathFailure?)]) {
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
        #expect(finding.message.contains("10 s"))
        #expect(verdict.judgedEvents == [event])
    }
}
