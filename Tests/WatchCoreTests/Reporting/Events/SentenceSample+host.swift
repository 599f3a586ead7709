import Foundation

@testable import WatchCore

/// This host and the daemon itself: events from 1050 on.
extension SentenceSample {
    static let host = [
        SentenceSample(
            .clockOff(offset: .seconds(300), sources: ["a.example:80", "b.example:80"]),
            message: "",
            remedy: ""),
        SentenceSample(
            .clockOff(
                offset: .seconds(-7201),
                sources: ["a.example:80", "b.example:80", "c.example:80", "d.example:80", "e.example:80"]),
            message: "",
            remedy: ""),
        SentenceSample(
            .hostCannotProbe(target: "login.example:443", "Too many open files"),
            message: "",
            remedy: ""),
        SentenceSample(
            .unanswered(.hostDegraded, target: "localhost", timeout: .seconds(10)),
            message: "",
            remedy: ""),
        SentenceSample(
            .recorded(.portUnreachable, "It was unreachable. Ask somebody."),
            message: "",
            remedy: ""),
    ]
}
