internal import FoundationEssentials

/// The samples of one metric in the text format of Prometheus (0.0.4).
///
/// One sample that is wrong makes a collector refuse the whole file, so none can be: a value that is no number, and a
/// second sample with the same labels, are left out.
struct MetricFamily {
    enum Kind: String {
        case gauge
        case counter
    }

    /// A longer value of a label is cut, in bytes.
    static let labelLimit = 200

    private let name: String
    private let kind: Kind
    private let help: String
    private var lines: [String] = []
    private var seen: Set<String> = []

    /// - Parameters:
    ///   - name: without the prefix that all have.
    ///   - help: one sentence of plain ASCII.
    ///   - kind: of the metric.
    init(_ name: String, _ help: String, _ kind: Kind = .gauge) {
        self.name = "connector_watch_" + name
        self.kind = kind
        self.help = help
    }

    /// Adds a sample; one without a value, and labels without one, are left out.
    mutating func add(_ value: Double?, _ labels: KeyValuePairs<String, String?> = [:]) {
        guard let value, value.isFinite else { return }
        let pairs = labels.compactMap { name, text in text.map { "\(name)=\"\(Self.escaped($0))\"" } }
        let set = pairs.isEmpty ? "" : "{\(pairs.joined(separator: ","))}"
        guard seen.insert(set).inserted else { return }
        lines.append("\(name)\(set) \(Self.text(of: value))\n")
    }

    mutating func add(_ value: Int, _ labels: KeyValuePairs<String, String?> = [:]) {
        add(Double(value), labels)
    }

    /// Adds a time, to the second.
    mutating func add(_ date: Date?, _ labels: KeyValuePairs<String, String?> = [:]) {
        add(date?.timeIntervalSince1970.rounded(.down), labels)
    }

    /// What is said of the metric, and its samples; empty if it has none.
    var text: String {
        guard !lines.isEmpty else { return "" }
        return "# HELP \(name) \(help)\n# TYPE \(name) \(kind.rawValue)\n" + lines.joined()
    }

    /// Whole numbers without a fraction, as people read them.
    private static func text(of value: Double) -> String {
        Int64(exactly: value).map(String.init) ?? "\(value)"
    }

    /// The value of a label: backslash, quotation mark and line end escaped, other characters that do not show left out.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        var length = 0
        for scalar in text.unicodeScalars where scalar == "\n" || !scalar.isHidden {
            length += UTF8.width(scalar)
            guard length <= labelLimit else { break }
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += "\\\""
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
