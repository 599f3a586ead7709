/// A part of a calendar expression, and the numbers that it takes.
enum CalendarUnit: String {
    case year
    case month
    case day
    case hour
    case minute
    case second

    /// In a second, which is counted in them.
    static let microseconds = 1_000_000

    /// In microseconds for seconds.
    private var range: ClosedRange<Int> {
        switch self {
        case .year: CalendarExpression.firstYear...CalendarExpression.lastYear
        case .month: 1...12
        case .day: 1...31
        case .hour: 0...23
        case .minute: 0...59
        case .second: 0...(60 * Self.microseconds - 1)
        }
    }

    /// Throws if a field has a number that the unit does not take, or a step that never comes to a second value.
    func check(_ field: CalendarField, fromMonthEnd: Bool = false) throws(ValueError) {
        // Every month has a 28th day from its end.
        let range = fromMonthEnd ? 1...28 : range
        for item in field.items {
            for value in [item.start, item.stop].compactMap(\.self) where !range.contains(value) {
                throw ValueError("the \(rawValue) \(shown(value)) is out of range (\(shown(range)))")
            }
            if let stop = item.stop, stop < item.start {
                throw ValueError(
                    "the range of \(rawValue)s from \(shown(item.start)) to \(shown(stop)) goes backward")
            }
            let last = item.stop ?? (fromMonthEnd ? item.start - 1 + range.lowerBound : range.upperBound)
            let reach = item.stop == nil && fromMonthEnd ? item.step : item.start + item.step
            guard item.step == 0 || item.start == item.stop || reach <= last else {
                throw ValueError("the step of \(shown(item.step)) leads past the last \(rawValue)")
            }
        }
    }

    private func shown(_ value: Int) -> String {
        guard self == .second else { return String(value) }
        let (whole, fraction) = value.dividedDown(by: Self.microseconds)
        return fraction == 0 ? String(whole) : "\(whole).\(String(fraction + Self.microseconds).dropFirst())"
    }

    private func shown(_ range: ClosedRange<Int>) -> String {
        let last = self == .second ? "59.999999" : String(range.upperBound)
        return "\(range.lowerBound) to \(last)"
    }
}

extension CalendarField {
    static let everySecond = CalendarField(
        items: [Item(start: 0, stop: nil, step: CalendarUnit.microseconds)])

    /// One value.
    init(_ value: Int) {
        items = [Item(start: value, stop: nil, step: 0)]
    }

    /// With years of two digits as those from 1970 to 2069.
    var inFullYears: CalendarField {
        func full(_ year: Int) -> Int { year < 70 ? year + 2000 : year < 100 ? year + 1900 : year }
        return CalendarField(
            items: items.map {
                Item(start: full($0.start), stop: $0.stop.map(full), step: $0.step)
            })
    }
}
