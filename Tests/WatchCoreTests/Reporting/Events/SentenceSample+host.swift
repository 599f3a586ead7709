import Foundation

@testable import WatchCore

/// This host and the daemon itself: events from 1050 on.
extension SentenceSample {
    static let host = [
        SentenceSample(
            .clockOff(offset: .seconds(300), sources: ["a.example:80", "b.example:80"]),
            message: """
                This host's clock is 5 min ahead of those of a.example:80, b.example:80 (limit 1 min).
                """,
            remedy: """
                See what keeps the clock (timedatectl; systemd-timesyncd or chrony), and whether UDP port \
                123 to its servers is open. Check the clock of the connector's own host, too. Until then \
                certificates may seem expired or not yet valid, and the times of these alerts are wrong.
                """),
        SentenceSample(
            .clockOff(
                offset: .seconds(-7201),
                sources: ["a.example:80", "b.example:80", "c.example:80", "d.example:80", "e.example:80"]),
            message: """
                This host's clock is 2 h behind those of a.example:80, b.example:80, c.example:80 and 2 more \
                (limit 1 min).
                """,
            remedy: """
                See what keeps the clock (timedatectl; systemd-timesyncd or chrony), and whether UDP port \
                123 to its servers is open. Check the clock of the connector's own host, too. Until then \
                certificates may seem expired or not yet valid, and the times of these alerts are wrong.
                """),
        SentenceSample(
            .started(checks: 1, connector: "hq-01"),
            message: "connector-watch 0.3.0 watches 1 check of \"hq-01\".",
            remedy: ""),
        SentenceSample(
            .started(checks: 12, connector: "hq-01"),
            message: "connector-watch 0.3.0 watches 12 checks of \"hq-01\".",
            remedy: ""),
        SentenceSample(
            .stopping,
            message: "connector-watch stops; nothing is watched until it starts again.",
            remedy: ""),
        SentenceSample(
            .configurationReloaded(checks: 3, new: 2, gone: 1),
            message: "The configuration was reloaded: 3 checks, 2 new, 1 gone.",
            remedy: ""),
        SentenceSample(
            .started(checks: 2, connector: "hq-01", ConfigurationWarnings(["/etc/cw.conf:3:1: warning: A."])),
            message: """
                connector-watch 0.3.0 watches 2 checks of "hq-01"; the configuration has 1 warning.
                """,
            remedy: """
                "connector-watch config check" shows every warning. /etc/cw.conf:3:1: warning: A.
                """),
        SentenceSample(
            .configurationReloaded(
                checks: 3, new: 2, gone: 1,
                ConfigurationWarnings((1...7).map { "/etc/cw.conf:\($0):1: warning: A." })),
            message: "The configuration was reloaded with 7 warnings: 3 checks, 2 new, 1 gone.",
            remedy: """
                "connector-watch config check" shows every warning. /etc/cw.conf:1:1: warning: A. \
                /etc/cw.conf:2:1: warning: A. /etc/cw.conf:3:1: warning: A. /etc/cw.conf:4:1: warning: A. \
                /etc/cw.conf:5:1: warning: A. And 2 more.
                """),
        SentenceSample(
            .configurationRejected(
                RejectedConfiguration(
                    ["/etc/cw.conf:3:1: Unknown key \"Nmae\" in [Connector]."], .settingsKept)),
            message: """
                The settings from before stay in force, as the configuration has an error: /etc/cw.conf:3:1: \
                Unknown key "Nmae" in [Connector].
                """,
            remedy: """
                Correct it before the next restart; "connector-watch config check" shows every error.
                """),
        SentenceSample(
            .configurationRejected(
                RejectedConfiguration((1...7).map { "/etc/cw.conf:\($0):1: Bad \($0)." }, .nothingWatched)),
            message: "Nothing is watched, as the configuration has 7 errors: /etc/cw.conf:1:1: Bad 1.",
            remedy: """
                Correct it before the next restart; "connector-watch config check" shows every error. \
                /etc/cw.conf:2:1: Bad 2. /etc/cw.conf:3:1: Bad 3. /etc/cw.conf:4:1: Bad 4. /etc/cw.conf:5:1: \
                Bad 5. And 2 more.
                """),
        SentenceSample(
            .configurationRejected(
                RejectedConfiguration(
                    ["/etc/silences.conf:3:7: error: Invalid value \"soon\" for Until=."], .otherSilences)),
            message: """
                Some silences are not in force, as their file has an error: \
                /etc/silences.conf:3:7: error: Invalid value "soon" for Until=.
                """,
            remedy: """
                Correct the file; "connector-watch silence --list" shows every error, and which silences are in force.
                """),
        SentenceSample(
            .configurationRejected(
                RejectedConfiguration(
                    ["/etc/silences.conf: error: Failed to read the file: Permission denied."], .silencesKept)
            ),
            message: """
                The silences from before stay in force, as their file has an error: \
                /etc/silences.conf: error: Failed to read the file: Permission denied.
                """,
            remedy: """
                Correct the file; "connector-watch silence --list" shows every error, and which silences are in force.
                """),
        SentenceSample(
            .alertsDropped(22),
            message: "22 alerts could not be kept for the journal and were written to standard error only.",
            remedy: """
                See with "connector-watch status" what stands now, and find out why the journal was away \
                (event 1096).
                """),
        SentenceSample(
            .journalUnavailable(.absent, kept: 1000),
            message: "The journal is unavailable: no journald listens.",
            remedy: """
                Check systemctl status systemd-journald and the space below /run/log and /var/log. Until it \
                is back, alerts go to standard error, and at most 1000 are kept for it.
                """),
        SentenceSample(
            .journalUnavailable(.refused("No space left on device"), kept: 1000),
            message: "The journal is unavailable: journald refuses entries (No space left on device).",
            remedy: """
                Check systemctl status systemd-journald and the space below /run/log and /var/log. Until it \
                is back, alerts go to standard error, and at most 1000 are kept for it.
                """),
        SentenceSample(
            .journalUnavailable(.hanging(.seconds(5)), kept: 1000),
            message: "The journal is unavailable: journald has taken nothing for 5 s.",
            remedy: """
                Check systemctl status systemd-journald and the space below /run/log and /var/log. Until it \
                is back, alerts go to standard error, and at most 1000 are kept for it.
                """),
        SentenceSample(
            .stateUnusable(.notSaved("The state could not be written: No space left on device.")),
            message: "The state could not be written: No space left on device.",
            remedy: """
                Check the space and the permissions of its directory. Alerts go on; after a restart they \
                would be raised again.
                """),
        SentenceSample(
            .stateUnusable(
                .notRestored("\"/state.json\" is damaged: it is empty. It was set aside as \"/x\".")),
            message: "\"/state.json\" is damaged: it is empty.",
            remedy: """
                It was set aside as "/x". The state of the last run cannot be used: standing alerts are \
                raised again, and a thumbprint that changed meanwhile goes unnoticed.
                """),
        SentenceSample(
            .hostDegraded(.cannotProbe(target: "login.example:443", "Too many open files")),
            message: "This host cannot probe login.example:443: Too many open files.",
            remedy: """
                Check this host's memory and limits (systemctl status connector-watch) and its \
                ca-certificates. Until it can, nothing is known about that target.
                """),
        SentenceSample(
            .hostDegraded(.noDescriptors(limit: 64)),
            message:
                "This daemon has no descriptors left, as its limit is 64: what it cannot open is not judged.",
            remedy: """
                Raise LimitNOFILE= (16384 as it is installed) with "systemctl edit connector-watch" and \
                restart the service. If it is high, all of this host's are in use (/proc/sys/fs/file-nr, \
                fs.file-max). Until then the last known state stands.
                """),
        SentenceSample(
            .hostDegraded(.snapshotNotWritten("The snapshot could not be written: No space left on device.")),
            message: "The snapshot could not be written: No space left on device.",
            remedy: """
                Check the space and the permissions of its directory. Watching goes on, but "connector-watch \
                status" shows what was before.
                """),
        SentenceSample(
            .hostDegraded(
                .other("The kernel allows no more inotify watches. Raise fs.inotify.max_user_watches.")),
            message: "The kernel allows no more inotify watches.",
            remedy: """
                Raise fs.inotify.max_user_watches. Watching goes on, but see "connector-watch explain 1099".
                """),
        SentenceSample(
            .unanswered(.hostDegraded, target: "localhost", timeout: .seconds(10)),
            message: "The probe of localhost did not end within 10 s, not even when it was told to.",
            remedy: """
                Check this host's mounts (findmnt), its resolver and its load: something on it hangs. The \
                next probe starts once this one has ended.
                """),
        SentenceSample(
            .recorded(.portUnreachable, message: "It was unreachable.", remedy: "Ask somebody."),
            message: "It was unreachable.",
            remedy: "Ask somebody."),
    ]
}
