internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// Alerts that are active and of which the journal shows nothing: the answer is incomplete, and must say so.
struct JournalGap {
    /// How many.
    let count: Int
    /// A sentence that says why, as far as that is known.
    let reason: String

    /// Compares an empty answer with what the running daemon knows; `nil` if each of the alerts was told before `since`.
    ///
    /// - Parameters:
    ///   - alerts: the running daemon's active alerts, as far as they were asked for.
    ///   - since: when what was asked for begins, or `nil` for the beginning.
    ///   - hint: why the journal cannot be read, or `nil` if it can.
    ///   - begins: when its oldest entry was written, or `nil` if it has none.
    init?(_ alerts: [SnapshotAlert], since: Date?, hint: String?, begins: Date?) {
        // What is silenced may never have been announced.
        let missing = alerts.filter { alert in
            alert.silenced == nil && since.map { alert.raised >= $0 } ?? true
        }
        guard let first = missing.map(\.raised).min() else { return nil }
        count = missing.count
        let unavailable = alerts.first { $0.event == .journalUnavailable }
        if let unavailable {
            reason = unavailable.message
        } else if let hint {
            reason = hint
        } else if let begins, begins > first {
            reason = """
                The journal begins at \(begins.rfc3339): what is older was removed (journald.conf: SystemMaxUse=, \
                MaxRetentionSec=), or was lost with a restart (Storage=volatile).
                """
        } else {
            reason = "Their entries were removed, or went to another journal."
        }
    }

    /// What is missing, and why.
    var sentences: [String] {
        [
            """
            The journal shows nothing of \(count == 1 ? "1 active alert" : "\(count) active alerts"), which \
            "connector-watch status" lists.
            """, reason,
        ]
    }
}
