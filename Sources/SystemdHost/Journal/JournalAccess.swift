internal import CSystemd
internal import Glibc

/// What of the host's system journal, where the daemon's entries are, this user can read.
package enum JournalAccess: Sendable {
    case readable
    /// There are no journal files.
    case empty
    /// This user is not root and sees no file, as outside the group "systemd-journal".
    case denied

    package static func current() -> JournalAccess {
        var journal: OpaquePointer?
        let flags = SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_SYSTEM
        // Files that may not be read are left out without an error.
        guard sd_journal_open(&journal, Int32(flags)) >= 0, let journal else { return .denied }
        defer { sd_journal_close(journal) }
        if sd_journal_has_runtime_files(journal) > 0 || sd_journal_has_persistent_files(journal) > 0 {
            return .readable
        }
        return geteuid() == 0 ? .empty : .denied
    }

    /// Why nothing can come from the files in `directory`, or, where it is `nil`, from the host's journal; one sentence,
    /// `nil`: nothing is known to be wrong.
    package static func hint(directory: String?) -> String? {
        guard let directory else { return current().hint }
        var journal: OpaquePointer?
        var bytes: UInt64 = 0
        // One that does not open has an error of its own; files that are damaged are left out without one.
        guard sd_journal_open_directory(&journal, directory, 0) >= 0, let journal else { return nil }
        defer { sd_journal_close(journal) }
        guard sd_journal_get_usage(journal, &bytes) >= 0, bytes == 0 else { return nil }
        return "No journal file in \"\(PlainText.escaped(directory))\" can be read."
    }

    /// What to do about it, one sentence, or `nil` if nothing can be done.
    package var hint: String? {
        switch self {
        case .readable: nil
        case .empty: "There is no journal on this host."
        case .denied:
            "The system journal cannot be read: run this as root or as a member of the group \"systemd-journal\"."
        }
    }
}
