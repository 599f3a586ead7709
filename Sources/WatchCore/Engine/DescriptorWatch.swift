/// What is known of this process's descriptors.
package struct DescriptorReading: Sendable, Equatable {
    /// The most that it may have.
    package var limit: Int
    /// How often something could not be opened for want of one.
    package var shortages: Int

    package init(limit: Int, shortages: Int) {
        (self.limit, self.shortages) = (limit, shortages)
    }
}

/// Decides whether the daemon is short of descriptors.
///
/// While it is, what fails of its own (its memory, its files) is not blamed on these.
struct DescriptorWatch: Sendable {
    private enum State: Sendable, Equatable {
        case enough
        /// An earlier run may have been short of them; none was lacking since, until then.
        case unknown(until: Duration)
        /// Unless one is lacking again, until then.
        case short(until: Duration)
    }

    private var state = State.enough
    private var shortages = 0

    /// When none was lacking for as long, there are enough: a check that lacked one is probed anew within this time.
    static let calm = Duration.seconds(30)

    /// Whether descriptors are lacking.
    var areShort: Bool {
        if case .short = state { true } else { false }
    }

    /// When ``wake(at:)`` is wanted.
    var wakesAt: Duration? {
        switch state {
        case .enough: nil
        case .unknown(let end), .short(let end): end
        }
    }

    /// Begins, after a run that may have been short of them.
    mutating func start(at now: Duration) {
        state = .unknown(until: now + Self.calm)
    }

    /// Takes a reading.
    ///
    /// - Returns: Whether one was lacking since the last reading.
    mutating func take(_ reading: DescriptorReading, at now: Duration) -> Bool {
        guard reading.shortages != shortages else { return false }
        shortages = reading.shortages
        state = .short(until: now + Self.calm)
        return true
    }

    /// - Returns: Whether there are enough again.
    mutating func wake(at now: Duration) -> Bool {
        guard let end = wakesAt, now >= end else { return false }
        state = .enough
        return true
    }
}
