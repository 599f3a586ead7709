internal import CSystemd
internal import Glibc

/// Why a wait for the journal ended.
package enum JournalWait: Sendable {
    /// There may be more entries.
    case more
    /// The wait was stopped, or the reader of the output is gone.
    case ended
}

extension JournalReader {
    /// Watches the journal from now on.
    ///
    /// Call this before the first `begin`: otherwise entries between the last `next` and the first `wait` would be
    /// noticed late.
    package func startWatching() throws(HostError) {
        let result = sd_journal_get_fd(journal)
        guard result >= 0 else { throw HostError("Failed to watch the journal", -result) }
    }

    /// Waits for more entries.
    ///
    /// - Parameters:
    ///   - stop: a descriptor that ends the wait when it is readable or closed at its other end.
    ///   - output: a descriptor whose reader ends the wait by closing it, if it is a pipe or a socket.
    /// - Returns: Why the wait ended.
    /// - Throws: A sentence that says why it failed.
    package func wait(unless stop: Int32, output: Int32) throws(HostError) -> JournalWait {
        let events = Int16(truncatingIfNeeded: sd_journal_get_events(journal))
        var states = [
            pollfd(fd: sd_journal_get_fd(journal), events: events, revents: 0),
            pollfd(fd: stop, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output, events: 0, revents: 0),
        ]
        if poll(&states, nfds_t(states.count), timeout()) < 0, errno != EINTR {
            throw HostError("Failed to wait for the journal", errno)
        }
        guard states[1].revents == 0, states[2].revents == 0 else { return .ended }
        let result = sd_journal_process(journal)
        guard result >= 0 else { throw HostError("Failed to watch the journal", -result) }
        return .more
    }

    /// Milliseconds until libsystemd must poll by itself, as on network file systems; -1 for never.
    private func timeout() -> Int32 {
        var deadline: UInt64 = 0
        guard sd_journal_get_timeout(journal, &deadline) >= 0, deadline != .max else { return -1 }
        let rest = Int64(clamping: deadline) - Int64(HostClock.monotonicMicroseconds())
        return Int32(clamping: max(0, rest + 999) / 1000)
    }
}
