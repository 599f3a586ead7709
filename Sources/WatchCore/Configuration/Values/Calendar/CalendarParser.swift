/// Reads a calendar expression without its time zone: weekdays, a date and a time, of which each may be missing.
struct CalendarParser {
    private var rest: Substring

    init(_ text: String) {
        rest = text[...]
    }

    /// Sets the parts of an expression.
    mutating func parse(into expression: inout CalendarExpression) throws(ValueError) {
        try parseWeekdays(&expression)
        if !rest.isEmpty, take("@") {
            try parseSeconds(&expression)
        } else {
            try parseDateAndTime(&expression)
        }
        guard rest.isEmpty else { throw unexpected() }
    }

    // MARK: Weekdays

    /// Weekdays and ranges of them, separated by commas, up to a space: `Mon..Thu,Sat`.
    private mutating func parseWeekdays(_ expression: inout CalendarExpression) throws(ValueError) {
        guard Weekday(startOf: rest) != nil else { return }
        var weekdays: Set<Int> = []
        repeat {
            // A comma may be the last.
            if rest.isEmpty || rest.first == " " { break }
            let first = try takeWeekday()
            guard take("..") || take("-") else {
                weekdays.insert(first.rawValue)
                continue
            }
            let last = try takeWeekday()
            guard first.rawValue <= last.rawValue else {
                let all = (first.rawValue...(last.rawValue + 7)).compactMap { Weekday(rawValue: $0 % 7) }
                throw ValueError(
                    """
                    the range of weekdays from \(first.abbreviation) to \(last.abbreviation) goes backward; write \
                    \(all.map(\.abbreviation).joined(separator: ","))
                    """)
            }
            weekdays.formUnion(first.rawValue...last.rawValue)
        } while take(",")
        guard rest.isEmpty || rest.first == " " else { throw unexpected() }
        skipSpaces()
        expression.weekdays = weekdays
    }

    private mutating func takeWeekday() throws(ValueError) -> Weekday {
        guard let (weekday, length) = Weekday.first(of: rest) else { throw unexpected() }
        let next = rest.dropFirst(length)
        guard next.first.map({ "-., ".contains($0) }) ?? true else { throw unexpected() }
        rest = next
        return weekday
    }

    // MARK: Date and time

    /// `@1900000000`: one point in time, in seconds since 1970.
    private mutating func parseSeconds(_ expression: inout CalendarExpression) throws(ValueError) {
        let seconds = try takeNumber(of: .year)
        let (days, second) = seconds.dividedDown(by: 86_400)
        let date = CivilDate(days: days)
        expression.zone = .utc
        expression.year = CalendarField(date.year)
        expression.month = CalendarField(date.month)
        expression.day = CalendarField(date.day)
        expression.hour = CalendarField(second / 3600)
        expression.minute = CalendarField(second / 60 % 60)
        expression.second = CalendarField(second % 60 * CalendarUnit.microseconds)
        try CalendarUnit.year.check(expression.year)
    }

    private mutating func parseDateAndTime(_ expression: inout CalendarExpression) throws(ValueError) {
        let start = rest
        if !rest.isEmpty {
            _ = try takeField(of: .year)
            let isDate = rest.first == "-" || rest.first == "~"
            rest = start
            if isDate { try parseDate(&expression) }
        }
        try parseTime(&expression)
    }

    /// `2027-03-28`, `*-02~1`, or without the year.
    private mutating func parseDate(_ expression: inout CalendarExpression) throws(ValueError) {
        var parts = [try takeField(of: .year)]
        while parts.count < 3, !expression.countsFromMonthEnd, let sign = rest.first, "-~".contains(sign) {
            rest.removeFirst()
            expression.countsFromMonthEnd = sign == "~"
            parts.append(try takeField(of: .year))
        }
        guard parts.count > 1, rest.isEmpty || rest.first == " " else { throw unexpected() }
        skipSpaces()
        if parts.count == 3 {
            expression.year = parts.removeFirst().inFullYears
            try CalendarUnit.year.check(expression.year)
        }
        (expression.month, expression.day) = (parts[0], parts[1])
        try CalendarUnit.month.check(expression.month)
        try CalendarUnit.day.check(expression.day, fromMonthEnd: expression.countsFromMonthEnd)
    }

    /// `02:00`, `*:0/10`, `22:00:30.5`; midnight if there is none.
    private mutating func parseTime(_ expression: inout CalendarExpression) throws(ValueError) {
        expression.second = CalendarField(0)
        guard !rest.isEmpty else {
            (expression.hour, expression.minute) = (CalendarField(0), CalendarField(0))
            return
        }
        expression.hour = try takeField(of: .hour)
        guard take(":") else {
            throw rest.isEmpty ? ValueError("a time such as 02:00 has hours and minutes") : unexpected()
        }
        expression.minute = try takeField(of: .minute)
        if take(":") { expression.second = try takeField(of: .second) }
        try CalendarUnit.hour.check(expression.hour)
        try CalendarUnit.minute.check(expression.minute)
        try CalendarUnit.second.check(expression.second)
    }
}

// MARK: Fields

extension CalendarParser {
    private mutating func takeField(of unit: CalendarUnit) throws(ValueError) -> CalendarField {
        // Every second, not every microsecond.
        if take("*") { return unit == .second ? .everySecond : CalendarField() }
        var items: [CalendarField.Item] = []
        repeat {
            let start = try takeNumber(of: unit)
            var item = CalendarField.Item(start: start, stop: nil, step: 0)
            if take("..") {
                item.stop = try takeNumber(of: unit)
                item.step = unit == .second ? CalendarUnit.microseconds : 1
            }
            if take("/") {
                item.step = try takeNumber(of: unit)
                if item.step == 0 { throw ValueError("a step of 0 leads nowhere") }
            }
            items.append(item)
        } while take(",")
        return CalendarField(items: items)
    }

    /// A number; of seconds, with up to six digits after the point, in microseconds.
    private mutating func takeNumber(of unit: CalendarUnit) throws(ValueError) -> Int {
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty else { throw unexpected() }
        rest = rest[digits.endIndex...]
        guard digits.count <= 11, let number = Int(digits) else {
            throw ValueError("the number \(String(digits).clippedForMessage) is too large")
        }
        guard unit == .second else { return number }
        return number * CalendarUnit.microseconds + takeFraction()
    }

    /// What stands after a decimal point, in microseconds, rounded; two points are a range.
    private mutating func takeFraction() -> Int {
        guard rest.first == ".", !rest.hasPrefix("..") else { return 0 }
        rest.removeFirst()
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        rest = rest[digits.endIndex...]
        let values = (digits.prefix(7) + "0000000").prefix(7).compactMap(\.wholeNumberValue)
        return (values.reduce(0) { $0 * 10 + $1 } + 5) / 10
    }

    private mutating func take(_ text: String) -> Bool {
        guard rest.hasPrefix(text) else { return false }
        rest.removeFirst(text.count)
        return true
    }

    private mutating func skipSpaces() {
        rest = rest.drop { $0 == " " }
    }

    private func unexpected() -> ValueError {
        ValueError(
            rest.isEmpty ? "it ends too early" : "\"\(String(rest).clippedForMessage)\" does not belong here")
    }
}
