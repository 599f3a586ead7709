/// Reads the file of silences, one section after the other: an error in one of them refuses that one.
struct SilencesReader {
    private var file = SilencesFile()
    private var problems = ConfigurationProblems()
    private var ids: Set<String> = []

    static func read(_ fragment: ConfigurationFragment) -> SilencesFile {
        var reader = SilencesReader()
        let sections = UnitFileParser.parse(fragment, problems: &reader.problems).sections
        // Lines that are no assignments may be what a section needs to say what it means.
        let broken = reader.problems.kept.compactMap(\.span?.line)
        let headers = fragment.headerLines
        for section in sections {
            let line = section.span.line
            let next = headers.first { $0 > line } ?? .max
            reader.take(section, isBroken: broken.contains { line <= $0 && $0 < next })
        }
        reader.problems.sort(byFiles: [fragment.path])
        reader.file.problems = reader.problems.kept
        return reader.file
    }

    private mutating func take(_ section: UnitSection, isBroken: Bool) {
        let errors = problems.errors
        guard let id = id(of: section) else { return }
        let entry = entry(of: section, id)
        guard problems.errors == errors, !isBroken, let entry else { return }
        file.entries.append(entry)
    }

    private mutating func id(of section: UnitSection) -> String? {
        let shown = "[\(section.type)\(section.instance.map { " " + $0 } ?? "")]".clippedForMessage
        guard section.type == SectionKind.silence.rawValue, let id = section.instance else {
            problems.error(
                at: section.span,
                "Unknown section \(shown); the only one here is \(SectionKind.silence.header).")
            return nil
        }
        let type = ValueType<String>.instance
        guard (try? type.read(id)) != nil else {
            problems.error(
                at: section.span,
                "Invalid section name \"\(id.clippedForMessage)\"; expected \(type.allowed).")
            return nil
        }
        guard ids.insert(id).inserted else {
            problems.error(
                at: section.span, "Duplicate section \(shown) in this file; give it a name of its own.")
            return nil
        }
        guard ids.count <= SilencesFile.limit else {
            problems.error(
                at: section.span, "The file has more than \(SilencesFile.limit) silences, which is the limit."
            )
            return nil
        }
        return id
    }

    private mutating func entry(of section: UnitSection, _ id: String) -> SilenceEntry? {
        var merged = MergedSection(name: SectionName(.silence, id), span: section.span)
        for assignment in section.assignments {
            guard let row = SilenceEntryKeys.rows.first(where: { $0.name == assignment.key }) else {
                problems.unknownKey(assignment, in: .silence, with: SilenceEntryKeys.rows)
                continue
            }
            if let earlier = merged.add(assignment, to: row) {
                problems.setTwice(assignment, of: row, after: earlier)
            }
        }
        var reader = SectionReader(merged, problems: problems, isShown: false)
        let entry = reader.silenceEntry(id)
        problems = reader.problems
        return entry
    }
}

extension SectionReader {
    /// `[Silence ID]` of the file of silences, or `nil` if it was refused.
    fileprivate mutating func silenceEntry(_ id: String) -> SilenceEntry? {
        let from = read(SilenceEntryKeys.from)
        let until = read(SilenceEntryKeys.until)
        let common = silenceScope()
        require(SilenceEntryKeys.until, unless: false)
        guard let from, let until, let (scope, reason) = common else { return nil }
        return SilenceEntry(id: id, from: from.value, until: until.value, scope: scope, reason: reason)
    }
}

extension SilencesFile {
    /// Reads the file's bytes.
    package init(_ fragment: ConfigurationFragment) {
        self = SilencesReader.read(fragment)
    }
}

extension ConfigurationFragment {
    /// The lines that begin a section, or are meant to.
    fileprivate var headerLines: [Int] {
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return lines.enumerated().compactMap { number, line in
            line.first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") } == UInt8(ascii: "[")
                ? number + 1 : nil
        }
    }
}
