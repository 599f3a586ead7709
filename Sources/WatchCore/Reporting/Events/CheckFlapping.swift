extension EventProfile {
    /// Event 1095.
    static let flapping = EventProfile(
        "c27b8cf7849746d2b41c73d1bb3db147", "Flapping", [.warning], Reason.allCases,
        sends: .failure.union([.failures]))
}

extension FindingText {
    /// Event 1095: a check fails and recovers again and again.
    static func flapping(_ facts: FlappingFacts) -> FindingText {
        if let end = facts.end {
            return FindingText(
                """
                \(facts.subject) is steady again: it had failed \(facts.failures) times within \
                \(words: facts.time.text), and \(words: end.isFailing ? "has failed" : "has passed") for \
                \(words: end.time.text) since.
                """)
        }
        return FindingText(
            """
            \(facts.subject) is flapping: it failed \(facts.failures) times within \(words: facts.time.text), \
            the last time with event \(facts.event.rawValue)\(words: facts.reason.map { ", \($0.rawValue)" } ?? "").
            """,
            remedy: """
                Compare the times of the failures (connector-watch events --event \(facts.event.rawValue)) with what else \
                happened then: load, a link that fails now and then, a device that restarts, one of several servers behind one \
                name. Until nothing has changed for \(words: Flapping.calm.text), its alerts neither recover nor are repeated, \
                while what is new or worse is told; "connector-watch status" shows how it is now. If it is known and no \
                trouble, raise FailuresToAlert= or PassesToRecover= of this check, or silence it.
                """)
    }
}

extension FlappingFacts {
    /// What flaps, and where.
    fileprivate var subject: Phrase {
        "\(check.text) (\(target)\(words: route == .proxy ? ", through the proxy" : ""))"
    }
}
