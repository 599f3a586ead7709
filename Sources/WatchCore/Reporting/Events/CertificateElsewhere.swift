extension EventProfile {
    /// Event 1005.
    static let certificateElsewhere = EventProfile(
        "9c695fa3234542d28eb977ebf9d5a139", "Trust certificate in the other store", [.warning],
        [.certificateOtherStore], sends: .certificate)
}

extension FindingText {
    /// Event 1005: it is in the other store than `IsInUserStore` says.
    static func certificateElsewhere(file: String, _ search: StoreSearchFacts) -> FindingText {
        FindingText(
            """
            The trust certificate is in the \(search.otherStoreName) store (\"\(file)\"), but IsInUserStore is \
            \(words: String(search.settings.isInUserStore)).
            """,
            remedy: """
                If that is how the files were copied to this host, copy the \(search.storeName) store too \
                (\(search.placesPhrase)). If it is so on the connector's own host, register the connector again: it looks in \
                the \(search.storeName) store and will not find the certificate.
                """)
    }
}
