/// When clocks are set each year, as the variable `TZ` of POSIX says it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct DaylightRule: Sendable, Hashable {
    /// A day of each year, and a time of that day in seconds, which may reach into other days.
    struct Change: Sendable, Hashable {
        var day: Day
        var second: Int
    }

    enum Day: Sendable, Hashable {
        /// `M3.5.0`: a Sunday (0) of March, the fifth or else the last one.
        case weekday(Int, week: Int, month: Int)
        /// `J60`: counts from 1, and never 29 February.
        case withoutLeapDay(Int)
        /// `59`: counts from 0, and 29 February where there is one.
        case withLeapDay(Int)
    }

    struct Daylight: Sendable, Hashable {
        var offset: Int
        /// On the clocks that show standard time.
        var begin: Change
        /// On the clocks that show daylight time.
        var end: Change
    }

    /// How far the clocks are ahead of UTC, in seconds.
    var standard: Int
    /// What they are set to for a part of the year, or `nil` if they never are.
    var daylight: Daylight?

    /// The transitions of a span of time and of the years around it, in their order.
    func transitions(from begin: Int, through end: Int) -> [TimeZoneRules.Transition] {
        guard let daylight else { return [TimeZoneRules.Transition(time: begin, offset: standard)] }
        let years = (Self.year(of: begin) - 1)...(Self.year(of: end) + 1)
        return years.flatMap { year in
            [
                TimeZoneRules.Transition(
                    time: daylight.begin.second(in: year) - standard, offset: daylight.offset),
                TimeZoneRules.Transition(
                    time: daylight.end.second(in: year) - daylight.offset, offset: standard),
            ]
        }
        .sorted { $0.time < $1.time }
    }

    private static func year(of time: Int) -> Int {
        // So that any span of time can be asked for.
        let bounded = min(max(time, -100_000_000_000), 100_000_000_000)
        return CivilDate(days: bounded.dividedDown(by: 86_400).quotient).year
    }
}

extension DaylightRule.Change {
    /// The time of a year, in seconds since 1970 on the clocks of that place.
    fileprivate func second(in year: Int) -> Int { day.days(in: year) * 86_400 + second }
}

extension DaylightRule.Day {
    /// Days since 1970.
    fileprivate func days(in year: Int) -> Int {
        let newYear = CivilDate(year: year, month: 1, day: 1).days
        switch self {
        case .withLeapDay(let day): return newYear + day
        case .withoutLeapDay(let day): return newYear + day - (CivilDate.isLeap(year) && day >= 60 ? 0 : 1)
        case .weekday(let weekday, let week, let month):
            let first = CivilDate(year: year, month: month, day: 1)
            // A week of POSIX begins with Sunday.
            let sameWeekday = 1 + (weekday + 6 - first.weekday).dividedDown(by: 7).remainder
            let day = sameWeekday + (week - 1) * 7
            let length = CivilDate.length(ofMonth: month, in: year)
            return first.days + (day > length ? day - 7 : day) - 1
        }
    }
}
