import Foundation
import Testing

@testable import WatchCore

/// Events 1005, 1007 and 1008: where the certificate lies, what it holds, and its key.
struct FitnessRuleTests {
    private static let healthy = CertificateFacts.sample()

    private func verdict(_ facts: CertificateFacts = healthy, key: KeyFacts? = nil, hasKey: Bool? = true)
        -> Verdict
    {
        var trust = TrustObservation.healthy(facts)
        trust.lookup?.found?.key = key
        trust.lookup?.found?.hasKey = hasKey
        return judge(.trust(trust), of: .trust(), at: start.date)
    }

    private static func facts(_ change: (inout CertificateFacts) -> Void) -> CertificateFacts {
        var facts = healthy
        change(&facts)
        return facts
    }

    @Test(
        arguments: [
            (
                facts { ($0.keyAlgorithm, $0.keyBits) = ("RSA", 1024) }, .keyWeak,
                .shortKey(bits: 1024, least: 2048)
            ),
            (
                facts { ($0.keyAlgorithm, $0.keyBits) = ("RSA-PSS", 2047) }, .keyWeak,
                .shortKey(bits: 2047, least: 2048)
            ),
            (facts { $0.signatureHash = "sha1" }, .signatureWeak, .forgeableHash("sha1")),
            (facts { $0.signatureHash = "MD5" }, .signatureWeak, .forgeableHash("MD5")),
            (facts { $0.allowsClientAuthentication = false }, .usageMissing, .noClientAuthentication),
            (facts { $0.isAuthority = true }, .usageMissing, .authority),
        ] as [(CertificateFacts, Reason, CertificateFlaw)])
    func whatTheServiceMayRefuseIsAWarning(
        facts: CertificateFacts, reason: Reason, flaw: CertificateFlaw
    ) throws {
        let finding = try #require(verdict(facts).findings.first)
        #expect(verdict(facts).findings.map(\.event) == [.certificateUnfit])
        #expect(finding.priority == .warning)
        #expect(finding.reason == reason)
        #expect(finding.flaws == [flaw])
    }

    @Test(
        arguments: [
            facts { ($0.keyAlgorithm, $0.keyBits) = ("RSA", 2048) },
            facts { ($0.keyAlgorithm, $0.keyBits) = ("EC", 256) },
            facts { $0.signatureHash = "sha512" }, facts { $0.signatureHash = nil },
            facts { $0.allowsClientAuthentication = nil }, facts { $0.isAuthority = false },
        ])
    func whatItIssuesItselfIsFit(facts: CertificateFacts) {
        #expect(verdict(facts).findings.isEmpty)
        #expect(verdict(facts).judgedEvents.contains(.certificateUnfit))
    }

    @Test func severalFlawsAreOneFindingThatNamesThemAll() throws {
        let facts = Self.facts {
            ($0.keyAlgorithm, $0.keyBits, $0.signatureHash) = ("RSA", 1024, "sha1")
        }
        let finding = try #require(verdict(facts).findings.first)
        #expect(verdict(facts).findings.count == 1)
        #expect(finding.reason == .keyWeak)
        #expect(finding.flaws == [.shortKey(bits: 1024, least: 2048), .forgeableHash("sha1")])
    }

    /// What the service's own certificates do not show is told once, as a notice.
    @Test(
        arguments: [
            (facts { $0.signatureHash = "sha256" }, .otherHash("sha256")),
            (facts { $0.version = 1 }, .oldVersion(1)),
            (facts { $0.hasNegativeSerial = true }, .negativeSerial),
        ] as [(CertificateFacts, CertificateFlaw)])
    func whatIsOnlyUnusualIsANotice(facts: CertificateFacts, flaw: CertificateFlaw) throws {
        let finding = try #require(verdict(facts).findings.first)
        #expect(verdict(facts).findings.map(\.event) == [.certificateUnfit])
        #expect(finding.priority == .notice)
        #expect(finding.flaws == [flaw])
        var weak = facts
        (weak.keyAlgorithm, weak.keyBits) = ("RSA", 1024)
        let warning = try #require(verdict(weak).findings.first)
        #expect(warning.priority == .warning)
        #expect(warning.reason == .keyWeak)
        #expect(warning.flaws == [.shortKey(bits: 1024, least: 2048), flaw])
    }

    @Test func aSignatureThatThePathCannotDoIsAWarning() throws {
        let failure = Baseline(sha512Failures: [CheckName("tls login")])
        func findings(_ hash: String) -> [Finding] {
            let facts = Self.facts { $0.signatureHash = hash }
            return judge(.trust(.healthy(facts)), of: .trust(), baseline: failure, at: start.date).findings
        }
        let finding = try #require(findings("sha512").first)
        #expect(finding.event == .certificateUnfit && finding.priority == .warning)
        #expect(finding.flaws == [.sha512Fails([CheckName("tls login")])])
        #expect(findings("sha256").map(\.priority) == [.notice])
    }

