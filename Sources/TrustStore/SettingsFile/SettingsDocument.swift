internal import WatchCore

/// A place in a text; both count from 1.
struct TextPosition: Equatable {
    var line: Int
    var column: Int
}

/// Where and how the text of `TrustSettings.xml` departs from what it should say.
struct SettingsError: Error {
    var failure: SettingsFailure
    var position: TextPosition
}

/// The elements of `TrustSettings.xml` as they come by, and what was found in them.
///
/// Only the path of the two wanted elements counts; any other element, and any of the same name elsewhere, is
/// passed over.
struct SettingsDocument {
    /// Elements nested deeper than this are a failure.
    static let depthLimit = 32
    /// What a failure quotes of the text, in characters.
    private static let quoteLimit = 100

    private static let root = "ConnectorTrustSettingsFile"
    private static let trust = [root, "CloudProxyTrust"]
    private static let thumbprint = trust + ["Thumbprint"]
    private static let isInUserStore = trust + ["IsInUserStore"]

    /// The open elements, outermost first.
    private var path: [String] = []
    /// The wanted elements that were opened.
    private var seen: Set<[String]> = []
    /// The text of the open wanted element so far, and where its first visible character stands.
    private var text = ""
    private var textStart: TextPosition?
    private var foundThumbprint: Thumbprint?
    private var foundIsInUserStore: Bool?

    /// What the document says; `nil` until its end tag has come by without a defect.
    private(set) var settings: TrustSettings?

    /// Takes a start tag with its name without namespace.
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

    /// Takes a run of text that holds no line end, or a line end alone.
    mutating func append(_ run: String, at position: TextPosition) {
        guard path == Self.thumbprint || path == Self.isInUserStore else { return }
        text += run
        let indent = run.unicodeScalars.prefix { $0.properties.isWhitespace }.count
        if textStart == nil, indent < run.unicodeScalars.count {
            textStart = TextPosition(line: position.line, column: position.column + indent)
        }
    }

    /// Takes an end tag.
    mutating func close(at position: TextPosition) throws(SettingsError) {
        switch path {
        case Self.thumbprint:
            guard let value = Thumbprint(text) else {
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
        case Self.trust:
            try require(Self.thumbprint, at: position)
            try require(Self.isInUserStore, at: position)
        case [Self.root]:
            try require(Self.trust, at: position)
            if let foundThumbprint, let foundIsInUserStore {
                settings = TrustSettings(thumbprint: foundThumbprint, isInUserStore: foundIsInUserStore)
            }
        default:
            break
        }
        path.removeLast()
    }

    private func require(_ wanted: [String], at position: TextPosition) throws(SettingsError) {
        guard !seen.contains(wanted) else { return }
        throw SettingsError(failure: .elementMissing(wanted.last ?? ""), position: position)
    }

    /// The two spellings of XML Schema's `boolean`, in any case, white space around them.
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
        let start = text.drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
