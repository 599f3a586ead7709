/// What a person reads of a finding: the same in the journal, in reports and for every receiver.
package struct FindingText: Sendable, Equatable {
    /// One sentence: what is wrong, where, and the measure.
    package var message: String
    /// What to do, in a few sentences; empty if nothing is to be done.
    package var remedy: String
    /// What to do, or `nil` if nothing is to be done.
    package var optionalRemedy: String? { remedy.isEmpty ? nil : remedy }

    /// The limits, in characters: a long name is shortened so that none is exceeded.
    static let messageLimit = 200
    static let remedyLimit = 1500

    init(_ message: Phrase, remedy: Phrase = "") {
        self.message = message.text(atMost: Self.messageLimit)
        self.remedy = remedy.text(atMost: Self.remedyLimit)
    }

    /// A sentence as it is given, however long.
    init(verbatim message: String, remedy: Phrase = "") {
        self.message = message
        self.remedy = remedy.text(atMost: Self.remedyLimit)
    }

    /// Both as they were composed before.
    init(composed message: String, remedy: String) {
        self.message = message
        self.remedy = remedy
    }

    /// Whole sentences that somebody else made: the first is the message, the others come before what to do.
    init(sentences: String, remedy: Phrase) {
        guard let end = sentences.firstRange(of: /\.(?= [A-Z"])/)?.upperBound else {
            self.init("\(sentences)", remedy: remedy)
            return
        }
        let (first, others) = (String(sentences[..<end]), String(sentences[end...].dropFirst()))
        self.init("\(first)", remedy: remedy.isEmpty ? "\(others)" : "\(others) \(remedy)")
    }

    /// Adds what else is known.
    mutating func add(_ sentences: [Phrase]) {
        for sentence in sentences.map({ $0.text(atMost: Self.remedyLimit) }) where !sentence.isEmpty {
            remedy += (remedy.isEmpty ? "" : " ") + sentence
        }
    }
}

extension Finding {
    /// The sentences about it.
    package var text: FindingText {
        var text = facts.text(dependents)
        text.add(related.map(\.sentence))
        return text
    }

    package var message: String { text.message }

    /// What to do; empty if nothing is to be done.
    package var remedy: String { text.remedy }

    private var dependents: Dependents? {
        related.lazy.compactMap { fact in
            if case .dependents(let names, let count, _) = fact {
                Dependents(names: names, count: count)
            } else {
                nil
            }
        }.first
    }
}

/// The checks that fail with a dependency.
struct Dependents {
    /// The first few of them.
    var names: [CheckName]
    var count: Int

    /// As in "(40 checks depend on it)".
    var clause: Phrase { count == 1 ? "(1 check depends on it)" : "(\(count) checks depend on it)" }
}

extension EventFacts {
    /// With `dependents` it is about a dependency of several checks.
    fileprivate func text(_ dependents: Dependents?) -> FindingText {
        switch self {
        case .trustExpired(let validity): .trustExpired(validity)
        case .trustExpiring(let validity, let limit): .trustExpiring(validity, limit: limit)
        case .renewalOverdue(let validity, let late): .renewalOverdue(validity, late: late)
        case .trustNotYetValid(let validity): .trustNotYetValid(validity)
        case .certificateMissing(let search): .certificateMissing(search)
        case .certificateElsewhere(let file, let search): .certificateElsewhere(file: file, search)
        case .issuerUnexpected(let file, let issuer, let expected):
            .issuerUnexpected(file: file, issuer: issuer, expected: expected)
        case .certificateUnfit(let file, let flaws): .certificateUnfit(file: file, flaws)
        case .keyUnfit(let file, let flaw): .keyUnfit(file: file, flaw)
        case .storeUnreadable(let problems, let search, let timeout):
            .storeUnreadable(problems, search, timeout: timeout)
        case .thumbprintChanged(let facts): .thumbprintChanged(facts)
        case .settingsMissing(let file, let absence): .settingsMissing(file: file, absence)
        case .settingsMalformed(let file, let failure, let line, let column):
            .settingsMalformed(file: file, failure, line: line, column: column)
        case .portUnreachable(let facts): .portUnreachable(facts, dependents)
        case .proxyFails(let failure): .proxyFails(failure, dependents)
        case .resolutionFails(let facts): .resolutionFails(facts, dependents)
        case .addressesUnreachable(let facts): .addressesUnreachable(facts)
        case .loginFails(let failure): .loginFails(failure)
        case .loginElsewhere(let substitute): .loginElsewhere(substitute)
        case .tls12Fails(let failure): .tls12Fails(failure)
        case .sha512Fails(let failure): .sha512Fails(failure)
        case .tlsInspected(let facts): .tlsInspected(facts)
        case .serverCertificateBad(let facts): .serverCertificateBad(facts)
        case .revocationFails(let facts): .revocationFails(facts)
        case .serverCertificateExpiring(let facts): .serverCertificateExpiring(facts)
        case .largeHelloFails(let facts): .largeHelloFails(facts)
        case .clockOff(let offset, let sources): .clockOff(offset, sources)
        case .administratorUnfit(let facts): .administratorUnfit(facts)
        case .connectorInactive(let connector, let outage): .connectorInactive(connector, outage)
        case .connectorUnlisted(let identity, let count): .connectorUnlisted(identity, connectors: count)
        case .connectorAlone(let connector): .connectorAlone(connector)
        case .connectorContradicted(let connector, let contradiction):
            .connectorContradicted(connector, contradiction)
        case .cloudUnavailable(let silence, let services): .cloudUnavailable(silence, services)
        case .started(let checks, let connector, let warnings):
            .started(checks: checks, of: connector, warnings)
        case .stopping: .stopping()
        case .configurationReloaded(let checks, let new, let gone, let warnings):
            .configurationReloaded(checks: checks, new: new, gone: gone, warnings)
        case .configurationRejected(let configuration): .configurationRejected(configuration)
        case .alertsDropped(let count): .alertsDropped(count)
        case .flapping(let facts): .flapping(facts)
        case .notificationsLost(let loss): .notificationsLost(loss)
        case .journalUnavailable(let failure, let kept): .journalUnavailable(failure, kept: kept)
        case .summarized(let facts): .summarized(facts)
        case .stateUnusable(let failure): .stateUnusable(failure)
        case .hostDegraded(let degradation): .hostDegraded(degradation)
        case .unanswered(_, let target, let timeout): .unanswered(target, timeout)
        case .recorded(_, let message, let remedy): FindingText(composed: message, remedy: remedy)
        }
    }
}