    @Test func aCopyWithAnotherKeyIsAWarningWhileTheFileInUseIsFine() throws {
        func findings(_ key: KeyFacts) -> [Finding] {
            var trust = TrustObservation.healthy()
            trust.lookup?.found?.key = key
            trust.lookup?.found?.hasKey = true
            trust.lookup?.copies = [
                FoundCertificate(
                    facts: .sample(), file: "/trust/machine/copy.pfx", hasKey: true,
                    key: KeyFacts(.different, file: "/trust/machine/copy.pfx"))
            ]
            return judge(.trust(trust), of: .trust(), at: start.date).findings
        }
        let finding = try #require(findings(KeyFacts(.matching, file: "/k")).first)
        #expect(finding.event == .keyUnfit && finding.priority == .warning)
        #expect(finding.reason == .keyMismatch)
        let file = "/trust/machine/\(thumbprint("A")).pfx"
        #expect(finding.facts == .keyUnfit(file: file, .copyDiffers(copy: "/trust/machine/copy.pfx")))
        let worse = try #require(findings(KeyFacts(.missing)).first)
        #expect(worse.priority == .error && worse.reason == .keyMissing)
    }

    private static func access(_ mode: UInt32, closed: String? = nil) -> FileAccess {
        FileAccess(owner: 0, group: 0, mode: mode, closedDirectory: closed)
    }

    @Test(
        arguments: [
            (KeyFacts(.missing), true, .keyMissing), (KeyFacts(.missing), nil, nil),
            (KeyFacts(.different, file: "/k"), nil, .keyMismatch),
            (KeyFacts(.matching, file: "/k", access: access(0o600)), true, nil),
            (KeyFacts(.matching, file: "/k", access: access(0o640)), true, nil),
            (KeyFacts(.matching, file: "/k", access: access(0o644)), true, .keyExposed),
            (KeyFacts(.matching, file: "/k", access: access(0o644, closed: "/d")), true, nil),
            (KeyFacts(.matching, file: "/k", isEncrypted: true, access: access(0o644)), true, nil),
            (KeyFacts(.unknown(.permission, "Permission denied"), file: "/k"), nil, nil),
            (KeyFacts(.unknown(.damaged, "no key"), file: "/k", access: access(0o644)), true, nil),
            (KeyFacts(.unknown(.damaged, "no key"), access: access(0o644)), true, .keyExposed),
        ] as [(KeyFacts, Bool?, Reason?)])
    func theKeyMustBeThereAndNobodyElses(key: KeyFacts, hasKey: Bool?, reason: Reason?) {
        let verdict = verdict(key: key, hasKey: hasKey)
        #expect(verdict.findings.map(\.event) == (reason == nil ? [] : [.keyUnfit]))
        #expect(verdict.findings.map(\.reason) == (reason == nil ? [] : [reason]))
        #expect(verdict.judgedEvents.contains(.keyUnfit))
    }

    @Test func aKeyThatWasNotSearchedForIsNotJudged() {
        #expect(!verdict(key: nil).judgedEvents.contains(.keyUnfit))
    }

    @Test func aCertificateInTheOtherStoreIsAWarningAndJudgedAllTheSame() throws {
        var trust = TrustObservation.naming(.sample(), isInUserStore: true)
        trust.elsewhere = .sample(found: .sample(notAfter: start.date + 5 * 86_400))
        let verdict = judge(.trust(trust), of: .trust(), at: start.date)
        #expect(
            verdict.findings.map(\.event).sorted() == [
                .trustExpiring, .renewalOverdue, .certificateElsewhere,
            ])
        let finding = try #require(verdict.findings.first { $0.event == .certificateElsewhere })
        #expect(finding.priority == .warning)
        #expect(finding.reason == .certificateOtherStore)
        guard case .certificateElsewhere(let file, let search) = finding.facts else {
            Issue.record("\(finding.facts)")
            return
        }
        #expect(file == "/trust/machine/\(thumbprint("A")).pfx")
        #expect(search.settings.isInUserStore)
    }

    @Test func whereTheNamedStoreCannotBeReadTheOtherOneProvesNothing() {
        let problem = StoreProblem(.permission, path: "/trust/user", detail: "Permission denied")
        var trust = TrustObservation.naming(.sample(problems: [problem]), isInUserStore: true)
        trust.elsewhere = .sample(found: .sample())
        let verdict = judge(.trust(trust), of: .trust(), at: start.date)
        #expect(!verdict.judgedEvents.contains(.certificateElsewhere), "An alert that stands goes on.")
        #expect(verdict.findings.map(\.event) == [.storeUnreadable])
    }
}

extension Finding {
    /// The facts of event 1007.
    fileprivate var flaws: [CertificateFlaw]? {
        if case .certificateUnfit(_, let flaws) = facts { flaws } else { nil }
    }
}
