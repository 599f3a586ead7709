/// Time spans in the syntax of systemd.time(7): "1min 30s", "2d", "500ms"; a bare number counts seconds.
package enum TimeSpan {
    /// The units in microseconds; as in systemd a month is 30.44 days and a year 365.25 days.
    private static let units: [String: Int64] = {
        let names: [(Int64, [String])] = [
            (1, ["us", "usec", "\u{b5}s", "\u{3bc}s"]),
            (1000, ["ms", "msec"]),
            (1_000_000, ["", "s", "sec", "second", "seconds"]),
            (60_000_000, ["m", "min", "minute", "minutes"]),
            (3_600_000_000, ["h", "hr", "hour", "hours"]),
            (86_400_000_000, ["d", "day", "days"]),
            (604_800_000_000, ["w", "week", "weeks"]),
            (2_629_800_000_000, ["M", "month", "months"]),
            (31_557_600_000_000, ["y", "year", "years"]),
        ]
        return Dictionary(uniqueKeysWithValues: names.flatMap { size, words in words.map { ($0, size) } })
    }()

    static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
    static func hours(_ count: Int) -> Duration { .seconds(count * 3600) }
    static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }

    /// Reads a time span, cut to whole microseconds.
    ///
    /// - Throws: A ``ValueError`` that says what is wrong with the text.
    package static func read(_ text: String) throws(ValueError) -> Duration {
        if text == "infinity" { throw ValueError("it must be finite") }
        var rest = Substring(text).unicodeScalars
        var sum: Int64 = 0
        skipBlanks(&rest)
        guard !rest.isEmpty else { throw ValueError("it is empty") }
        while !rest.isEmpty {
            let (part, overflow) = sum.addingReportingOverflow(try component(&rest))
            if overflow { throw ValueError("the number is too large") }
            sum = part
            skipBlanks(&rest)
        }
        return .microseconds(sum)
    }

    /// One number and its unit, in microseconds.
    private static func component(_ rest: inout Substring.UnicodeScalarView) throws(ValueError) -> Int64 {
        let whole = take(&rest, while: isDigit)
        var fraction = Substring()
        if rest.first == "." {
            rest.removeFirst()
            fraction = take(&rest, while: isDigit)
        }
        guard !whole.isEmpty || !fraction.isEmpty else {
            throw ValueError("a number is missing before \"\(String(rest).clippedForMessage)\"")
        }
        skipBlanks(&rest)
        let word = take(&rest) { !isDigit($0) && !isBlank($0) && $0 != "." }
        guard let unit = units[String(word)] else {
            let near = EditDistance.nearest(
                to: String(word), among: units.keys.filter { $0.count > 2 }.sorted())
            let hint = near.map { " (did you mean \"\($0)\"?)" } ?? ""
            throw ValueError("unknown time unit \"\(String(word).clippedForMessage)\"\(hint)")
        }
        let (size, overflow) = (whole.isEmpty ? 0 : Int64(whole) ?? .max).multipliedReportingOverflow(
            by: unit)
        var (result, step) = (size, unit / 10)
        for digit in fraction.utf8 {
            result &+= Int64(digit - UInt8(ascii: "0")) * step
            step /= 10
        }
        if overflow || result < 0 { throw ValueError("the number is too large") }
        return result
    }

    /// The same span in days and smaller units, as in "1min 30s".
    static func text(of span: Duration) -> String {
        let (seconds, attoseconds) = span.components
        var rest = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        var parts: [String] = []
        for name in ["d", "h", "min", "s", "ms", "us"] {
            guard let size = units[name], rest >= size else { continue }
            parts.append("\(rest / size)\(name)")
            rest %= size
        }
        return parts.isEmpty ? "0s" : parts.joined(separator: " ")
    }

    private static func take(
        _ rest: inout Substring.UnicodeScalarView, while isWanted: (Unicode.Scalar) -> Bool
    ) -> Substring {
        let taken = rest.prefix(while: isWanted)
        rest = rest[taken.endIndex...]
        return Substring(taken)
    }

    private static func skipBlanks(_ rest: inout Substring.UnicodeScalarView) {
        rest = rest.drop(while: isBlank)
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\t" }
    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
