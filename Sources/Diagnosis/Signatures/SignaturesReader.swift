package import WatchCore

/// Reads files of signatures: sections `[Signature NAME]` in the syntax of the configuration.
///
/// A section of a later file takes the place of one with the same name. Everything that is wrong is reported.
package struct SignaturesReader {
    /// More of them are refused.
    static let limit = 500

    package private(set) var signatures: [Signature] = []
    package private(set) var problems = ConfigurationProblems()
    /// Where each was read.
    private var files: [String: String] = [:]

    package init() {}

    /// Adds the signatures of a file.
    package mutating func add(_ fragment: ConfigurationFragment) {
        let file = UnitFileParser.parse(fragment, problems: &problems)
        for section in file.sections {
            guard let name = name(of: section) else { continue }
            let errors = problems.errors
            let values = values(of: section)
            // What is missing may be what was misspelt.
            guard problems.errors == errors else { continue }
            guard let signature = signature(name, values, at: section.span), problems.errors == errors else {
                continue
            }
            if let index = signatures.firstIndex(where: { $0.name == name }) {
                signatures[index] = signature
            } else {
                signatures.append(signature)
            }
        }
    }

    private mutating func name(of section: UnitSection) -> String? {
        guard section.type == "Signature" else {
            error(
                section.span,
                "Unknown section [\(section.type.shortened)]; the only one here is [Signature NAME].")
            return nil
        }
        guard let name = section.instance, name.utf8.count <= 60,
            name.utf8.allSatisfy({ $0.isOfWord || $0 == UInt8(ascii: "-") })
        else {
            error(
                section.span,
                "Invalid section name; write [Signature NAME] with at most 60 letters, digits, - and _.")
            return nil
        }
        guard files[name] != section.span.file else {
            error(section.span, "Duplicate section [Signature \(name)] in this file.")
            return nil
        }
        guard files.count < Self.limit else {
            error(section.span, "There are more than \(Self.limit) signatures, which is the limit.")
            return nil
        }
        files[name] = section.span.file
        return name
    }

    /// What is assigned to each key, word by word where it has words.
    private mutating func values(of section: UnitSection) -> [SignatureKey: [UnitAssignment]] {
        var values: [SignatureKey: [UnitAssignment]] = [:]
        for assignment in section.assignments {
            guard let key = SignatureKey(rawValue: assignment.key) else {
                let keys = SignatureKey.allCases.map(\.rawValue)
                let hint =
                    EditDistance.nearest(to: assignment.key, among: keys).map { "did you mean \"\($0)\"?" }
                    ?? "its keys are \(keys.joined(separator: ", "))."
                error(
                    assignment.keySpan,
                    "Unknown key \"\(assignment.key.shortened)\" in [Signature]; \(hint)")
                continue
            }
            if let earlier = values[key]?.first, !key.isList {
                error(
                    assignment.keySpan,
                    "\(key.rawValue)= is already set on line \(earlier.keySpan.line); only a list may be set more than once."
                )
                continue
            }
            guard !assignment.value.text.isEmpty, assignment.value.text.utf8.count <= Self.valueLimit else {
                refuse(assignment, key, assignment.value.text, 0)
                continue
            }
            values[key, default: []].append(assignment)
        }
        return values
    }

    /// In bytes.
    private static let valueLimit = 4000

    private mutating func signature(
        _ name: String, _ values: [SignatureKey: [UnitAssignment]], at span: SourceSpan
    ) -> Signature? {
        for key in [SignatureKey.title, .area, .remedy, .source] where values[key] == nil {
            error(span, "[Signature \(name)] has no \(key.rawValue)=; it needs \(key.allowed).")
        }
        var tokens: [FoundToken] = []
        for key in SignatureKey.allCases {
            for assignment in values[key] ?? [] { tokens += self.tokens(of: assignment, key) }
        }
        if tokens.isEmpty {
            error(
                span,
                "[Signature \(name)] names no evidence: Event=, AADSTS=, Code=, Status=, Exception=, Word= or Sentence=."
            )
        }
        let areas = choices(CauseArea.self, values[.area], .area)
        let limits = choices(Grade.self, values[.limit], .limit)
        let follows = choices(CauseArea.self, values[.follows], .follows)
        for source in values[.source] ?? [] where !source.value.text.hasPrefix("https://") {
            refuse(source, .source, source.value.text, 0)
        }
        guard let title = values[.title]?.first?.value.text, let area = areas.first,
            let remedy = values[.remedy]?.first?.value.text
        else { return nil }
        return Signature(
            name: name, title: title, area: area, limit: limits.first ?? .proven,
            tokens: Set(tokens.map(\.token)),
            evidence: tokens.map(\.text),
            remedy: remedy,
            sources: (values[.source] ?? []).map(\.value.text),
            samples: (values[.sample] ?? []).map(\.value.text),
            follows: Set(follows))
    }

    private mutating func tokens(of assignment: UnitAssignment, _ key: SignatureKey) -> [FoundToken] {
        switch key {
        case .title, .area, .limit, .follows, .remedy, .source, .sample: return []
        case .event, .signIn, .code, .status, .exception, .word, .sentence:
            var tokens: [FoundToken] = []
            for (word, offset) in words(of: assignment, key) {
                if let token = key.token(word) {
                    let end = offset + word.utf8.count
                    tokens.append(FoundToken(token: token, range: offset..<end, written: word))
                } else {
                    refuse(assignment, key, word, offset)
                }
            }
            return tokens
        }
    }

    private mutating func choices<Choice: RawRepresentable>(
        _ type: Choice.Type, _ assignments: [UnitAssignment]?, _ key: SignatureKey
    ) -> [Choice] where Choice.RawValue == String {
        var choices: [Choice] = []
        for assignment in assignments ?? [] {
            for (word, offset) in words(of: assignment, key) {
                if let choice = Choice(rawValue: word) {
                    choices.append(choice)
                } else {
                    refuse(assignment, key, word, offset)
                }
            }
        }
        return choices
    }

    /// The words of a value, or the value itself, with their places in its bytes.
    private func words(of assignment: UnitAssignment, _ key: SignatureKey) -> [(String, Int)] {
        let text = assignment.value.text
        guard key.hasWords else { return [(text, 0)] }
        return text.split { $0 == " " || $0 == "\t" }.map { word in
            (String(word), text.utf8.distance(from: text.startIndex, to: word.startIndex))
        }
    }

    private mutating func refuse(
        _ assignment: UnitAssignment, _ key: SignatureKey, _ word: String, _ offset: Int
    ) {
        let span = assignment.value.span(of: offset..<(offset + word.utf8.count))
        error(
            span,
            "Invalid value \"\(word.shortened)\" for \(key.rawValue)=; expected \(key.allowed).")
    }

    private mutating func error(_ span: SourceSpan, _ message: String) {
        problems.add(ConfigurationProblem(file: span.file, span: span, message: message))
    }
}

extension String {
    /// The first characters of what a user wrote, for a message.
    fileprivate var shortened: String { count > 100 ? String(prefix(100)) + "…" : self }
}
