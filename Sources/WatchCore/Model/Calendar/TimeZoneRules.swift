/// What the clocks on the walls of a time zone show, and when they are set.
///
/// All times are whole seconds: a point in time since 1970 in UTC, a wall clock time as the point in time at which the
/// clocks of UTC show the same.
package struct TimeZoneRules: Sendable, Hashable {
    /// From `time` on the clocks are `offset` ahead of UTC.
    struct Transition: Sendable, Hashable {
        var time: Int
        var offset: Int
    }

    /// When the clocks show a time.
    package enum Occurrence: Sendable, Equatable {
        case once(Int)
        /// The clocks are set back and show it again; the repetition is over once they show `end`.
        case twice(Int, again: Int, end: Int)
        /// The clocks are set forward past it, to `end`.
        case never(end: Int)
    }

    /// A time through which the offset stays the same.
    private struct Stretch {
        var begin: Int
        /// Not included.
        var end: Int
        var offset: Int

        func contains(_ time: Int) -> Bool { begin <= time && time < end }
    }

    package static let utc = TimeZoneRules(offset: 0, transitions: [], rule: nil)

    /// The offset before the first transition.
    private let offset: Int
    /// In the order of time.
    private let transitions: [Transition]
    /// What holds after the last transition, or `nil` if its offset stays.
    private let rule: DaylightRule?

    init(offset: Int, transitions: [Transition], rule: DaylightRule?) {
        self.offset = offset
        self.transitions = transitions
        self.rule = rule
    }

    /// What the clocks show at a point in time.
    package func wallTime(at time: Int) -> Int {
        time + (stretches(from: time, through: time).first?.offset ?? offset)
    }

    /// When the clocks show a time.
    package func occurrence(of wallTime: Int) -> Occurrence {
        // No clock is a day off.
        let near = stretches(from: wallTime - 86_400, through: wallTime + 86_400)
        let matching = near.filter { $0.contains(wallTime - $0.offset) }
        if let first = matching.first, let last = matching.dropFirst().last {
            return .twice(
                wallTime - first.offset, again: wallTime - last.offset, end: first.end + first.offset)
        }
        if let only = matching.first { return .once(wallTime - only.offset) }
        let gap = zip(near, near.dropFirst()).first { wallTime < $1.begin + $1.offset }
        return .never(end: gap.map { $1.begin + $1.offset } ?? wallTime + 1)
    }

    /// Those that a span of time touches, in their order.
    private func stretches(from begin: Int, through end: Int) -> [Stretch] {
        let known = transitions.partitioningIndex { $0.time > begin }
        let start = known > 0 ? transitions[known - 1] : Transition(time: .min, offset: offset)
        var changes = [start] + transitions[known...].prefix { $0.time <= end }
        let last = transitions.last?.time ?? .min
        if let rule, end >= last {
            changes += rule.transitions(from: max(begin, last), through: end).filter { $0.time > last }
        }
        // Of the rule's, those before the span only tell the offset that it begins with.
        if let first = changes.lastIndex(where: { $0.time <= begin }) { changes.removeFirst(first) }
        return changes.indices.map { index in
            let next = index + 1 < changes.count ? changes[index + 1].time : .max
            return Stretch(begin: changes[index].time, end: next, offset: changes[index].offset)
        }
    }
}

extension Array {
    /// The index of the first element that meets a condition, which all those after it meet as well.
    func partitioningIndex(where isAfter: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isAfter(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
