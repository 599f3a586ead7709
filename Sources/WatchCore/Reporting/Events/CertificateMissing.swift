extension EventProfile {
    /// Event 1004.
    static let certificateMissing = EventProfile(
        "fac5230b267d474291804e779b4baee8", "Trust certificate missing", [.error], [.certificateMissing],
        sends: .failure.union([.thumbprint, .store]))
}

extension FindingText {
    /// Event 1004: all of the store could be read, and the certificate is not in it.
    static func certificateMissing(_ search: StoreSearchFacts) -> FindingText {
        let missing: Phrase =
            search.missingPlaces.isEmpty
            ? "" : " (\(search.missingPlaces.map { "\"\($0)\"" }.list(3)) does not exist)"
        let others: Phrase = search.certificates == 1 ? "1 other was" : "\(search.certificates) others were"
        let stale: Phrase =
            search.export.map {
                "The export may be older than the certificate: run `\(words: $0.run)` on the Windows host. "
            } ?? ""
        let elsewhere: [Phrase] = (search.otherStores ?? []).map { "\($0.name) of \"\($0.file)\"" }
        let stores: Phrase = elsewhere.list(2)
        let note: Phrase =
            elsewhere.isEmpty
            ? "" : " It is in the Windows store \(stores), which the connector does not use."
        return FindingText(
            """
            The trust certificate is not in the \(search.storeName) store \(search.placesPhrase); \(others) seen there.
            """,
            remedy: """
                \(stale)Check that the store's files reach this host\(missing); if they do, register the connector again. \
                Without the certificate \(words: search.settings.thumbprint.text) the connector cannot prove who it \
                is.\(note)
                """)
    }
}

extension StoreSearchFacts {
    /// The store that the settings name.
    var storeName: Phrase { settings.isInUserStore ? "user" : "machine" }
    var otherStoreName: Phrase { settings.isInUserStore ? "machine" : "user" }

    var placesPhrase: Phrase { places.map { "\($0)" }.list(2, separator: " ") }
}
