internal import Diagnosis
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// What logs show, for a terminal or a mail.
struct DiagnosisText {
    let report: DiagnosisReport
    /// The most characters in a line, where possible.
    let width: Int
    let painter: Painter

    var text: String {
        let parts = [files] + report.causes.map { lines(of: $0.cause, $0.host) } + [summary]
        return parts.filter { !$0.isEmpty }.joined(separator: [""]).joined(separator: "\n") + "\n"
    }

    private var files: [String] {
        var lines = [painter.paint("Logs", .bold)]
        for file in report.files {
            let name = Self.name(of: file.path)
            if let failure = file.failure {
                lines += shown(failure).wrapped(width, first: "  ")
                continue
            }
            let encodings = file.encodings.isEmpty ? "" : " in \(file.encodings.joined(separator: ", "))"
            let kind = file.kind.map(\.title) ?? "log"
            lines += "\(name): \(kind)\(encodings), \(file.records) record\(file.records == 1 ? "" : "s")"
                .wrapped(
                    width, first: "  ")
            for remark in file.remarks { lines += shown(remark).wrapped(width, first: "    ") }
        }
        return lines
    }

    private func lines(of cause: DiagnosedCause, _ host: [DiagnosisReport.HostFact]) -> [String] {
        let signature = cause.signature
        let grade = painter.paint(cause.grade.rawValue.uppercased(), cause.grade.colour)
        var lines = ["\(grade)  \(signature.area.title): \(signature.name)"]
        lines += shown(signature.title).wrapped(width, first: Self.indent)
        lines += note("evidence", cause.evidence.joined(separator: ", "))
        lines += note("seen", Self.times(of: cause))
        for quote in cause.quotes {
            let time = quote.time.map { " \($0.rfc3339)" } ?? ""
            let place = "\(Self.name(of: quote.file)):\(quote.line)\(time)"
            lines += note("record", quote.text.isEmpty ? place : "\(place): \(quote.text)")
        }
        if let earlier = cause.follows {
            lines += note("after", "It may follow from \(earlier), which came before it.")
        }
        for fact in host { lines += note("this host", fact.text) }
        lines += note("to do", signature.remedy)
        for source in signature.sources { lines += note("see", source) }
        return lines
    }

    private static func times(of cause: DiagnosedCause) -> String {
        let count = cause.count == 1 ? "once" : "\(cause.count) times"
        guard let first = cause.first, let last = cause.last else { return count }
        return first == last
            ? "\(count), at \(first.rfc3339)" : "\(count), from \(first.rfc3339) to \(last.rfc3339)"
    }

    private var summary: [String] {
        var lines: [String] = []
        let sentence =
            switch report.verdict {
            case .nothing:
                "Nothing that is known was found; \"connector-watch diagnose --list\" shows what is."
            case .hint: "Nothing certain was found, but hints."
            case .likely: "The cause that came first is the one to remove first."
            case .proven: "The cause that came first is the one to remove first."
            case .unreadable: "Not every file could be read."
            }
        lines += painter.paint(report.verdict.rawValue.uppercased(), report.verdict.colour).wrapped(width)
        lines += sentence.wrapped(width)
        for remark in report.remarks { lines += shown(remark).wrapped(width) }
        return lines
    }

    /// Indents what is below the name of a cause.
    private static let indent = "  "
    private static let labelWidth = 11

    private func note(_ label: String, _ text: String) -> [String] {
        let padding = String(repeating: " ", count: max(1, Self.labelWidth - label.count))
        return shown(text).wrapped(width, first: Self.indent + label + padding)
    }

    private static func name(of file: String?) -> String { file.map(PlainText.escaped) ?? "standard input" }

    private func shown(_ text: String) -> String { PlainText.escaped(text) }
}

/// The failures that are known, with what shows them.
struct SignatureList {
    let signatures: [Signature]
    /// The most characters in a line, where possible.
    let width: Int

    var text: String {
        let blocks = CauseArea.allCases.flatMap { area in
            signatures.filter { $0.area == area }.map(lines)
        }
        return blocks.joined(separator: [""]).joined(separator: "\n") + "\n"
    }

    private func lines(_ signature: Signature) -> [String] {
        ["\(signature.name) (\(signature.area.title), at most \(signature.limit.rawValue))"]
            + PlainText.escaped(signature.title).wrapped(width, first: "  ")
            + PlainText.escaped(signature.evidence.joined(separator: ", ")).wrapped(
                width, first: "  evidence  ")
            + signature.sources.flatMap { PlainText.escaped($0).wrapped(width, first: "  see       ") }
    }
}

extension Grade {
    fileprivate var colour: Painter.Colour {
        switch self {
        case .proven: .red
        case .likely: .yellow
        case .hint: .bold
        }
    }
}

extension DiagnosisReport.Verdict {
    fileprivate var colour: Painter.Colour {
        switch self {
        case .nothing: .green
        case .hint: .bold
        case .likely: .yellow
        case .proven, .unreadable: .red
        }
    }
}
