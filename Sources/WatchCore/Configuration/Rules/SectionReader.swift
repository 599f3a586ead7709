/// Reads the values of one merged section, and reports what is no value.
struct SectionReader {
    let section: MergedSection
    var problems: ConfigurationProblems
    /// The values read so far, in the order of reading; `nil`: nobody wants them.
    private(set) var shown: [EffectiveSetting]?

    init(_ section: MergedSection, problems: ConfigurationProblems, isShown: Bool) {
        self.section = section
        self.problems = problems
        shown = isShown ? [] : nil
    }

    /// The value that stands: the section's, else the inherited one, else the key's default; `nil`: it was refused,
    /// or the key must be given and is not.
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
        for (word, fault) in refused { refuse(word, fault, key.row) }
        let traced = value.map { value in
            Located(value: value, origins: assignments.map { Origin($0.keySpan) })
        }
        show(key, traced)
        return traced
    }

    /// Where the key was given last; else the section's header.
    func span(of key: String) -> SourceSpan {
        section.assignments(of: key).last?.value.span ?? section.span
    }

    private mutating func refuse(_ word: ValueWord, _ fault: ValueError, _ row: SettingRow) {
        let hint = fault.suggestion.map { " (did you mean \"\($0)\"?)" } ?? ""
        let reason = fault.reason.map { "\($0); " } ?? ""
        problems.error(
            at: word.span,
            "\(row.name)= does not take \"\(word.text.withoutUserInformation.clippedForMessage)\"\(hint): \(reason)it takes \(row.allowed)."
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
