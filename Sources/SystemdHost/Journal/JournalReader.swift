internal import CSystemd
internal import Files
internal import Glibc
internal import SystemPackage
package import WatchCore

/// Reads alerts from the journal with sd-journal(3): the daemon's entries that have an event number.
///
/// Only one thread may use a reader: libsystemd's journal object belongs to the thread that opened it.
package final class JournalReader {
    /// The daemon's `SYSLOG_IDENTIFIER`.
    package static let identifier = "connector-watchd"
    /// The most bytes read of one field: any local process can write to the journal.
    private static let fieldLimit = 1 << 20

    let journal: OpaquePointer
    private var since: Int64 = .min
    private var twins = TwinFilter()

    /// Opens the journal.
    ///
    /// - Parameters:
    ///   - directory: the journal's files, or `nil` for the host's journal with all its namespaces: the service may
    ///     have, or have had, a `LogNamespace=`.
    ///   - host: the name of the only host to read alerts of, or `nil` for all.
    ///   - events: the events to read; empty for all.
    ///   - notifications: the ids of the notifications to read; empty for all.
    /// - Throws: A sentence that says why the journal cannot be opened.
    package init(
        directory: String? = nil, host: String? = nil, events: Set<AlertEvent> = [],
        notifications: [String] = []
    ) throws(HostError) {
        var opened: OpaquePointer?
        let result =
            if let directory {
                sd_journal_open_directory(&opened, directory, 0)
            } else {
                sd_journal_open_namespace(
                    &opened, nil, Int32(SD_JOURNAL_LOCAL_ONLY | SD_JOURNAL_ALL_NAMESPACES))
            }
        guard result >= 0, let opened else {
            let place = directory.map { "journal in \"\(PlainText.escaped($0))\"" } ?? "journal"
            throw HostError("Failed to open the \(place)", Errno(rawValue: -result))
        }
        journal = opened
        try Self.check(sd_journal_set_data_threshold(journal, Self.fieldLimit), Self.unreadable)
        // Matches of one field are alternatives; matches of different fields must all be met.
        try match("SYSLOG_IDENTIFIER=\(Self.identifier)")
        if let host { try match("\(AlertRecord.hostField)=\(host)") }
        for event in events.sorted() { try match("\(JournalField.eventID.rawValue)=\(event.rawValue)") }
        for id in notifications { try match("\(JournalField.notification.rawValue)=\(id)") }
    }

    deinit { sd_journal_close(journal) }

    private func match(_ text: String) throws(HostError) {
        try Self.check(sd_journal_add_match(journal, text, 0), "Failed to search the journal")
    }

    /// - Returns: The result, unless it is a negative errno, which is thrown.
    @discardableResult static func check(_ result: Int32, _ beginning: String) throws(HostError)
        -> Int32
    {
        guard result >= 0 else { throw HostError(beginning, Errno(rawValue: -result)) }
        return result
    }
}

extension JournalReader {
    /// The next `next` returns the first entry at or after `since` (microseconds since 1970), or the
    /// oldest if that is `nil`.
    package func begin(since: Int64?) throws(HostError) {
        self.since = since ?? .min
        if let since {
            let microseconds = UInt64(clamping: since)
            try Self.check(sd_journal_seek_realtime_usec(journal, microseconds), Self.unreadable)
        } else {
            try Self.check(sd_journal_seek_head(journal), Self.unreadable)
        }
    }

    /// Makes `next` continue with the first of the last entries.
    ///
    /// - Parameters:
    ///   - count: how many entries.
    ///   - since: skips older ones; microseconds since 1970.
    /// - Throws: A sentence that says why the journal cannot be read.
    package func begin(last count: Int, since: Int64? = nil) throws(HostError) {
        self.since = since ?? .min
        try Self.check(sd_journal_seek_tail(journal), Self.unreadable)
        var found = 0
        while try Self.check(sd_journal_previous(journal), Self.unreadable) > 0 {
            guard hasEventNumber else { continue }
            // This entry is skipped; `next` continues after it.
            guard found < count, try time() >= self.since else { return }
            found += 1
        }
        // There are fewer entries; libsystemd does not notice later ones from the position it is at now.
        try Self.check(sd_journal_seek_head(journal), Self.unreadable)
    }

