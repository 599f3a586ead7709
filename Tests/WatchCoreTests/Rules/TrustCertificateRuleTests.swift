import Foundation
import Testing

@testable import WatchCore

struct TrustCertificateRuleTests {
    private func verdict(_ facts: CertificateFacts, at date: Date = start.date) -> Verdict {
        judge(.trust(.healthy(facts)), of: .trust(), at: date)
    }

    /// Seconds of validity left, the priority of event 1001, and the whole days it names.
    ///
    /// The warning waits for a renewal, which a healthy connector makes within 12 hours of the 30 days.
    @Test(
        arguments: [
            (30 * 86_400, nil, 30), (2_548_801, nil, 29), (2_548_800, .warning, 29),
            (14 * 86_400 + 1, .warning, 14), (14 * 86_400, .error, 14), (3 * 86_400 + 1, .error, 3),
            (3 * 86_400, .critical, 3), (1, .critical, 0), (0, .critical, 0),
        ] as [(Int, Priority?, Int)])
    func expirySoonEscalatesAtEachLimit(left: Int, priority: Priority?, days: Int) {
        let facts = CertificateFacts.sample(notAfter: start.date.addingTimeInterval(Double(left)))
        let verdict = verdict(facts)
        let expiring = verdict.findings.filter { $0.event == .trustExpiring }
        #expect(expiring.map(\.priority) == [priority].compactMap { $0 })
        #expect(expiring.allSatisfy { $0.reason == .trustExpiring })
        #expect(verdict.findings.allSatisfy { $0.details[.daysLeft] == String(days) })
        #expect(verdict.findings.allSatisfy { $0.details[.notAfter] == facts.notAfter.rfc3339 })
        #expect(verdict.judgedEvents.isSuperset(of: [.trustExpired, .trustExpiring]))
        let limits: [Priority: Duration] = [
            .warning: TrustTarget.sample().warningLimit, .error: .days(14), .critical: .days(3),
        ]
        let limit = priority.flatMap { limits[$0] }
        let validity = ValidityFacts(
            notBefore: facts.notBefore, notAfter: facts.notAfter, at: start.date, renewalWindow: .days(30),
            agent: .connector)
        #expect(
            expiring.map(\.facts) == (limit.map { [.trustExpiring(validity, limit: $0)] } ?? []))
    }

    /// The limit, the renewal window and the limit for errors in days; how many hours the warning begins before the end.
    @Test(arguments: [
        (30, 30, 14, 708), (29, 30, 14, 696), (45, 30, 14, 1080), (30, 60, 14, 720), (30, 30, 29.9, 720),
        (14, 14, 3, 324),
    ])
    func aWarningWaitsWhereItWouldMeetEveryRenewal(
        warning: Double, window: Double, error: Double, hours: Int
    ) {
        var target = TrustTarget.sample()
        target.expiryWarning = .seconds(warning * 86_400)
        target.renewalWindow = .seconds(window * 86_400)
        target.expiryError = .seconds(error * 86_400)
        #expect(target.warningLimit == .hours(hours))
    }

    @Test(arguments: [(1, -1), (86_400, -1), (86_401, -2), (400 * 86_400, -400)])
    func whatExpiredNoLongerExpiresSoonYetThatHasNotPassed(since: Int, days: Int) throws {
        let end = start.date.addingTimeInterval(-Double(since))
        let verdict = verdict(.sample(notBefore: end - 86_400, notAfter: end))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.map(\.event) == [.trustExpired])
        #expect(finding.priority == .critical)
        #expect(finding.reason == .trustExpired)
        #expect(finding.details[.daysLeft] == String(days))
        #expect(verdict.judgedEvents.isDisjoint(with: [.trustExpiring, .renewalOverdue]))
    }

    /// Seconds of validity left, and for how long the renewal is overdue.
    @Test(
        arguments: [
            (30 * 86_400, nil), (30 * 86_400 - 43_200, nil), (30 * 86_400 - 43_201, .seconds(43_201)),
            (20 * 86_400, .days(10)), (0, .days(30)),
        ] as [(Int, Duration?)])
    func aRenewalThatMissedTwoTriesIsOverdue(left: Int, late: Duration?) throws {
        let end = start.date.addingTimeInterval(Double(left))
        let verdict = verdict(.sample(notBefore: end - 180 * 86_400, notAfter: end))
        let finding = verdict.findings.first { $0.event == .renewalOverdue }
        #expect(verdict.judgedEvents.contains(.renewalOverdue))
        #expect((finding == nil) == (late == nil))
        guard let finding, let late else { return }
        #expect(finding.priority == .error)
        #expect(finding.reason == .renewalOverdue)
        guard case .renewalOverdue(let validity, late) = finding.facts else {
            Issue.record("\(finding.facts)")
            return
        }
        #expect(validity.left == .seconds(left))
    }

    @Test func expiryCarriesTheDocumentedSentence() {
        #expect(
            verdict(.sample(notAfter: start.date - 1)).findings.map(\.message) == [
                """
                Connector re-registration failed: The Connector trust certificate expired. Run the PowerShell \
                cmdlet Register-AppProxyConnector on the computer on which the Connector is running to \
                re-register your Connector.
                """
            ])
    }

    @Test(arguments: [(-1, true), (0, true), (1, false), (86_400, false)])
    func aClockBeforeNotBeforeIsAFinding(offset: Int, isValid: Bool) {
        let facts = CertificateFacts.sample(notBefore: start.date.addingTimeInterval(Double(offset)))
        let verdict = verdict(facts)
        #expect(verdict.findings.map(\.event) == (isValid ? [] : [.trustNotYetValid]))
        #expect(verdict.judgedEvents.contains(.trustNotYetValid))
        for finding in verdict.findings {
            let validity = ValidityFacts(
                notBefore: facts.notBefore, notAfter: facts.notAfter, at: start.date,
                renewalWindow: .days(30), agent: .connector)
            #expect(finding.facts == .trustNotYetValid(validity))
        }
    }

    @Test(arguments: [
        (expectedIssuer, true), ("ConnectorRegistrationCA.MSAppProxy.net", true),
        ("hisconnectorregistrationca.msappproxy.net", false), ("", false), (nil, false),
    ])
    func theIssuerIsComparedWithoutCase(issuer: String?, isExpected: Bool) {
        let verdict = verdict(.sample(issuer: issuer))
        #expect(verdict.findings.map(\.event) == (isExpected ? [] : [.issuerUnexpected]))
        #expect(verdict.judgedEvents.contains(.issuerUnexpected))
        if !isExpected {
            let file = "/trust/machine/\(thumbprint("A")).pfx"
            #expect(
                verdict.findings[0].facts
                    == .issuerUnexpected(file: file, issuer: issuer ?? "O=nobody", expected: expectedIssuer))
            #expect(verdict.findings[0].details[.issuer] == issuer ?? "O=nobody")
        }
    }

    @Test(arguments: AgentKind.allCases)
    func theIssuersOfAllAgentsAreExpectedUnlessOneIsNamed(agent: AgentKind) {
        var target = TrustTarget.sample()
        target.issuer = nil
        for name in [agent.issuer, agent.issuer.uppercased()] {
            let found = FoundCertificate(facts: .sample(issuer: name), file: "/a.pfx")
            #expect(judgeTrustCertificate(found, of: target, at: start.date).findings.isEmpty)
        }
        let stranger = FoundCertificate(facts: .sample(issuer: "Corp CA"), file: "/a.pfx")
        #expect(
            judgeTrustCertificate(stranger, of: target, at: start.date).findings.map(\.facts)
                == [.issuerUnexpected(file: "/a.pfx", issuer: "Corp CA", expected: nil)])
    }

    @Test func everythingWrongWithACertificateIsAFindingOfItsOwn() {
        let facts = CertificateFacts.sample(
            issuer: "someone", notBefore: start.date + 60, notAfter: start.date + 30)
        #expect(
            verdict(facts).findings.map(\.event).sorted() == [
                .trustExpiring, .trustNotYetValid, .issuerUnexpected, .certificateUnfit,
            ])
    }

    @Test(arguments: [
        (tenant, true), (tenant.uppercased(), true), ("hq-01.example", false),
        ("11111111-2222-3333-4444-55555555555", false), ("1111111-12222-3333-4444-555555555555", false),
        ("11111111-2222-3333-4444-55555555555g", false), ("{\(tenant)}", false),
        ("１1111111-2222-3333-4444-555555555555", false), ("", false),
    ])
    func theSubjectNamesTheTenantOnlyAsAGUID(target: String, isTenant: Bool) {
        let facts = CertificateFacts.sample(tenant: target)
        #expect(facts.tenant == (isTenant ? tenant : nil))
        #expect(CertificateFacts.sample(tenant: nil).tenant == nil)
    }
}
