extension CalendarExpression {
    /// What becomes of a time that the clocks show twice.
    package enum Repetition: Sendable {
        /// As a timer of systemd has it: from a time within the repetition on, the repetition counts.
        case countsFromWithin
        /// Only the first time counts.
        case neverCounts
    }

    /// Finds when it elapses next.
    ///
    /// What the clocks never show, as they are set forward past it, does not elapse.
    ///
    /// - Parameters:
    ///   - time: microseconds since 1970; the result is later.
    ///   - zone: the rules of ``zone``.
    ///   - repetition: what becomes of a time that the clocks show twice.
    /// - Returns: microseconds since 1970, or `nil` if it never elapses again.
    package func nextElapse(
        after time: Int, in zone: TimeZoneRules, repetition: Repetition = .neverCounts
    ) -> Int? {
        let (second, fraction) = (time + 1).dividedDown(by: WallTime.second)
        var wall = WallTime(microseconds: zone.wallTime(at: second) * WallTime.second + fraction)
        while let next = next(from: wall) {
            let (second, fraction) = next.microseconds.dividedDown(by: WallTime.second)
            func exact(_ second: Int) -> Int { second * WallTime.second + fraction }
            switch zone.occurrence(of: second) {
            case .once(let at): return exact(at)
            case .never(let end): wall = WallTime(microseconds: end * WallTime.second)
            case .twice(let first, let again, let end):
                if exact(first) > time { return exact(first) }
                if repetition == .countsFromWithin { return exact(again) }
                wall = WallTime(microseconds: end * WallTime.second)
            }
        }
        return nil
    }

    /// The first wall clock time of those it names that is not before another.
    private func next(from wall: WallTime) -> WallTime? {
        var wall = wall
        while let date = nextDate(from: wall.date) {
            if date != wall.date { wall = WallTime(date: date) }
            if let time = nextTime(from: wall.microsecond) { return WallTime(date: date, microsecond: time) }
            wall = WallTime(date: CivilDate(days: date.days + 1))
        }
        return nil
    }

    private func nextDate(from begin: CivilDate) -> CivilDate? {
        var date = begin
        while let year = year.next(from: date.year), year <= Self.lastYear {
            if year != date.year { date = CivilDate(year: year, month: 1, day: 1) }
            guard let month = month.next(from: date.month), month <= 12 else {
                date = CivilDate(year: year + 1, month: 1, day: 1)
                continue
            }
            if month != date.month { date = CivilDate(year: year, month: month, day: 1) }
            while let day = nextDay(from: date) {
                date.day = day
                if weekdays.contains(date.weekday) { return date }
                date.day += 1
            }
            date = CivilDate(year: year, month: month + 1, day: 1)
        }
        return nil
    }

    /// The next day of the same month.
    private func nextDay(from date: CivilDate) -> Int? {
        let length = CivilDate.length(ofMonth: date.month, in: date.year)
        let next =
            countsFromMonthEnd
            ? day.nextDay(from: date.day, ofMonthOfLength: length) : day.next(from: date.day)
        return next.flatMap { $0 <= length ? $0 : nil }
    }

    /// The next time of the same day, in microseconds.
    private func nextTime(from begin: Int) -> Int? {
        var (hour, rest) = begin.dividedDown(by: WallTime.hour)
        while let next = self.hour.next(from: hour), next < 24 {
            if next != hour { (hour, rest) = (next, 0) }
            if let time = nextTimeOfHour(from: rest) { return hour * WallTime.hour + time }
            (hour, rest) = (hour + 1, 0)
        }
        return nil
    }

    private func nextTimeOfHour(from begin: Int) -> Int? {
        var (minute, rest) = begin.dividedDown(by: WallTime.minute)
        while let next = self.minute.next(from: minute), next < 60 {
            if next != minute { (minute, rest) = (next, 0) }
            if let second = second.next(from: rest), second < WallTime.minute {
                return minute * WallTime.minute + second
            }
            (minute, rest) = (minute + 1, 0)
        }
        return nil
    }
}

/// A day, and a time of it in microseconds.
private struct WallTime {
    static let second = 1_000_000
    static let minute = 60 * second
    static let hour = 60 * minute
    static let day = 24 * hour

    var date: CivilDate
    var microsecond = 0
}

extension WallTime {
    init(microseconds: Int) {
        let (days, microsecond) = microseconds.dividedDown(by: Self.day)
        self.init(date: CivilDate(days: days), microsecond: microsecond)
    }

    /// Since 1970, on the same clocks.
    var microseconds: Int { date.days * Self.day + microsecond }
}
