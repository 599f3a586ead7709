import Foundation
import Testing

@testable import WatchCore

/// What people read of every event, word for word.
struct EventSentencesTests {
    @Test(arguments: SentenceSample.all)
    func everyFindingHasItsSentences(_ sample: SentenceSample) {
        #expect(sample.finding.message == sample.message)
        #expect(sample.finding.remedy == sample.remedy)
    }

    @Test func everyEventHasASample() {
        let sampled = Set(SentenceSample.all.map(\.finding.event))
        #expect(Set(AlertEvent.allCases).subtracting(sampled) == [])
    }

    @Test(arguments: SentenceSample.all.filter(\.isOurs))
    func theMessageIsOneSentence(_ sample: SentenceSample) {
        let message = sample.finding.message
        #expect(message.hasSuffix(".") && !message.dropLast().hasSuffix("."))
        #expect(message.matches(of: /[.!?] [A-Z]/).isEmpty)
        #expect(message.count <= 200)
    }

    @Test(arguments: SentenceSample.all.filter(\.isOurs))
    func theRemedyIsAFewSentences(_ sample: SentenceSample) {
        let remedy = sample.finding.remedy
        let promises = sample.finding.event.alwaysSends.contains(.remedy)
        #expect(!remedy.isEmpty || !promises)
        guard !remedy.isEmpty else { return }
        let related = sample.finding.related.count + sample.furtherProblems
        #expect(remedy.hasSuffix("."))
        #expect((1...3 + related).contains(remedy.matches(of: /\.( |$)/).count))
    }

    @Test func messagesAreShort() {
        let lengths = SentenceSample.all.filter(\.isOurs).map(\.finding.message.count).sorted()
        let median = lengths[lengths.count / 2]
        print(
            "MESSAGE of \(lengths.count) samples: median \(median), longest \(lengths.last ?? 0) characters")
        #expect(median <= 120)
    }

    @Test(arguments: SentenceSample.all)
    func everyFindingKeepsItsSentencesOverARestart(_ sample: SentenceSample) throws {
        let bytes = try JSONEncoder().encode(sample.finding)
        var expected = sample.finding
        expected.facts = .recorded(
            expected.event, message: sample.finding.message, remedy: sample.finding.remedy)
        expected.related = []
        let restored = try JSONDecoder().decode(Finding.self, from: bytes)
        #expect(restored == expected)
        #expect(restored.text == sample.finding.text)
    }
}

extension SentenceSample {
    /// The problems of a configuration that its remedy lists, and that there are more.
    fileprivate var furtherProblems: Int {
        switch finding.facts {
        case .configurationRejected(let configuration): configuration.problems.count
        case .configurationReloaded(_, _, _, let warnings), .started(_, _, let warnings):
            warnings.sentences.count
        case .serverCertificateExpiring(let facts): facts.certificates.count - 1
        default: 0
        }
    }

    /// Whether the words are ours, and not those that the connector documents or an earlier version saved.
    fileprivate var isOurs: Bool {
        switch finding.facts {
        case .trustExpired, .recorded: false
        case .trustExpiring, .renewalOverdue, .trustNotYetValid, .certificateMissing, .certificateElsewhere,
            .issuerUnexpected, .certificateUnfit, .keyUnfit, .storeUnreadable, .thumbprintChanged,
            .settingsMissing, .settingsMalformed, .portUnreachable, .proxyFails, .resolutionFails,
            .addressesUnreachable, .loginFails, .loginElsewhere, .tls12Fails, .sha512Fails, .tlsInspected,
            .serverCertificateBad, .revocationFails, .serverCertificateExpiring, .largeHelloFails, .clockOff,
            .administratorUnfit,
            .unanswered, .started, .stopping, .configurationReloaded,
            .configurationRejected, .alertsDropped, .notificationsLost, .flapping, .journalUnavailable,
            .summarized,
            .stateUnusable,
            .hostDegraded:
            true
        }
    }
}
