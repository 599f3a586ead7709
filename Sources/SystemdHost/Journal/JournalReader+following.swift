internal import CSystemd
internal import Files
internal import Glibc
internal import SystemPackage

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

    /// Waits for more entries, until `stop` is readable or closed at its other end, or nobody reads `output`.
    ///
    /// `stop` and `output` are descriptors; `output` matters where it is a pipe or a socket.
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

    /// Milliseconds until libsystemd wants to look by itself, as it must on network file systems; -1: never.
    private func timeout() -> Int32 {
        var deadline: UInt64 = 0
        guard sd_journal_get_timeout(journal, &deadline) >= 0, deadline != .max else { return -1 }
        let rest = Int64(clamping: deadline) - Int64(HostClock.monotonicMicroseconds())
        return Int32(clamping: max(0, rest + 999) / 1000)
    }
}
