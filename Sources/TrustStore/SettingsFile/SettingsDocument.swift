internal import WatchCore

/// A place in a text; line and column count from 1.
struct TextPosition: Equatable {
    var line: Int
    var column: Int
}

/// What is wrong with the text of `TrustSettings.xml`, and where.
struct SettingsError: Error {
    var failure: SettingsFailure
    var position: TextPosition
}

/// Collects the contents of `TrustSettings.xml` from the parser's events.
///
/// Only the two wanted elements at their paths count; others, and those with the same name elsewhere, are ignored.
struct SettingsDocument {
    /// The deepest nesting that is accepted.
    static let depthLimit = 32
    /// The most characters of the text that a failure quotes.
    private static let quoteLimit = 100

    private static let root = "ConnectorTrustSettingsFile"
    private static let trust = [root, "CloudProxyTrust"]
    private static let thumbprint = trust + ["Thumbprint"]
    private static let isInUserStore = trust + ["IsInUserStore"]

    /// The open elements, outermost first.
    private var path: [String] = []
    /// The wanted elements that were opened.
    private var seen: Set<[String]> = []
    /// The text of the open wanted element so far, and the place of its first visible character.
    private var text = ""
    private var textStart: TextPosition?
    private var foundThumbprint: Thumbprint?
    private var foundIsInUserStore: Bool?
    private var oddSpelling: OddSpelling?

    /// The contents, or `nil` before the end tag of a valid document.
    private(set) var settings: TrustSettings?

    /// Handles a start tag, with its name without namespace.
    mutating func open(_ name: String, at position: TextPosition) throws(SettingsError) {
        guard path.count < Self.depthLimit else {
            throw SettingsError(failure: .tooDeep(limit: Self.depthLimit), position: position)
        }
        if path.isEmpty, name != Self.root {
            throw SettingsError(failure: .wrongRoot(Self.quote(name)), position: position)
        }
        path.append(name)
        guard [Self.trust, Self.thumbprint, Self.isInUserStore].contains(path) else { return }
        guard seen.insert(path).inserted else {
            throw SettingsError(failure: .elementRepeated(name), position: position)
        }
        text = ""
        textStart = nil
    }

    /// Handles text without a line end, or a line end alone.
    mutating func append(_ run: String, at position: TextPosition) {
        guard path == Self.thumbprint || path == Self.isInUserStore else { return }
        text += run
        let indent = run.unicodeScalars.prefix { $0.properties.isWhitespace }.count
        if textStart == nil, indent < run.unicodeScalars.count {
            textStart = TextPosition(line: position.line, column: position.column + indent)
        }
    }

    /// Handles an end tag.
    mutating func close(at position: TextPosition) throws(SettingsError) {
        switch path {
        case Self.thumbprint:
            // .NET's search by thumbprint forgives one such mark, as the certificate viewer of Windows copies it.
            let trimmed = Self.trimmed(text)
            let hasMark = trimmed.unicodeScalars.first == "\u{200E}"
            if hasMark { note(trimmed, at: textStart ?? position) }
            guard let value = Thumbprint(hasMark ? String(trimmed.unicodeScalars.dropFirst()) : text) else {
                throw SettingsError(
                    failure: .thumbprint(Self.quote(text)), position: textStart ?? position)
            }
            foundThumbprint = value
        case Self.isInUserStore:
            guard let value = Self.boolean(text) else {
                throw SettingsError(
                    failure: .notBoolean(Self.quote(text)), position: textStart ?? position)
            }
            foundIsInUserStore = value
            let trimmed = Self.trimmed(text)
            if trimmed != trimmed.lowercased() { note(trimmed, at: textStart ?? position) }
        case Self.trust:
            try require(Self.thumbprint, at: position)
            try require(Self.isInUserStore, at: position)
        case [Self.root]:
            try require(Self.trust, at: position)
            if let foundThumbprint, let foundIsInUserStore {
                settings = TrustSettings(thumbprint: foundThumbprint, isInUserStore: foundIsInUserStore)
                settings?.oddSpelling = oddSpelling
            }
        default:
            break
        }
        path.removeLast()
    }

    private mutating func note(_ text: String, at position: TextPosition) {
        oddSpelling =
            oddSpelling ?? OddSpelling(Self.quote(text), line: position.line, column: position.column)
    }

    private func require(_ wanted: [String], at position: TextPosition) throws(SettingsError) {
        guard !seen.contains(wanted) else { return }
        throw SettingsError(failure: .elementMissing(wanted.last ?? ""), position: position)
    }

    /// Reads XML Schema's `boolean` in upper or lower case with white space around it, or returns `nil`.
    private static func boolean(_ text: String) -> Bool? {
        switch trimmed(text).lowercased() {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    private static func quote(_ text: String) -> String {
        String(trimmed(text).prefix(quoteLimit))
    }

    private static func trimmed(_ text: String) -> String {
        // The white space of XML, and no other: .NET takes no more away.
        let scalars = text.unicodeScalars.drop { $0.isXMLSpace }
        guard let end = scalars.lastIndex(where: { !$0.isXMLSpace }) else { return "" }
        return String(scalars[...end])
    }
}

extension Unicode.Scalar {
    fileprivate var isXMLSpace: Bool { [" ", "\t", "\r", "\n"].contains(self) }
}
