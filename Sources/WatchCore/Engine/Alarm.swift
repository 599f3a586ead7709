/// The one timer: armed anew only where it is to wake the daemon at another time.
struct Alarm: Sendable {
    private enum State: Sendable, Equatable {
        case idle
        case armed(at: Duration)
    }

    private var state = State.idle

    /// Takes note that it went off.
    mutating func rang() {
        state = .idle
    }

    /// Arms it for the earliest of these times, rounded up to a slot so that what is due at about the same time costs
    /// one waking.
    mutating func set(_ times: [Duration?]) -> [Effect] {
        guard let time = times.lazy.compactMap({ $0 }).min().map(Schedule.roundUp), state != .armed(at: time)
        else { return [] }
        state = .armed(at: time)
        return [.wake(at: time)]
    }
}
