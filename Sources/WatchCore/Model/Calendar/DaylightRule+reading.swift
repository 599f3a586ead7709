extension DaylightRule {
    /// Reads the value of `TZ` in the form of POSIX (IEEE Std 1003.1, section 8.3; RFC 9636 section 3.3.1).
    ///
    /// `nil` for any other text.
    init?(_ text: String) {
        var reader = Reader(rest: Array(text.utf8)[...])
        guard reader.takeName(), let west = reader.takeTime(hours: 24) else { return nil }
        standard = -west
        guard !reader.rest.isEmpty else { return }
        guard reader.takeName() else { return nil }
        var offset = standard + 3600
        if reader.rest.first != UInt8(ascii: ","), !reader.rest.isEmpty {
            guard let west = reader.takeTime(hours: 24) else { return nil }
            offset = -west
        }
        // Without a rule each system has one of its own.
        guard let begin = reader.takeChange(), let end = reader.takeChange(), reader.rest.isEmpty else {
            return nil
        }
        daylight = Daylight(offset: offset, begin: begin, end: end)
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        mutating func take(_ character: Character) -> Bool {
            guard let byte = character.asciiValue, rest.first == byte else { return false }
            rest.removeFirst()
            return true
        }

        /// The name of a time: letters, or anything in angle brackets.
        mutating func takeName() -> Bool {
            if take("<") {
                guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
                rest = rest[(end + 1)...]
                return true
            }
            let name = rest.prefix { Unicode.Scalar($0).properties.isAlphabetic && $0 < 0x80 }
            rest = rest[name.endIndex...]
            return name.count >= 3
        }

        mutating func takeNumber(_ range: ClosedRange<Int>) -> Int? {
            let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            guard (1...3).contains(digits.count) else { return nil }
            rest = rest[digits.endIndex...]
            let number = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
            return range.contains(number) ? number : nil
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        mutating func takeTime(hours: Int) -> Int? {
            let sign = take("-") ? -1 : 1
            if sign == 1 { _ = take("+") }
            guard var time = takeNumber(0...hours).map({ $0 * 3600 }) else { return nil }
            for unit in [60, 1] where take(":") {
                guard let part = takeNumber(0...59) else { return nil }
                time += part * unit
            }
            return sign * time
        }

        /// `,M3.5.0/3`: a day and a time, which is 02:00 unless it is told.
        mutating func takeChange() -> Change? {
            guard take(","), let day = takeDay() else { return nil }
            guard take("/") else { return Change(day: day, second: 7200) }
            return takeTime(hours: 167).map { Change(day: day, second: $0) }
        }

        private mutating func takeDay() -> Day? {
            if take("J") { return takeNumber(1...365).map(Day.withoutLeapDay) }
            guard take("M") else { return takeNumber(0...365).map(Day.withLeapDay) }
            guard let month = takeNumber(1...12), take("."), let week = takeNumber(1...5), take("."),
                let weekday = takeNumber(0...6)
            else { return nil }
            return .weekday(weekday, week: week, month: month)
        }
    }
}
