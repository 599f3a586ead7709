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
            key.row.hasWords ? assignment.value.words(&problems) : [assignment.value.whole]
        }
        guard !words.isEmpty else {
            let value = inherited ?? key.fallback.map { Located(value: $0, origins: [.default]) }
            show(key, value)
            return value
        }
        var refused: [(ValueWord, ValueError)] = []
        let value = key.value(of: words) { refused.append(($0, $1)) }
        refuse(refused, key)
        if refused.isEmpty, !key.row.hasWords, let word = words.first,
            let mistake = ValueMistake(in: word.text)
        {
            problems.warning(at: word.span, mistake.warning(of: key.row.name))
        }
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

    /// Reports the words that were refused; what stands behind a comment sign is part of that one problem.
    private mutating func refuse<Value>(_ refused: [(ValueWord, ValueError)], _ key: SettingKey<Value>) {
        var commented: Int?
        for (word, error) in refused where word.value.first.line != commented {
            var error = error
            if !key.row.hasWords {
                improve(&error, about: word, key)
            } else if let sign = word.text.unicodeScalars.first, sign == "#" || sign == ";" {
                commented = word.value.first.line
                error = ValueError("a comment belongs on a line of its own")
            } else if ValueMistake.isTypographicQuote(word.text) {
                error = ValueError("typographic quotation marks do not quote; write \" instead")
            } else if let mistake = ValueMistake(in: word.text), case .hidden = mistake {
                error.reason = mistake.clause
            }
            refuse(word, error, key.row)
        }
    }

    /// Says what was written around a value, and what it is without that, where that is what is wrong.
    private func improve<Value>(_ error: inout ValueError, about word: ValueWord, _ key: SettingKey<Value>) {
        guard let mistake = ValueMistake(in: word.text) else { return }
        var meant = word
        while let next = ValueMistake(in: meant.text) { meant.text = next.meant }
        error.reason = mistake.clause
        var isRefused = meant.text.isEmpty
        _ = key.value(of: [meant]) { _, _ in isRefused = true }
        if !isRefused { error.suggestion = meant.text }
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

extension SettingRow {
    /// Whether a value is split at its spaces.
    fileprivate var hasWords: Bool { isList && !takesLines }
}
