import SystemdHost
import Testing

@testable import connector_watch

struct TextTableTests {
    private func table(_ rows: [[String]]) -> TextTable {
        TextTable(
            columns: [
                TextTable.Column(title: ""), TextTable.Column(title: "check"),
                TextTable.Column(title: "way"), TextTable.Column(title: "time", isNumeric: true),
            ], rows: rows.map { TextTable.Row(cells: $0.map { TextTable.Cell($0) }) })
    }

    private let plain = Painter(isColoured: false)

    @Test func columnsAreAsWideAsWhatTheyHold() {
        let table = table([["ok", "port a:80", "direct", "2 ms"], ["FAIL", "host", "proxy", "10 s"]])
        #expect(
            table.lines(plain) == [
                "        check      way     time", "  ok    port a:80  direct  2 ms",
                "  FAIL  host       proxy   10 s",
            ])
        #expect(table.width == 31)
    }

    @Test func columnsThatHoldNothingAreLeftOut() {
        let table = table([["ok", "host", "", ""], ["ok", "trust", "", ""]])
        #expect(table.lines(plain) == ["      check", "  ok  host", "  ok  trust"])
    }

    @Test func numbersStandAtTheRight() {
        #expect(
            table([["ok", "a", "direct", "120 ms"], ["ok", "b", "direct", "1 s"]]).lines(plain).suffix(2)
                == ["  ok  a      direct  120 ms", "  ok  b      direct     1 s"])
    }

    @Test func notesStandBelowTheirRow() {
        var table = table([["ok", "a", "", ""], ["ok", "b", "", ""]])
        table.rows[0].notes = ["    why"]
        #expect(table.lines(plain).suffix(3) == ["  ok  a", "    why", "  ok  b"])
    }

    @Test func coloursTakeNoRoom() {
        var table = table([["ok", "a", "direct", ""]])
        table.rows[0].cells[0].colour = .green
        #expect(
            table.lines(Painter(isColoured: true)).last == "  \u{1b}[32mok\u{1b}[0m  a      direct")
    }
}

struct WrappingTests {
    @Test(arguments: [
        ("a b c", 80, "", ["a b c"]),
        ("aa bb cc", 5, "", ["aa bb", "cc"]),
        ("aa bb cc", 7, "* ", ["* aa bb", "  cc"]),
        ("averylongword b", 5, "", ["averylongword", "b"]),
        ("  spaced   out ", 80, "", ["spaced out"]),
        ("", 80, "x", ["x"]),
    ])
    func linesBreakAtSpaces(text: String, width: Int, first: String, lines: [String]) {
        #expect(text.wrapped(width, first: first) == lines)
    }
}
