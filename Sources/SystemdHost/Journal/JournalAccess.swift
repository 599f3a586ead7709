internal import CSystemd
internal import Glibc

/// Whether this user can read the system journal, which has the daemon's entries.
package enum JournalAccess: Sendable {
    case readable
    /// The journal has no files.
    case empty
    /// This user is not root and can read no file, for example because of not being in the group "systemd-journal".
    case denied

    package static func current() -> JournalAccess {
        var journal: OpaquePointer?
        let flags = SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_SYSTEM
        // Files without permission are left out without an error.
        guard sd_journal_open(&journal, Int32(flags)) >= 0, let journal else { return .denied }
        defer { sd_journal_close(journal) }
        if sd_journal_has_runtime_files(journal) > 0 || sd_journal_has_persistent_files(journal) > 0 {
            return .readable
        }
        return geteuid() == 0 ? .empty : .denied
    }

    /// - Parameter directory: the journal's files, or `nil` for the host's journal.
    /// - Returns: A sentence that says why no entries can be read, or `nil` if no reason is known.
    package static func hint(directory: String?) -> String? {
        guard let directory else { return current().hint }
        var journal: OpaquePointer?
        var bytes: UInt64 = 0
        // Failing to open the directory is reported elsewhere; damaged files are left out without an error.
        guard sd_journal_open_directory(&journal, directory, 0) >= 0, let journal else { return nil }
        defer { sd_journal_close(journal) }
        guard sd_journal_get_usage(journal, &bytes) >= 0, bytes == 0 else { return nil }
        return "No journal file in \"\(PlainText.escaped(directory))\" can be read."
    }

    /// A sentence that says what to do, or `nil` if there is nothing to do.
    package var hint: String? {
        switch self {
        case .readable: nil
        case .empty: "This host has no journal files."
        case .denied:
            "No permission to read the system journal; run this as root or as a member of the group \"systemd-journal\"."
        }
    }
}
