/// What became of an entry that was handed to the journal.
package enum JournalDelivery: Sendable, Equatable {
    case delivered
    /// No journald listens.
    case absent
    /// The system refused; its words.
    case failed(String)
}
