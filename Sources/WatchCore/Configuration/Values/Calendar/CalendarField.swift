/// The values that one part of a calendar expression allows, as in `0..30/10,45`.
struct CalendarField: Sendable, Hashable {
    /// One value, or several at the same distance.
    struct Item: Sendable, Hashable {
        var start: Int
        /// The last value, or `nil` if there is none but the unit's own.
        var stop: Int?
        /// 0 for a single value.
        var step: Int
    }

    /// Empty for any value.
    var items: [Item] = []

    var isAny: Bool { items.isEmpty }

    /// The least allowed value that is at least `value`, or `nil` if there is none.
    func next(from value: Int) -> Int? {
        isAny ? value : items.compactMap { $0.next(from: value) }.min()
    }

    /// The same for the days of a month of this length, which the items count from its end: 1 is the last one.
    func nextDay(from day: Int, ofMonthOfLength length: Int) -> Int? {
        guard !isAny else { return day }
        return items.compactMap { $0.fromEnd(ofMonthOfLength: length)?.next(from: day) }.min()
    }
}

extension CalendarField.Item {
    fileprivate func next(from value: Int) -> Int? {
        if start >= value { return start }
        guard step > 0 else { return nil }
        let next = start + (value - start + step - 1) / step * step
        return stop.map { next <= $0 } ?? true ? next : nil
    }

    /// Counted from the start of the month; what counts down from its end counts up to it.
    fileprivate func fromEnd(ofMonthOfLength length: Int) -> CalendarField.Item? {
        let day = length + 1 - start
        guard let stop else { return day < 1 ? nil : CalendarField.Item(start: day, stop: nil, step: step) }
        return CalendarField.Item(start: length + 1 - stop, stop: day, step: step)
    }
}
