/// Merges fragments, later ones over earlier ones, and refuses unknown sections and keys.
struct SectionMerger {
    private(set) var sections: [MergedSection] = []
    private var places: [SectionName: Int] = [:]

    mutating func add(_ file: UnitFile, problems: inout ConfigurationProblems) {
        for section in file.sections {
            guard let name = name(of: section, &problems) else { continue }
            let index = place(of: name, section, &problems)
            for assignment in section.assignments {
                add(assignment, to: index, &problems)
            }
        }
    }

    /// - Returns: The section's index in `sections`, to which it is added if it is new.
    private mutating func place(
        of name: SectionName, _ section: UnitSection, _ problems: inout ConfigurationProblems
    ) -> Int {
        guard let index = places[name] else {
            places[name] = sections.count
            sections.append(MergedSection(name: name, span: section.span))
            return sections.count - 1
        }
        if sections[index].lastFile == section.span.file {
            problems.error(
                at: section.span,
                "Duplicate section \(name) in this file; put its keys below one header.")
        }
        if Origin(sections[index].span).isBuiltIn { sections[index].span = section.span }
        sections[index].lastFile = section.span.file
        return index
    }

    private mutating func add(
        _ assignment: UnitAssignment, to index: Int, _ problems: inout ConfigurationProblems
    ) {
        let name = sections[index].name
        guard let row = name.kind.row(assignment.key) else {
            return problems.unknownKey(assignment, in: name.kind, with: name.kind.rows)
        }
        if let earlier = sections[index].add(assignment, to: row) {
            problems.setTwice(assignment, of: row, after: earlier)
        }
    }

    private func name(of section: UnitSection, _ problems: inout ConfigurationProblems) -> SectionName? {
        let instance = section.instance.map { " " + $0 } ?? ""
        let shown = "[\(section.type)\(instance)]".clippedForMessage
        guard let kind = SectionKind(rawValue: section.type) else {
            // What looks like a space was probably meant as the one between type and name.
            let words = section.type.unicodeScalars.split(maxSplits: 1) { $0.isLikeSpace }.map(String.init)
            let near = EditDistance.nearest(
                to: words.first ?? "", among: SectionKind.allCases.map(\.rawValue))
            let all = SectionKind.allCases.map(\.header).joined(separator: ", ")
            let rest = words.dropFirst().map { " " + $0 }.joined() + instance
            let hint =
                near.map { "did you mean \("[\($0)\(rest)]".clippedForMessage)?" }
                ?? "the sections are \(all)."
            let header = "[\(section.type.inASCII)\(instance)]".clippedForMessage
            problems.error(at: section.span, "Unknown section \(header); \(hint)")
            return nil
        }
        switch (kind.naming, section.instance) {
        case (.never, .some):
            problems.error(at: section.span, "Section \(shown) has a name, but \(kind.header) takes none.")
            return nil
        case (.always, nil):
            problems.error(at: section.span, "Section \(shown) needs a name; write \(kind.header).")
            return nil
        case (.optional, nil), (.never, nil):
            return SectionName(kind)
        case (.optional, .some(let instance)), (.always, .some(let instance)):
            let type = ValueType<String>.instance
            guard (try? type.read(instance)) != nil else {
                problems.error(
                    at: section.span,
                    "Invalid section name \"\(instance.clippedForMessage)\"; expected \(type.allowed).")
                return nil
            }
            return SectionName(kind, instance)
        }
    }
}

extension ConfigurationProblems {
    /// Reports a key that sections of a kind do not have.
    mutating func unknownKey(_ assignment: UnitAssignment, in kind: SectionKind, with rows: [SettingRow]) {
        let keys = rows.map(\.name)
        let hint =
            EditDistance.nearest(to: assignment.key, among: keys).map { "did you mean \"\($0)\"?" }
            ?? "its keys are \(keys.joined(separator: ", "))."
        error(
            at: assignment.keySpan,
            "Unknown key \"\(assignment.key.inASCII.clippedForMessage)\" in [\(kind.rawValue)]; \(hint)")
    }

    /// Reports a key that is no list and was set before in the same file.
    mutating func setTwice(_ assignment: UnitAssignment, of row: SettingRow, after earlier: UnitAssignment) {
        error(
            at: assignment.keySpan,
            "\(row.name)= is already set on line \(earlier.keySpan.line); only a list may be set more than once."
        )
    }
}

extension String {
    /// With the numbers of what is not ASCII, as keys and types of sections are: a letter of another script may look alike.
    fileprivate var inASCII: String { escaping { !$0.isASCII || $0.isHidden } }
}
