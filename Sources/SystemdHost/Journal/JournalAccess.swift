internal import CSystemd
internal import Glibc

/// Whether this user can read the journal that has the daemon's entries.
package enum JournalAccess: Sendable {
    case readable
    /// The journal has no files.
    case empty
    /// This user is not root and can read no file, for example because of not being in the group "systemd-journal".
    case denied

    /// Opens the journal, and sees what there is.
    ///
    /// - Parameter namespace: a journal namespace, or `nil` for the system journal.
    /// - Returns: Whether this user can read it.
    package static func current(namespace: String? = nil) -> JournalAccess {
        var journal: OpaquePointer?
        let flags = SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_SYSTEM
        // Files without permission are left out without an error.
        guard sd_journal_open_namespace(&journal, namespace, Int32(flags)) >= 0, let journal else {
            return .denied
        }
        defer { sd_journal_close(journal) }
        if sd_journal_has_runtime_files(journal) > 0 || sd_journal_has_persistent_files(journal) > 0 {
            return .readable
        }
        return geteuid() == 0 ? .empty : .denied
    }

    /// - Parameters:
    ///   - directory: the journal's files, or `nil` for the host's journal.
    ///   - namespace: the namespace of the host's journal that the daemon writes to, or `nil` for none.
    /// - Returns: A sentence that says why no entries can be read, or `nil` if no reason is known.
    package static func hint(directory: String?, namespace: String? = nil) -> String? {
        guard let directory else { return current(namespace: namespace).hint(of: namespace) }
        var journal: OpaquePointer?
        var bytes: UInt64 = 0
        // Failing to open the directory is reported elsewhere; damaged files are left out without an error.
        guard sd_journal_open_directory(&journal, directory, 0) >= 0, let journal else { return nil }
        defer { sd_journal_close(journal) }
        guard sd_journal_get_usage(journal, &bytes) >= 0, bytes == 0 else { return nil }
        return "No journal file in \"\(PlainText.escaped(directory))\" can be read."
    }

    /// A sentence that says what to do, or `nil` if there is nothing to do.
    private func hint(of namespace: String?) -> String? {
        let name = namespace.map { "the journal namespace \"\(PlainText.escaped($0))\"" }
        return switch self {
        case .readable: nil
        case .empty: name.map { "There are no files of \($0)." } ?? "This host has no journal files."
        case .denied:
            "No permission to read \(name ?? "the system journal"); run this as root or as a member of the group \"systemd-journal\"."
        }
    }
}
