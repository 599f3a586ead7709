extension EventProfile {
    /// Event 1009.
    static let storeUnreadable = EventProfile(
        "b4f7b66f5ba14c51bd3b114e29a9a255", "Certificate store unreadable", [.error],
        [.storeUnreadable, .storePassword], sends: .failure.union([.thumbprint, .store]))
}

extension FindingText {
    /// Event 1009: something in a store cannot be read; without a problem its search did not end in time.
    static func storeUnreadable(
        _ problems: [StoreProblem], _ search: StoreSearchFacts, timeout: Duration
    ) -> FindingText {
        let known: Phrase =
            search.isFound
            ? "The trust certificate itself was found."
            : "The trust certificate is not among the \(search.certificates) that can be read."
        guard let first = problems.first else {
            return FindingText(
                """
                The search of the certificate store \(search.placesPhrase) did not end within \(words: timeout.text).
                """,
                remedy: "Check the file system or mount that it lies on. \(known)")
        }
        let more: Phrase = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
        let what: Phrase = first.kind == .missing ? "does not exist" : "cannot be read"
        return FindingText(
            "\"\(first.path)\" in the certificate store \(what): \(first.detail)\(more).",
            remedy: "\(first.kind.remedy) \(known)")
    }
}

extension StoreProblem.Kind {
    fileprivate var remedy: Phrase {
        switch self {
        case .permission: "Give the user connector-watch read access to it (a group, or an ACL with setfacl)."
        case .password: "Name the credential that holds its password in StorePassword=."
        case .damaged: "Restore it or remove it from the store."
        case .tooLarge: "Point the store at the certificates' own directory."
        case .missing: "Check that the mount or export it lies on is there, and MachineStore= or UserStore=."
        case .system: "Check the file system or mount it lies on."
        }
    }
}
