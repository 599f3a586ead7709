/// A table for a terminal or a mail; columns are as wide as their contents, and empty ones are left out.
struct TextTable {
    var columns: [Column]
    var rows: [Row] = []

    struct Column {
        var title: String
        var isNumeric = false
    }

    struct Cell {
        var text: String
        var colour: Painter.Colour?

        init(_ text: String, _ colour: Painter.Colour? = nil) {
            self.text = text
            self.colour = colour
        }
    }

    struct Row {
        /// One cell for each column.
        var cells: [Cell]
        /// Complete lines below the row.
        var notes: [String] = []
    }

    /// The left margin of every line.
    private static let margin = "  "
    private static let gap = "  "

    /// The width of the table without the notes.
    var width: Int {
        let widths = shown.map(\.width)
        return Self.margin.count + widths.reduce(0, +) + Self.gap.count * max(0, widths.count - 1)
    }

    /// The titles, then the rows with their notes, without trailing spaces.
    func lines(_ painter: Painter) -> [String] {
        let shown = shown
        let titles = line(columns.map { Cell($0.title, .bold) }, shown, painter)
        return [titles] + rows.flatMap { [line($0.cells, shown, painter)] + $0.notes }
    }

    /// The columns that are not empty, and their widths.
    private var shown: [(index: Int, width: Int)] {
        columns.indices.compactMap { index in
            let widest = rows.map { $0.cells[index].text.count }.max() ?? 0
            return widest == 0 ? nil : (index, max(widest, columns[index].title.count))
        }
    }

    private func line(_ cells: [Cell], _ shown: [(index: Int, width: Int)], _ painter: Painter) -> String {
        var line = Self.margin
        var blank = ""
        for (index, width) in shown {
            let cell = cells[index]
            let padding = String(repeating: " ", count: width - cell.text.count)
            let isRight = columns[index].isNumeric
            if isRight { blank += padding }
            if !cell.text.isEmpty {
                line += blank + painter.paint(cell.text, cell.colour)
                blank = ""
            }
            blank += (isRight ? "" : padding) + Self.gap
        }
        return line
    }
}
