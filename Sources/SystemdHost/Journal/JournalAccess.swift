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

    /// What to do about it, one sentence; `nil`: nothing.
    package var hint: String? {
        switch self {
        case .readable: nil
        case .empty: "There is no journal on this host."
        case .denied:
            "The system journal cannot be read: run this as root or as a member of the group \"systemd-journal\"."
        }
    }
}
