/// What became of a journal entry that was sent.
package enum JournalDelivery: Sendable, Equatable {
    /// journald has it.
    case delivered
    /// There is no journald: no socket, or nobody behind it.
    case absent
    /// Anything else; the system's words.
    case failed(String)
}
