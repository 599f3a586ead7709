extension JournalEntry {
    /// The value of a field, or `nil` if the entry does not have it.
    package func value(of field: JournalField) -> String? {
        others.first { $0.name == field.rawValue }?.value
    }
}
