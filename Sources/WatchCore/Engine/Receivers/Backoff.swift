/// How long a receiver that fails is left alone: twice as long each time, and what it asks for.
enum Backoff {
    static let first = Duration.seconds(1)
    static let longest = TimeSpan.minutes(5)
    /// A receiver that asks for more gets this much.
    static let longestAsked = TimeSpan.hours(1)

    /// The time until the next attempt.
    ///
    /// Many hosts lose the same receiver at the same moment; what differs from host to host spreads their attempts over
    /// the second half of the time, so that no source of chance is needed.
    ///
    /// - Parameters:
    ///   - failures: how many attempts failed in a row.
    ///   - seed: what differs from host to host.
    ///   - asked: what the receiver asks for.
    /// - Returns: the time.
    static func delay(after failures: Int, seed: String, asked: Duration?) -> Duration {
        let doubled = first * (1 << min(max(failures - 1, 0), 20))
        let whole = min(doubled, longest)
        let hash = "\(seed) \(failures)".utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x100_0000_01b3
        }
        let spread = whole / 2 * Double((hash >> 11) % 1000) / 1000
        return max(whole / 2 + spread, min(asked ?? .zero, longestAsked))
    }
}
