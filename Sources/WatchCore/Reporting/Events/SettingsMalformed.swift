extension EventProfile {
    /// Event 1012.
    static let settingsMalformed = EventProfile(
        "13df9f1a67bb4d00aafbd73ceb0df614", "TrustSettings.xml malformed", [.error],
        [.settingsMalformed, .thumbprintMalformed], sends: .failure)
}

extension FindingText {
    /// Event 1012.
    static func settingsMalformed(
        file: String, _ failure: SettingsFailure, line: Int, column: Int
    ) -> FindingText {
        FindingText(
            "\(file):\(line):\(column): \(failure.phrase).",
            remedy: """
                Restore the file from a backup, or register the connector again; the connector cannot read it either.
                """)
    }
}

extension SettingsFailure {
    /// What is wrong, as a sentence without its end.
    package var text: String { phrase.text }

    fileprivate var phrase: Phrase {
        switch self {
        case .empty: "The file is empty"
        case .truncated: "The file ends in the middle of the document"
        case .tooLarge(let limit): "The file is larger than \(limit) bytes"
        case .tooDeep(let limit): "Elements are nested more than \(limit) deep"
        case .documentType: "A document type declaration is refused"
        case .notWellFormed(let text): "The XML is not well-formed: \(text)"
        case .wrongRoot(let name):
            "The root element is \"\(name)\" where \"ConnectorTrustSettingsFile\" is expected"
        case .elementMissing(let name): "The element \"\(name)\" is missing"
        case .elementRepeated(let name): "The element \"\(name)\" stands there twice"
        case .thumbprint(let text): "The thumbprint \"\(text)\" is not 40 hexadecimal digits"
        case .notBoolean(let text): "IsInUserStore is \"\(text)\" where \"true\" or \"false\" is expected"
        }
    }
}