    /// - Returns: The next alert in the order of the journal, or `nil` if there are no more yet. What was sent again with
    ///   the same id, by the daemon or by systemd-journal-upload, is returned once.
    package func next() throws(HostError) -> AlertRecord? {
        while try Self.check(sd_journal_next(journal), Self.unreadable) > 0 {
            let microseconds = try time()
            guard microseconds >= since, let record = AlertRecord(time: microseconds, fields: fields()),
                !twins.isTwin(record.value(.notification))
            else {
                continue
            }
            return record
        }
        return nil
    }

    /// When the oldest entry of the journal was written, whoever wrote it, in microseconds since 1970, or `nil` if there
    /// is none.
    package var begins: Int64? {
        var (oldest, latest): (UInt64, UInt64) = (0, 0)
        guard sd_journal_get_cutoff_realtime_usec(journal, &oldest, &latest) > 0 else { return nil }
        return Int64(clamping: oldest)
    }

    private static var unreadable: String { "Failed to read the journal" }

    private var hasEventNumber: Bool {
        var data: UnsafeRawPointer?
        var length = 0
        return sd_journal_get_data(journal, JournalField.eventID.rawValue, &data, &length) >= 0
    }

    /// When journald received the entry, in microseconds since 1970.
    private func time() throws(HostError) -> Int64 {
        var microseconds: UInt64 = 0
        try Self.check(sd_journal_get_realtime_usec(journal, &microseconds), Self.unreadable)
        return Int64(clamping: microseconds)
    }

    /// The fields of an alert; the first one of each name.
    private func fields() -> [String: String] {
        var fields = [String: String](minimumCapacity: JournalField.allCases.count)
        var data: UnsafeRawPointer?
        var length = 0
        sd_journal_restart_data(journal)
        while sd_journal_enumerate_available_data(journal, &data, &length) > 0 {
            let bytes = UnsafeRawBufferPointer(start: data, count: min(length, Self.fieldLimit))
            guard let sign = bytes.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let name = String(decoding: bytes[..<sign], as: UTF8.self)
            guard AlertRecord.isPart(name), fields[name] == nil else { continue }
            fields[name] = String(decoding: bytes[(sign + 1)...], as: UTF8.self)
        }
        return fields
    }
}

/// Why a wait for the journal ended.
package enum JournalWait: Sendable {
    /// There may be more entries.
    case more
    /// Nobody wants them any more.
    case ended
}

extension JournalReader {
    /// Has the journal watched from now on.
    ///
    /// To be called before the first `begin`: what is written between the last `next` and the first `wait` would
    /// otherwise be noticed late.
    package func startWatching() throws(HostError) {
        try Self.check(sd_journal_get_fd(journal), Self.unwatched)
    }

    /// Waits for more entries, or for a reason to end.
    ///
    /// - Parameters:
    ///   - stop: A descriptor; the wait ends when it is readable, or closed at its other end.
    ///   - output: A descriptor; the wait ends when it is a pipe or a socket that nobody reads.
    /// - Returns: Whether there may be more entries.
    /// - Throws: One sentence if the journal cannot be watched.
    package func wait(unless stop: Int32, output: Int32) throws(HostError) -> JournalWait {
        let events = Int16(truncatingIfNeeded: sd_journal_get_events(journal))
        var states = [
            pollfd(fd: sd_journal_get_fd(journal), events: events, revents: 0),
            pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output, events: 0, revents: 0),
        ]
        if poll(&states, nfds_t(states.count), timeout()) < 0, errno != EINTR {
            throw HostError("The journal could not be waited for", .last)
        }
        guard states[1].revents == 0, states[2].revents == 0 else { return .ended }
        try Self.check(sd_journal_process(journal), Self.unwatched)
        return .more
    }

    private static var unwatched: String { "The journal could not be watched" }

    /// Milliseconds until libsystemd wants to poll by itself, as it must on network file systems, or -1 if it never does.
    private func timeout() -> Int32 {
        var deadline: UInt64 = 0
        guard sd_journal_get_timeout(journal, &deadline) >= 0, deadline != .max else { return -1 }
        let rest = Int64(clamping: deadline) - Int64(HostClock.monotonicMicroseconds())
        return Int32(clamping: max(0, rest + 999) / 1000)
    }
}
