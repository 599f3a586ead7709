/// What a known failure looks like in logs, what it means, and what to do: one section of a file of signatures.
package struct Signature: Sendable, Equatable {
    package var name: String
    /// One sentence: what is wrong.
    package var title: String
    package var area: CauseArea
    /// The most that its evidence may claim.
    package var limit: Grade
    /// Each is evidence by itself.
    package var tokens: Set<Token>
    /// The same as they are shown, in the order of the file.
    package var evidence: [String]
    /// What to do.
    package var remedy: String
    /// Where it is documented.
    package var sources: [String]
    /// What such logs say, in English and in German; each is found to be this failure.
    package var samples: [String]
    /// What it is a consequence of, where that was seen before it.
    package var follows: Set<CauseArea>
}

/// The keys of a section `[Signature NAME]`.
enum SignatureKey: String, CaseIterable {
    case title = "Title"
    case area = "Cause"
    case limit = "Grade"
    case event = "Event"
    case signIn = "AADSTS"
    case code = "Code"
    case status = "Status"
    case exception = "Exception"
    case word = "Word"
    case sentence = "Sentence"
    case follows = "Follows"
    case remedy = "Remedy"
    case source = "Source"
    case sample = "Sample"

    /// What is allowed.
    var allowed: String {
        switch self {
        case .title, .remedy: "a sentence"
        case .area, .follows: "one of \(CauseArea.allCases.map(\.rawValue).joined(separator: ", "))"
        case .limit: "one of \(Grade.allCases.map(\.rawValue).joined(separator: ", "))"
        case .event: "numbers of events of the connector's own log, such as 12019"
        case .signIn: "numbers without AADSTS, such as 50059"
        case .code:
            "0x and eight hexadecimal digits of an HRESULT, or an error number of Win32 from 1 to 65535"
        case .status: "HTTP status codes from 400 to 599"
        case .exception: "types of .NET such as System.Net.WebException, with or without the namespace"
        case .word: "names of at least four letters and digits that Windows does not translate"
        case .sentence: "at least eight characters of a sentence"
        case .source: "an https URL"
        case .sample: "a text of a log"
        }
    }

    /// Whether its values are single words, of which an assignment may have several.
    var hasWords: Bool {
        switch self {
        case .event, .signIn, .code, .status, .exception, .word, .follows: true
        case .title, .area, .limit, .sentence, .remedy, .source, .sample: false
        }
    }

    /// Whether it may be set more than once.
    var isList: Bool { hasWords || self == .sentence || self == .source || self == .sample }

    /// What a value stands for as evidence, or `nil` if it is not allowed, or if the key is not about evidence.
    func token(_ value: String) -> Token? {
        let number = value.utf8.allSatisfy(\.isDigit) ? Int(value) : nil
        switch self {
        case .event: return number.flatMap { (1...65_535).contains($0) ? .event($0) : nil }
        case .signIn: return number.flatMap { (1000...99_999_999).contains($0) ? .signIn($0) : nil }
        case .code:
            if let number { return (1...65_535).contains(number) ? .code(UInt32(win32: number)) : nil }
            guard value.lowercased().hasPrefix("0x"), value.count == 10 else { return nil }
            return UInt32(value.dropFirst(2), radix: 16).flatMap { $0 >> 31 == 1 ? .code($0) : nil }
        case .status: return number.flatMap { (400...599).contains($0) ? .status($0) : nil }
        case .exception:
            let isName = value.utf8.allSatisfy { $0.isOfWord || $0 == UInt8(ascii: ".") }
            return isName && value.lowercased().hasSuffix("exception") ? .exception(value.lowercased()) : nil
        case .word:
            let isName = value.utf8.allSatisfy { $0.isOfWord || ".-:".utf8.contains($0) }
            return isName && value.utf8.count >= 4 ? .word(value.lowercased()) : nil
        case .sentence:
            return (8...200).contains(value.utf8.count) ? .sentence(value.withFoldedASCII) : nil
        case .title, .area, .limit, .follows, .remedy, .source, .sample: return nil
        }
    }
}

extension String {
    /// With the letters of ASCII in lower case, and no others.
    var withFoldedASCII: String { String(decoding: utf8.map(\.folded), as: UTF8.self) }
}
