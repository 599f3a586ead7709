@testable import WatchCore

/// What flaps: event 1095.
extension SentenceSample {
    private static func facts(_ route: Route?) -> FlappingFacts {
        FlappingFacts(
            check: CheckName("port login:443"), target: "login.example:443", route: route, failures: 31,
            time: .minutes(192), event: .portUnreachable, reason: .connectionRefused, end: nil)
    }

    private static let remedy = """
        Compare the times of the failures (connector-watch events --event 1020) with what else happened then: \
        load, a link that fails now and then, a device that restarts, one of several servers behind one name. \
        Until nothing has changed for 30 min, its alerts neither recover nor are repeated, while what is new or \
        worse is told; "connector-watch status" shows how it is now. If it is known and no trouble, raise \
        FailuresToAlert= or PassesToRecover= of this check, or silence it.
        """

    static let flapping = [
        SentenceSample(
            .flapping(facts(.direct)),
            message: """
                port login:443 (login.example:443) is flapping: it failed 31 times within 3 h 12 min, the last \
                time with event 1020, connection-refused.
                """,
            remedy: remedy),
        SentenceSample(
            .flapping(facts(.proxy)),
            message: """
                port login:443 (login.example:443, through the proxy) is flapping: it failed 31 times within \
                3 h 12 min, the last time with event 1020, connection-refused.
                """,
            remedy: remedy),
    ]
}
