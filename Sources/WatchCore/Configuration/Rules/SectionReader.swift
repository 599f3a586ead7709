/// Reads the values of one merged section, and reports those that are invalid.
struct SectionReader {
    let section: MergedSection
    var problems: ConfigurationProblems
    /// The values read so far, in the order of reading, or `nil` if nobody asked for them.
    private(set) var shown: [EffectiveSetting]?

    init(_ section: MergedSection, problems: ConfigurationProblems, isShown: Bool) {
        self.section = section
        self.problems = problems
        shown = isShown ? [] : nil
    }

    /// Reads a key.
    ///
    /// - Parameters:
    ///   - key: the key.
    ///   - inherited: the value where the section does not set the key, or `nil` for the key's default.
    /// - Returns: The value in effect, or `nil` if it was refused, or if the key is required and missing.
    mutating func read<Value>(
        _ key: SettingKey<Value>, inheriting inherited: Located<Value>? = nil
    ) -> Located<Value>? {
        let assignments = section.assignments(of: key.row.name)
        let words = assignments.flatMap { assignment in
            key.row.isList ? assignment.value.words(&problems) : [assignment.value.whole]
        }
        guard !words.isEmpty else {
            let value = inherited ?? key.fallback.map { Located(value: $0, origins: [.default]) }
            show(key, value)
            return value
        }
        var refused: [(ValueWord, ValueError)] = []
        let value = key.value(of: words) { refused.append(($0, $1)) }
        for (word, error) in refused { refuse(word, error, key.row) }
        let located = value.map { value in
            Located(value: value, origins: assignments.map { Origin($0.keySpan) })
        }
        show(key, located)
        return located
    }

    /// The place where the key was set last, or else the section's header.
    func span(of key: String) -> SourceSpan {
        section.assignments(of: key).last?.value.span ?? section.span
    }

    private mutating func refuse(_ word: ValueWord, _ error: ValueError, _ row: SettingRow) {
        let hint = error.suggestion.map { " (did you mean \"\($0)\"?)" } ?? ""
        let reason = error.reason.map { ": \($0)" } ?? ""
        problems.error(
            at: word.span,
            "Invalid value \"\(word.text.withoutUserInformation.clippedForMessage)\" for \(row.name)=\(hint)\(reason); expected \(row.allowed)."
        )
    }

    private mutating func show<Value>(_ key: SettingKey<Value>, _ value: Located<Value>?) {
        guard shown != nil else { return }
        shown?.append(
            EffectiveSetting(
                key: key.row.name, text: value.map { key.text(of: $0.value) } ?? "",
                isList: key.row.isList, origins: value?.origins ?? []))
    }
}
