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
            .started(checks: 1, connector: "hq-01"),
            message: "",
            remedy: ""),
        SentenceSample(
            .started(checks: 12, connector: "hq-01"),
            message: "",
            remedy: ""),
        SentenceSample(
            .stopping,
            message: "",
            remedy: ""),
        SentenceSample(
            .configurationReloaded(checks: 3, new: 2, gone: 1),
            message: "",
            remedy: ""),
        SentenceSample(
            .configurationRejected(
                RejectedConfiguration(
                    ["/etc/cw.conf:3:1: Unknown key \"Nmae\" in [Connector]."], isWatching: true)),
            message: "",
            remedy: ""),
        SentenceSample(
            .configurationRejected(
                RejectedConfiguration((1...7).map { "/etc/cw.conf:\($0):1: Bad \($0)." }, isWatching: false)),
            message: "",
            remedy: ""),
        SentenceSample(
            .alertsDropped(22),
            message: "",
            remedy: ""),
        SentenceSample(
            .journalUnavailable(.absent, kept: 1000),
            message: "",
            remedy: ""),
        SentenceSample(
            .journalUnavailable(.refused("No space left on device"), kept: 1000),
            message: "",
            remedy: ""),
        SentenceSample(
            .journalUnavailable(.hanging(.seconds(5)), kept: 1000),
            message: "",
            remedy: ""),
        SentenceSample(
            .stateUnusable(.notSaved("The state could not be written: No space left on device.")),
            message: "",
            remedy: ""),
        SentenceSample(
            .stateUnusable(
                .notRestored("\"/state.json\" is damaged: it is empty. It was set aside as \"/x\".")),
            message: "",
            remedy: ""),
        SentenceSample(
            .hostDegraded(.cannotProbe(target: "login.example:443", "Too many open files")),
            message: "",
            remedy: ""),
        SentenceSample(
            .hostDegraded(.snapshotNotWritten("The snapshot could not be written: No space left on device.")),
            message: "",
            remedy: ""),
        SentenceSample(
            .hostDegraded(
                .other("The kernel allows no more inotify watches. Raise fs.inotify.max_user_watches.")),
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
