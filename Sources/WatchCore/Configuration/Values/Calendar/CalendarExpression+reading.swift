extension CalendarExpression {
    /// Reads what systemd.time(7) says about calendar events.
    ///
    /// - Throws: A ``ValueError`` that says what is wrong with the text.
    package init(_ text: String) throws(ValueError) {
        guard text.utf8.count <= Self.maximumLength else {
            throw ValueError("it has more than \(Self.maximumLength) bytes")
        }
        self.text = text
        var body = text
        if let (rest, zone) = try Self.zone(at: text) { (body, self.zone) = (rest, zone) }
        guard !body.isEmpty else { throw ValueError("it is empty") }
        let word = body.lowercased()
        var parser = CalendarParser(Self.shorthands[word] ?? body)
        do throws(ValueError) {
            try parser.parse(into: &self)
        } catch {
            let meant = EditDistance.nearest(to: word, among: Self.shorthands.keys.sorted())
            throw meant.map { ValueError(error.reason, suggestion: $0) } ?? error
        }
    }

    /// Longer than anybody writes one.
    private static let maximumLength = 1000

    /// The words that stand for a whole expression; systemd takes the misspelt one too.
    private static let shorthands: [String: String] = {
        let (yearly, halfYearly) = ("*-1-1 0:0", "*-1,7-1 0:0")
        return [
            "minutely": "*:*", "hourly": "*:0", "daily": "0:0", "weekly": "Mon 0:0", "monthly": "*-*-1 0:0",
            "quarterly": "*-1,4,7,10-1 0:0", "yearly": yearly, "annually": yearly, "anually": yearly,
            "semiannually": halfYearly, "semi-annually": halfYearly, "biannually": halfYearly,
            "bi-annually": halfYearly,
        ]
    }()

    /// What stands before the name of a time zone at the end, and the zone; or `nil` if there is none.
    private static func zone(at text: String) throws(ValueError) -> (rest: String, zone: Zone)? {
        guard let blank = text.lastIndex(of: " ") else { return nil }
        let (rest, name) = (String(text[..<blank]), text[blank...].dropFirst())
        if name.lowercased() == "utc" { return (rest, .utc) }
        guard let first = name.utf8.first, first.isASCIILetter, Weekday(startOf: name) == nil else {
            return nil
        }
        // The name becomes a part of a path.
        let isName = name.utf8.allSatisfy {
            $0.isASCIILetter || $0.isASCIIDigit || "-_+/".utf8.contains($0)
        }
        guard isName, !name.hasSuffix("/"), !name.contains("//"), name.utf8.count <= 255 else {
            throw ValueError("\"\(String(name).clippedForMessage)\" is not the name of a time zone")
        }
        return (rest, .named(String(name)))
    }
}

extension UInt8 {
    var isASCIILetter: Bool { UInt8(ascii: "a")...UInt8(ascii: "z") ~= self | 0x20 }
    var isASCIIDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
