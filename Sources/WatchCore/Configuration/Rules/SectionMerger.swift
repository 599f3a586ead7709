/// Lays fragments over each other, the later over the earlier, and refuses sections and keys that do not exist.
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

    /// The section's place among `sections`, where it is added if it is new.
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
                "\(name) stands twice in this file; put its keys below one header.")
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
            let keys = name.kind.rows.map(\.name)
            problems.error(
                at: assignment.keySpan,
                "\"\(assignment.key.clippedForMessage)\" is no key of [\(name.kind.rawValue)]"
                    + hint(EditDistance.nearest(to: assignment.key, among: keys))
                    + "; its keys are \(keys.joined(separator: ", ")).")
            return
        }
        if let earlier = sections[index].add(assignment, to: row) {
            problems.error(
                at: assignment.keySpan,
                "\(row.name)= was already given in line \(earlier.keySpan.line); only a list may be given again."
            )
        }
    }

    private func name(of section: UnitSection, _ problems: inout ConfigurationProblems) -> SectionName? {
        let shown = "[\(section.type)\(section.instance.map { " " + $0 } ?? "")]".clippedForMessage
        guard let kind = SectionKind(rawValue: section.type) else {
            let near = EditDistance.nearest(to: section.type, among: SectionKind.allCases.map(\.rawValue))
            let all = SectionKind.allCases.map(\.header).joined(separator: ", ")
            problems.error(
                at: section.span,
                "\"\(shown)\" is no section of this file\(hint(near)); the sections are \(all).")
            return nil
        }
        switch (kind.naming, section.instance) {
        case (.never, .some):
            problems.error(at: section.span, "\"\(shown)\" has a name, but \(kind.header) takes none.")
            return nil
        case (.always, nil):
            problems.error(at: section.span, "\"\(shown)\" has no name; it has the form \(kind.header).")
            return nil
        case (.optional, nil), (.never, nil):
            return SectionName(kind)
        case (.optional, .some(let instance)), (.always, .some(let instance)):
            let type = ValueType<String>.instance
            guard (try? type.read(instance)) != nil else {
                problems.error(
                    at: section.span,
                    "\"\(instance.clippedForMessage)\" cannot name a section; a name has \(type.allowed).")
                return nil
            }
            return SectionName(kind, instance)
        }
    }

    private func hint(_ suggestion: String?) -> String {
        suggestion.map { " (did you mean \"\($0)\"?)" } ?? ""
    }
}
