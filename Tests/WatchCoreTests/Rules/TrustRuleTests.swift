import Foundation
import Testing

@testable import WatchCore

struct TrustRuleTests {
    private static let certificateEvents: Set<AlertEvent> = [
        .trustExpired, .trustExpiring, .renewalOverdue, .trustNotYetValid, .issuerUnexpected,
        .certificateUnfit,
    ]

    private func verdict(_ trust: TrustObservation) -> Verdict {
        judge(.trust(trust), of: .trust(), at: start.date)
    }

    /// Who asks is told; nobody is alerted, and nothing recovers either.
    @Test(arguments: [true, false])
    func whatMayBeACopyOnItsWayIsProvisional(isNamedLikeIt: Bool) throws {
        var lookup = StoreLookup(places: ["/trust/machine"])
        lookup.isChanging = true
        let young = StoreProblem(.damaged, path: "/trust/machine/a.pfx", detail: "it is empty", isYoung: true)
        if isNamedLikeIt { lookup.problems = [young] }
        let settings = TrustSettings(thumbprint: thumbprint("A"), isInUserStore: false)
        var trust = TrustObservation(settings: .read(settings), lookup: lookup)
        let event = isNamedLikeIt ? AlertEvent.storeUnreadable : .certificateMissing
        #expect(verdict(trust).findings.map(\.event) == [event])
        #expect(verdict(trust).settled.findings.isEmpty)
        #expect(!verdict(trust).settled.judgedEvents.contains(event))
        // What else cannot be read is told at once.
        trust.lookup?.problems = [
            young, StoreProblem(.password, path: "/trust/machine/b.pfx", detail: "locked"),
        ]
        #expect(verdict(trust).settled.findings.map(\.reason) == [.storePassword])
    }

    @Test func anOddSpellingIsANoticeBesideEverythingElse() {
        var settings = TrustSettings(thumbprint: thumbprint("A"), isInUserStore: false)
        settings.oddSpelling = OddSpelling("True", line: 5, column: 20)
        let trust = TrustObservation(
            settings: .read(settings), lookup: StoreLookup(places: ["/trust/machine"]))
        #expect(verdict(trust).findings.map(\.event) == [.settingsMalformed, .certificateMissing])
        #expect(verdict(trust).findings.first?.priority == .notice)
    }

