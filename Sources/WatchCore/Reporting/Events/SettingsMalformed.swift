extension EventProfile {
    /// Event 1012.
    static let settingsMalformed = EventProfile(
        "13df9f1a67bb4d00aafbd73ceb0df614", "TrustSettings.xml malformed", [.error, .notice],
        [.settingsMalformed, .thumbprintMalformed], sends: .failure)
}

extension FindingText {
    /// Event 1012.
    static func settingsMalformed(
        file: String, _ failure: SettingsFailure, line: Int, column: Int
    ) -> FindingText {
        FindingText("\(file):\(line):\(column): \(failure.phrase).", remedy: failure.remedy)
    }
}

extension SettingsFailure {
    /// What is wrong, as a sentence without its end.
    package var text: String { phrase.text }

    /// What to do: only what no reader takes keeps the connector from its settings, too.
    fileprivate var remedy: Phrase {
        switch self {
        case .oddSpelling:
            "Correct it as soon as the connector may be restarted: a version of the connector that reads it otherwise stops."
        case .secondMark:
            "Delete the second mark, the three bytes EF BB BF at the start of the text; \(Self.unread)."
        case .thumbprint(let text) where text.hiddenCharacter != nil,
            .notBoolean(let text) where text.hiddenCharacter != nil:
            "Delete the hidden character, or restore the file from a backup; \(Self.unread)."
        case .tooLarge, .tooDeep, .documentType, .elementRepeated:
            "Restore the file from a backup, or register the connector again."
        case .empty, .zeroBytes, .version, .truncated, .notWellFormed, .wrongRoot, .elementMissing,
            .thumbprint, .notBoolean:
            "Restore the file from a backup, or register the connector again; \(Self.unread)."
        }
    }

    private static let unread: Phrase = "the connector cannot read it either"

    fileprivate var phrase: Phrase {
        switch self {
        case .empty: "The file is empty"
        case .zeroBytes: "The file holds nothing but zero bytes, as after a power failure"
        case .secondMark: "The text begins with a second byte order mark"
        case .version(let text): "The file is XML \(text), of which the connector reads version 1.0 only"
        case .oddSpelling(let text):
            "\"\(text)\"\(text.hiddenPhrase) is not read by every version of the connector"
        case .truncated: "The file ends in the middle of the document"
        case .tooLarge(let limit): "The file is larger than \(limit) bytes"
        case .tooDeep(let limit): "Elements are nested more than \(limit) deep"
        case .documentType: "A document type declaration is refused"
        case .notWellFormed(let text): "The XML is not well-formed: \(text)"
        case .wrongRoot(let name):
            "The root element is \"\(name)\" where \"ConnectorTrustSettingsFile\" is expected"
        case .elementMissing(let name): "The element \"\(name)\" is missing"
        case .elementRepeated(let name): "The element \"\(name)\" stands there twice"
        case .thumbprint(let text):
            "The thumbprint \"\(text)\"\(text.hiddenPhrase) is not 40 hexadecimal digits"
        case .notBoolean(let text):
            "IsInUserStore is \"\(text)\"\(text.hiddenPhrase) where \"true\" or \"false\" is expected"
        }
    }
}

extension String {
    /// The first character in it that nobody sees, or looks like a space, or `nil` if there is none: `U+200E`.
    fileprivate var hiddenCharacter: String? {
        unicodeScalars.first {
            !$0.isASCII && ($0.properties.generalCategory == .format || $0.properties.isWhitespace)
        }?.codePoint
    }

    fileprivate var hiddenPhrase: Phrase {
        hiddenCharacter.map { " with the hidden character \(words: $0)" } ?? ""
    }
}
