/// A text of metrics, read as strictly as a collector does.
package struct ExpositionText {
    package struct Sample: Hashable {
        package var name: String
        /// As written, with the braces.
        package var labels: String
        package var value: Double
    }

    package private(set) var samples: [Sample] = []
    package private(set) var types: [String: String] = [:]

    /// - Throws: ``ProgramFailure`` for the first line that a collector would refuse the text for.
    package init(_ text: String) throws {
        func demand(_ isGood: Bool, _ line: some StringProtocol) throws {
            guard isGood else { throw ProgramFailure("A collector would refuse this: \(line)") }
        }
        try demand(text.hasSuffix("\n"), text.suffix(80))
        try demand(text.utf8.allSatisfy { $0 == 0x0a || $0 >= 0x20 && $0 != 0x7f }, text)
        var helped: Set<String> = []
        var seen: Set<String> = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            if let help = line.wholeMatch(of: /# HELP (\w+) [ -~]+\./) {
                try demand(helped.insert(String(help.1)).inserted, line)
            } else if let type = line.wholeMatch(of: /# TYPE (\w+) (gauge|counter)/) {
                try demand(types.updateValue(String(type.2), forKey: String(type.1)) == nil, line)
            } else {
                let sample =
                    /(connector_watch_[a-z0-9_]+)((?:\{(?:[a-z_]+="(?:[^"\\]|\\[\\"n])*",?)+\})?) (\S+)/
                guard let match = line.wholeMatch(of: sample), let value = Double(match.3) else {
                    throw ProgramFailure("A collector would refuse this: \(line)")
                }
                try demand(value.isFinite, line)
                try demand(seen.insert("\(match.1)\(match.2)").inserted, line)
                try demand(helped.contains(String(match.1)) && types[String(match.1)] != nil, line)
                samples.append(
                    Sample(name: String(match.1), labels: String(match.2), value: value))
            }
        }
    }

    /// The value of a sample, whose name is given without the common prefix; `nil` if there is none.
    package subscript(name: String, labels: String) -> Double? {
        samples.first { $0.name == "connector_watch_\(name)" && $0.labels == labels }?.value
    }

    package var names: Set<String> { Set(samples.map(\.name)) }
}
