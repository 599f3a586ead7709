internal import WatchCore

/// One lookup by name servers: each candidate of the name in turn, both families side by side.
final class ServerLookup {
    private let lookup: NameLookup
    private let group: NameServers
    private let families: [AddressFamily]
    private var candidates: [String]
    private var questions: [NameQuestion] = []
    /// Whether it is the name with a search domain that is asked for now.
    private var isWithDomain = false
    /// The most telling of what was said of the candidates before.
    private var failure: PathFailure?
    private let done: (NameLookup.Answer) -> Void

    /// Once one family is answered, the other one has this much longer: little beside the time of a probe.
    private static let patience = Duration.seconds(1)

    /// `done` is called once, when there is an answer; never by this initializer.
    init(_ lookup: NameLookup, by group: NameServers, _ done: @escaping (NameLookup.Answer) -> Void) {
        (self.lookup, self.group, self.done) = (lookup, group, done)
        families = lookup.families
        candidates = group.options.candidates(for: lookup)
    }

    /// Asks for the next candidate.
    func ask(at now: ContinuousClock.Instant) {
        guard !candidates.isEmpty else { return }
        let name = candidates.removeFirst()
        isWithDomain = name != lookup.name
        questions = families.map { family in
            NameQuestion(name, family, of: group, at: now) { [weak self] in self?.review() }
        }
        for question in questions { question.ask(at: now) }
    }

    func tick(at now: ContinuousClock.Instant) {
        for question in questions { question.tick(at: now) }
        let answered = questions.compactMap(\.answeredAt).min()
        if let answered, now - answered >= Self.patience, !questions.isEmpty { settle(at: now) }
    }

    /// What is to be said if there is no more time.
    var answerSoFar: NameLookup.Answer? {
        questions.contains { $0.answer != nil } ? answers.joined(for: lookup.family) : nil
    }

    private var answers: FamilyAnswers { FamilyAnswers(answers: questions.map { ($0.family, $0.answer) }) }

    private func review() {
        if questions.allSatisfy({ $0.answer != nil }) { settle(at: ContinuousClock.now) }
    }

    private func settle(at now: ContinuousClock.Instant) {
        let answer = answers.joined(for: lookup.family)
        switch answer {
        case .failed(.outOfTime) where questions.contains { $0.answer == nil }:
            // The last word of the other family is worth waiting for.
            return
        case .failed(let failure) where !candidates.isEmpty && goesOn(after: failure):
            if self.failure == nil || self.failure == .nameNotFound { self.failure = failure }
            questions = []
            ask(at: now)
        case .failed(.nameNotFound), .failed(.lookup(.noAddress)):
            end(failure.map { .failed($0) } ?? answer)
        case .failed, .addresses:
            end(answer)
        }
    }

    /// Whether the next candidate is tried after what was said of this one.
    ///
    /// An error ends the search only at the name as it is, which must not be taken for another one.
    private func goesOn(after failure: PathFailure) -> Bool {
        if case .lookup(.answered) = failure { return isWithDomain }
        return failure.isAboutName
    }

    private func end(_ answer: NameLookup.Answer) {
        questions = []
        done(answer)
    }
}

extension PathFailure {
    /// Whether it says that this name is of no use, and nothing of another one.
    fileprivate var isAboutName: Bool {
        switch self {
        case .nameNotFound, .lookup(.noAddress): true
        case .lookup(.blocked), .lookup(.answered), .lookup(.unreachable), .lookup(.tooLong),
            .lookup(.silentFamily), .outOfTime, .resolverFailed, .refused, .reset, .networkUnreachable,
            .hostUnreachable, .denied, .closed,
            .proxyStatus, .proxyMalformed, .tunnelClosed, .notTLS, .tlsVersion, .tlsAlert, .tlsRefused,
            .certificate, .clientCertificate, .httpMalformed, .httpTooLarge, .redirectLoop, .local, .system:
            false
        }
    }
}
