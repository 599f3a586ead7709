/// One section after all fragments were laid over each other.
struct MergedSection {
    let name: SectionName
    /// Where it stands first outside of what is built in, or else there.
    var span: SourceSpan
    /// The fragment that was read last.
    var lastFile: String
    private var values: [String: MergedValue] = [:]

    init(name: SectionName, span: SourceSpan) {
        self.name = name
        self.span = span
        lastFile = span.file
    }

    /// The assignments of a key that stand; empty: none does.
    func assignments(of key: String) -> [UnitAssignment] { values[key]?.standing ?? [] }

    /// Adds an assignment; returns an earlier one of the same file that makes it a duplicate.
    mutating func add(_ assignment: UnitAssignment, to row: SettingRow) -> UnitAssignment? {
        let previous = values[row.name]?.last
        let isEmpty = assignment.value.text.isEmpty
        if isEmpty {
            values[row.name] = MergedValue(standing: [], last: assignment)
        } else if row.isList {
            values[row.name, default: MergedValue(standing: [], last: assignment)].append(assignment)
        } else {
            values[row.name] = MergedValue(standing: [assignment], last: assignment)
        }
        guard !row.isList, let previous, previous.keySpan.file == assignment.keySpan.file else { return nil }
        return previous
    }
}

/// What the assignments of one key amount to.
private struct MergedValue {
    /// Since the last empty assignment, which resets the key to its default.
    var standing: [UnitAssignment]
    /// Whether it stands or not.
    var last: UnitAssignment

    mutating func append(_ assignment: UnitAssignment) {
        standing.append(assignment)
        last = assignment
    }
}
