/// One section after all fragments were merged.
struct MergedSection {
    let name: SectionName
    /// Its first header in a user's file, or else the built-in one.
    var span: SourceSpan
    /// The fragment that was read last.
    var lastFile: String
    private var values: [String: MergedValue] = [:]

    init(name: SectionName, span: SourceSpan) {
        self.name = name
        self.span = span
        lastFile = span.file
    }

    /// The assignments of a key that are in effect; empty if there are none.
    func assignments(of key: String) -> [UnitAssignment] { values[key]?.effective ?? [] }

    /// Adds an assignment.
    ///
    /// - Returns: An earlier assignment in the same file that makes this one a duplicate, or `nil` if there is none.
    mutating func add(_ assignment: UnitAssignment, to row: SettingRow) -> UnitAssignment? {
        let previous = values[row.name]?.last
        let isEmpty = assignment.value.text.isEmpty
        if isEmpty, !row.takesEmpty {
            values[row.name] = MergedValue(effective: [], last: assignment)
        } else if row.isList {
            values[row.name, default: MergedValue(effective: [], last: assignment)].append(assignment)
        } else {
            values[row.name] = MergedValue(effective: [assignment], last: assignment)
        }
        guard !row.isList, let previous, previous.keySpan.file == assignment.keySpan.file else { return nil }
        return previous
    }
}

/// The assignments of one key.
private struct MergedValue {
    /// Those since the last empty assignment, which resets the key to its default.
    var effective: [UnitAssignment]
    /// The last assignment, in effect or not.
    var last: UnitAssignment

    mutating func append(_ assignment: UnitAssignment) {
        effective.append(assignment)
        last = assignment
    }
}
