extension EventProfile {
    /// Event 1009.
    static let storeUnreadable = EventProfile(
        "b4f7b66f5ba14c51bd3b114e29a9a255", "Certificate store unreadable", [.error],
        [.storeUnreadable, .storePassword, .shareUnavailable], sends: .failure.union([.thumbprint, .store]))
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
        if let export = search.export, first.kind == .missing { return notExported(first, export) }
        let more: Phrase = problems.count > 1 ? " (and \(problems.count - 1) more)" : ""
        let what: Phrase = first.kind == .missing ? "does not exist" : "cannot be read"
        return FindingText(
            "\"\(first.path)\" in the certificate store \(what): \(first.detail)\(more).",
            remedy: "\(first.remedy(search)) \(known)")
    }

    /// The machine store of a Windows host, where the certificate is until its first renewal.
    private static func notExported(_ problem: StoreProblem, _ export: WindowsExport) -> FindingText {
        FindingText(
            "\"\(problem.path)\", the export of the machine store, does not exist.",
            remedy: """
                On the Windows host, as an administrator, run `\(words: export.creation)` and then \
                `\(words: export.run)`. From the first renewal on nothing more is needed: the certificate is then in the \
                Network Service's store.
                """)
    }
}

extension StoreProblem {
    /// What to do about it; a file that is named after the certificate in use is never to be removed.
    fileprivate func remedy(_ search: StoreSearchFacts) -> Phrase {
        if isYoung {
            return
                "It changed within the last minute: if it is still being copied, wait until that has ended."
        }
        guard kind == .damaged, search.isFound || FileName(ofPath: path).names(search.settings.thumbprint)
        else { return kind.remedy }
        return "Copy it here again, or restore it."
    }
}

extension StoreProblem.Kind {
    fileprivate var remedy: Phrase {
        switch self {
        case .permission: "Give the user connector-watch read access to it (a group, or an ACL with setfacl)."
        case .masked:
            """
            .NET writes each renewed certificate with mode 0600, which voids the entry: have the grant repeated after \
            each change of the store (connector-watch-access.path, which "connector-watch setup --grant-access" enables).
            """
        case .password: "Name the credential that holds its password in StorePassword=."
        case .damaged: "Restore it or remove it from the store."
        case .unsupported:
            "Copy the certificate alone here, or convert it (keytool -importkeystore -deststoretype pkcs12)."
        case .tooLarge: "Point the store at the certificates' own directory."
        case .missing: "Check that the mount or export it lies on is there, and MachineStore= or UserStore=."
        case .system: "Check the file system or mount it lies on."
        }
    }
}