    @Test(arguments: [
        (SettingsReading.missing(nearest: "/trust"), AlertEvent.settingsMissing, Reason.settingsMissing),
        (.unreadable("permission denied"), .settingsMissing, .settingsUnreadable),
        (.outOfTime, .settingsMissing, .settingsUnreadable),
        (.shareUnavailable(path: "/srv", detail: "Host is down"), .settingsMissing, .shareUnavailable),
        (.malformed(.empty, line: 1, column: 1), .settingsMalformed, .settingsMalformed),
        (.malformed(.truncated, line: 3, column: 9), .settingsMalformed, .settingsMalformed),
        (.malformed(.tooLarge(limit: 65_536), line: 1, column: 1), .settingsMalformed, .settingsMalformed),
        (.malformed(.tooDeep(limit: 16), line: 2, column: 1), .settingsMalformed, .settingsMalformed),
        (.malformed(.documentType, line: 1, column: 2), .settingsMalformed, .settingsMalformed),
        (
            .malformed(.notWellFormed("mismatched tag"), line: 1, column: 2), .settingsMalformed,
            .settingsMalformed
        ),
        (.malformed(.wrongRoot("a"), line: 1, column: 2), .settingsMalformed, .settingsMalformed),
        (.malformed(.elementMissing("a"), line: 1, column: 2), .settingsMalformed, .settingsMalformed),
        (.malformed(.elementRepeated("a"), line: 1, column: 2), .settingsMalformed, .settingsMalformed),
        (.malformed(.thumbprint("12"), line: 1, column: 2), .settingsMalformed, .thumbprintMalformed),
        (.malformed(.notBoolean("maybe"), line: 1, column: 2), .settingsMalformed, .settingsMalformed),
    ])
    func settingsThatCannotBeReadSayNothingAboutTheCertificate(
        reading: SettingsReading, event: AlertEvent, reason: Reason
    ) throws {
        let verdict = verdict(TrustObservation(settings: reading))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == event)
        #expect(finding.priority == .error)
        #expect(finding.phase == .settings)
        #expect(finding.reason == reason)
        let file = "/trust/TrustSettings.xml"
        let facts: EventFacts? =
            switch reading {
            case .missing(let nearest): .settingsMissing(file: file, .missing(nearest: nearest))
            case .unreadable(let text): .settingsMissing(file: file, .unreadable(text))
            case .shareUnavailable(let path, let text):
                .settingsMissing(file: file, .shareUnavailable(path: path, text))
            case .outOfTime: .settingsMissing(file: file, .outOfTime(.seconds(10)))
            case .malformed(let failure, let line, let column):
                .settingsMalformed(file: file, failure, line: line, column: column)
            case .read: nil
            }
        #expect(finding.facts == facts)
        // A file that is there and malformed is not missing; one that cannot be read may be malformed or not.
        #expect(verdict.judgedEvents == [.settingsMissing, event])
    }

    @Test func whatIsHealthyPassesEverything() {
        #expect(
            verdict(.healthy())
                == Verdict(
                    judged: Self.certificateEvents + [
                        .settingsMissing, .settingsMalformed, .storeUnreadable, .certificateMissing,
                        .certificateElsewhere,
                    ]))
    }

    @Test func settingsWithoutALookUpSayNothingAboutTheStore() {
        let settings = SettingsReading.read(TrustSettings(thumbprint: thumbprint("A"), isInUserStore: false))
        #expect(
            verdict(TrustObservation(settings: settings))
                == Verdict(judged: [.settingsMissing, .settingsMalformed]))
    }

    @Test(arguments: [
        (StoreProblem.Kind.permission, Reason.storeUnreadable), (.password, .storePassword),
        (.damaged, .storeUnreadable), (.tooLarge, .storeUnreadable), (.system, .storeUnreadable),
    ])
    func whatCannotBeReadIsNeverReportedAsGone(kind: StoreProblem.Kind, reason: Reason) throws {
        let problem = StoreProblem(kind, path: "/trust/machine/x.pfx", detail: "the words")
        let blind = verdict(.naming(.sample(problems: [problem])))
        let finding = try #require(blind.findings.first)
        #expect(blind.findings.map(\.event) == [.storeUnreadable])
        #expect(finding.reason == reason)
        #expect(finding.phase == .store)
        #expect(
            finding.facts == .storeUnreadable([problem], .searched(), timeout: .seconds(10)))
        #expect(finding.details[.store] == "/trust/machine/x.pfx")
        #expect(blind.judgedEvents == [.settingsMissing, .settingsMalformed, .storeUnreadable])

        let found = verdict(.naming(.sample(found: .sample(), problems: [problem])))
        #expect(found.findings.map(\.event) == [.storeUnreadable])
        #expect(found.findings[0].search?.isFound == true)
        #expect(found.judgedEvents.isSuperset(of: Self.certificateEvents.union([.certificateMissing])))
    }

    @Test func aStoreOfWhichNoPlaceExistsIsUnreadable() throws {
        let problems = [
            StoreProblem(.missing, path: "/a", detail: "the words"),
            StoreProblem(.missing, path: "/b", detail: "the words"),
        ]
        let lookup = StoreLookup(places: ["/a", "/b"], problems: problems)
        let verdict = verdict(.naming(lookup))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.map(\.event) == [.storeUnreadable])
        #expect(finding.reason == .storeUnreadable)
        guard case .storeUnreadable(problems, let search, _) = finding.facts else {
            Issue.record("\(finding.facts)")
            return
        }
        #expect(search.missingPlaces == ["/a", "/b"])
        #expect(verdict.judgedEvents == [.settingsMissing, .settingsMalformed, .storeUnreadable])
    }

    @Test func aMissingPlaceBesideAnotherIsNotAnUnreadableOne() throws {
        let problem = StoreProblem(.missing, path: "/trust/machine", detail: "no such file")
        var lookup = StoreLookup.sample(problems: [problem])
        lookup.places.append("/trust/other")
        let verdict = verdict(.naming(lookup))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.map(\.event) == [.certificateMissing])
        #expect(finding.search?.missingPlaces == ["/trust/machine"])
        #expect(verdict.judgedEvents.contains(.storeUnreadable))
        #expect(self.verdict(.naming(.sample(found: .sample(), problems: [problem]))).findings.isEmpty)
    }

    @Test func amongSeveralProblemsTheUnreadableOnesAreCounted() throws {
        let problems = [
            StoreProblem(.missing, path: "/a", detail: "no such file"),
            StoreProblem(.password, path: "/b", detail: "wrong password"),
            StoreProblem(.damaged, path: "/c", detail: "no container"),
        ]
        let verdict = verdict(.naming(.sample(problems: problems)))
        #expect(verdict.findings.map(\.event) == [.storeUnreadable])
        guard case .storeUnreadable(let told, _, _) = verdict.findings[0].facts else {
            Issue.record("\(verdict.findings[0].facts)")
            return
        }
        #expect(told.map(\.path) == ["/b", "/c"])
    }

    @Test func anUnfinishedSearchSaysWhatItDoesNotKnow() {
        let blind = verdict(.naming(.sample(isUnfinished: true)))
        #expect(blind.findings.map(\.event) == [.storeUnreadable])
        #expect(
            blind.findings[0].facts == .storeUnreadable([], .searched(), timeout: .seconds(10)))
        #expect(!blind.judgedEvents.contains(.certificateMissing))
        #expect(verdict(.naming(.sample(found: .sample(), isUnfinished: true))).findings.isEmpty)
    }

    @Test(arguments: [false, true])
    func aMissingCertificateTellsTheStoreThatWasSearched(isInUserStore: Bool) throws {
        let verdict = verdict(.naming(.sample(), isInUserStore: isInUserStore))
        let finding = try #require(verdict.findings.first)
        #expect(verdict.findings.count == 1)
        #expect(finding.event == .certificateMissing)
        #expect(finding.reason == .certificateMissing)
        #expect(finding.facts == .certificateMissing(.searched(isInUserStore: isInUserStore)))
        #expect(finding.details[.store] == "/trust/machine")
        #expect(finding.details[.thumbprint] == thumbprint("A").text)
        // A certificate that is gone says nothing about its validity.
        #expect(verdict.judgedEvents.isDisjoint(with: Self.certificateEvents))
    }
}

extension Finding {
    /// How the search of the store went that a finding is about.
    fileprivate var search: StoreSearchFacts? {
        switch facts {
        case .certificateMissing(let search), .storeUnreadable(_, let search, _): search
        default: nil
        }
    }
}
