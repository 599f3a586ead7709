internal import WatchCore

/// Colours text, if wanted (ECMA-48, SGR).
struct Painter {
    var isColoured: Bool

    enum Colour: String {
        case bold = "1"
        case green = "32"
        case red = "1;31"
        case yellow = "1;33"
    }

    func paint(_ text: String, _ colour: Colour?) -> String {
        guard isColoured, let colour, !text.isEmpty else { return text }
        return "\u{1b}[\(colour.rawValue)m\(text)\u{1b}[0m"
    }
}

extension ReportVerdict {
    var colour: Painter.Colour {
        switch self {
        case .ok: .green
        case .warning: .yellow
        case .critical: .red
        }
    }
}
