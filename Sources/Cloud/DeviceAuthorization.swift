/// When the authority is asked whether somebody has signed in with a device code (RFC 8628 section 3.5).
///
/// Times are those of a clock that never jumps.
package struct DeviceAuthorization: Sendable, Equatable {
    /// What the authority says to a question, unless it issues a token.
    package enum Reply: Sendable, Equatable {
        /// `authorization_pending`.
        case pending
        /// `slow_down`.
        case slowDown
        /// `access_denied`; `authorization_declined` is the vendor's word.
        case declined
        /// `expired_token`.
        case expired
        /// None came, or it has too much to do; how long it asks to wait.
        case none(retryAfter: Duration?)
    }

    package enum Outcome: Sendable, Equatable {
        case declined
        case expired
    }

    package enum Step: Sendable, Equatable {
        case wait(until: Duration)
        case ask
        case end(Outcome)
    }

    private enum State: Equatable {
        case waiting(until: Duration)
        case ended(Outcome)
    }

    private var state: State
    private var interval: Duration
    private let end: Duration
    /// How many questions in a row got no answer.
    private var misses = 0

    /// Where the authority tells none (RFC 8628 section 3.2).
    package static let usualInterval = Duration.seconds(5)
    /// What `slow_down` adds.
    static let slowing = Duration.seconds(5)
    /// No pause after a missing answer is longer, unless the authority asks for it.
    static let longestPause = Duration.seconds(60)

    /// - Parameters:
    ///   - interval: the least time between two questions.
    ///   - lifetime: how long the code is valid.
    ///   - now: when the authority told it.
    package init(interval: Duration, lifetime: Duration, at now: Duration) {
        self.interval = max(interval, .seconds(1))
        end = now + lifetime
        state = .waiting(until: now + self.interval)
    }

    /// What to do now.
    package func next(at now: Duration) -> Step {
        switch state {
        case .ended(let outcome): .end(outcome)
        case .waiting where now >= end: .end(.expired)
        case .waiting(let until) where now < until: .wait(until: min(until, end))
        case .waiting: .ask
        }
    }

    /// How long the code is still valid.
    package func timeLeft(at now: Duration) -> Duration { max(.zero, end - now) }

    package mutating func take(_ reply: Reply, at now: Duration) {
        guard case .waiting = state else { return }
        if case .none = reply {} else { misses = 0 }
        switch reply {
        case .declined: state = .ended(.declined)
        case .expired: state = .ended(.expired)
        case .pending: state = .waiting(until: now + interval)
        case .slowDown:
            interval += Self.slowing
            state = .waiting(until: now + interval)
        case .none(let wait):
            // RFC 8628 section 3.5: less often, for example twice as long each time.
            misses = min(misses + 1, 8)
            let pause = min(interval * (1 << misses), max(interval, Self.longestPause))
            state = .waiting(until: now + max(pause, wait ?? .zero))
        }
    }
}
