import Testing

@testable import WatchCore

struct UnitFileParserTests {
    private func parse(_ text: String) -> (UnitFile, ConfigurationProblems) {
        var problems = ConfigurationProblems()
        let file = UnitFileParser.parse(ConfigurationFragment(path: "f", text: text), problems: &problems)
        return (file, problems)
    }

    @Test(arguments: [
        ("[A]\nk=v", "v", 2, 3), ("[A]\n  k \t=  v  ", "v", 2, 9), ("\u{feff}[A]\r\nk=v\r\n", "v", 2, 3),
        ("[A]\nk=a=b", "a=b", 2, 3), ("[A]\nk=", "", 2, 3), ("; c\n[A]\n# c\nk=v # w", "v # w", 4, 3),
        ("[A]\nk=é\u{301}", "é\u{301}", 2, 3), ("[A]\nkéy=v", "v", 2, 5), ("[A]\nk=\\\n  v", "v", 3, 3),
        ("[A]\nk=a\\\n  b", "a b", 2, 3), ("[A]\nk=a \\\n# c\n; c\\\n b\\\nc", "a b c", 2, 3),
        ("[A]\nk=a\\\n\nl=b", "a", 2, 3), ("[A]\nk=a\\\\\nl=b", "a\\\\", 2, 3), ("[A]\nk=a\\", "a", 2, 3),
        ("[A]\nk=a\\ \nl=b", "a\\", 2, 3), ("[A]\nk=a\\\r\n b", "a b", 2, 3),
    ])
    func readsAnAssignmentAndItsPlace(text: String, value: String, line: Int, column: Int) throws {
        let (file, problems) = parse(text)
        #expect(problems.lines == [])
        let assignment = try #require(file.sections.first?.assignments.first)
        #expect(assignment.value.text == value)
        #expect((assignment.value.span.line, assignment.value.span.column) == (line, column))
    }

    @Test(
        arguments: [
            ("[A]", "A", nil), ("  [A]  ", "A", nil), ("[ A ]", "A", nil), ("[A b]", "A", "b"),
            ("[A \t b c ]", "A", "b c"), ("[A]]", "A]", nil),
        ] as [(String, String, String?)])
    func readsASectionHeader(text: String, type: String, instance: String?) {
        let (file, problems) = parse(text)
        #expect(problems.lines == [])
        #expect(file.sections.map(\.type) == [type])
        #expect(file.sections.map(\.instance) == [instance])
    }

    @Test func wordsKnowTheirPlacesAcrossContinuedLines() throws {
        let (file, _) = parse("[A]\nk=one \"t w o\"\\\n\t# comment\n   é three\\\nfour")
        var problems = ConfigurationProblems()
        let words = try #require(file.sections.first?.assignments.first).value.words(&problems)
        #expect(words.map(\.text) == ["one", "t w o", "é", "three", "four"])
        #expect(words.map(\.span.line) == [2, 2, 4, 4, 5])
        #expect(words.map(\.span.column) == [3, 7, 4, 6, 1])
        #expect(words.map(\.span.length) == [3, 7, 1, 5, 4])
    }

    @Test(arguments: [
        ("a b\tc", ["a", "b", "c"]), ("'a b' \"c 'd'\"", ["a b", "c 'd'"]),
        ("a\\ b \\\"c\\\\", ["a b", "\"c\\"]),
        ("x\"y z\"", ["xy z"]), ("\"\"", [""]), ("", []),
    ])
    func splitsAListAndWritesItsWordsBack(text: String, words: [String]) throws {
        var problems = ConfigurationProblems()
        for list in [text, words.map(UnitValue.quoted).joined(separator: " ")] {
            let (file, _) = parse("[A]\nk=\(list)")
            let value = try #require(file.sections.first?.assignments.first).value
            #expect(value.words(&problems).map(\.text) == words)
        }
        #expect(problems.lines == [])
    }

    @Test func aLineThatIsNoTextIsLeftOutAndTheRestIsRead() {
        let bytes = Array("[A]\nk=é".utf8) + [0xc3, 0x28] + Array("\nl=\u{85}\nm=v\n".utf8)
        var problems = ConfigurationProblems()
        let file = UnitFileParser.parse(ConfigurationFragment(path: "f", bytes: bytes), problems: &problems)
        #expect(file.sections.first?.assignments.map(\.key) == ["m"])
        #expect(
            problems.lines == [
                "f:2:4: error: Invalid UTF-8: byte 0xc3. Configuration files are UTF-8 text.",
                "f:3:3: error: Control character U+0085 is not allowed in a configuration file.",
            ])
    }

    @Test func assignmentsBelowARefusedHeaderAreNotReportedAgain() {
        let (file, problems) = parse("[A\nk=v\n[B]\nl=w\n")
        #expect(problems.kept.count == 1)
        #expect(file.sections.map(\.type) == ["B"])
    }
}
