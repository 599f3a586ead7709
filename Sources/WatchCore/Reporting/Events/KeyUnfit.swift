extension EventProfile {
    /// Event 1008.
    static let keyUnfit = EventProfile(
        "fe440de0222440e29317570089324b61", "Private key missing, wrong or exposed", [.error, .warning],
        [.keyMissing, .keyMismatch, .keyExposed], sends: .certificate)
}

extension FindingText {
    /// Event 1008: what is wrong with the key of the certificate in `file`.
    static func keyUnfit(file: String, _ flaw: KeyFlaw) -> FindingText {
        switch flaw {
        case .missing:
            FindingText(
                "The trust certificate in \"\(file)\" has no private key, neither in its file nor beside it.",
                remedy: """
                    If only the certificate was copied to this host on purpose, nothing is wrong on the connector's own host. \
                    Otherwise restore the key, or register the connector again: nobody can prove to be this connector without \
                    it.
                    """)
        case .notLinked:
            FindingText(
                "No private key is linked on the Windows host to the trust certificate in \"\(file)\".",
                remedy: """
                    Restore the certificate with its key there, or register the connector again: nobody can prove to be this \
                    connector without it.
                    """)
        case .different(let keyFile):
            FindingText(
                "The private key in \"\(keyFile)\" does not belong to the trust certificate.",
                remedy: """
                    Restore the files that belong together, or register the connector again; until then the connector cannot \
                    prove who it is.
                    """)
        case .exposed(let keyFile, let mode):
            FindingText(
                """
                Every user of this host can read the private key of the trust certificate in \"\(keyFile)\" (mode \
                \(words: String(mode, radix: 8))).
                """,
                remedy: """
                    Take the right to read from others (chmod o-r), and give it to a group instead; whoever has the key can \
                    pass for this connector.
                    """)
        case .copyDiffers(let copy):
            FindingText(
                """
                A copy of the trust certificate, \"\(copy)\", holds another certificate's key, while \"\(file)\" is fine.
                """,
                remedy: "Remove the copy: a program that picks it cannot prove to be this connector.")
        }
    }
}
