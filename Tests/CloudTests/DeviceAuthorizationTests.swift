import Testing

@testable import Cloud

/// When the authority is asked, second by second (RFC 8628 section 3.5).
struct DeviceAuthorizationTests {
    /// The seconds at which it asks, if it gets these replies one after the other, and how it ends.
    private func run(
        interval: Int = 5, lifetime: Int = 900, _ replies: [DeviceAuthorization.Reply]
    ) -> (asked: [Int], end: DeviceAuthorization.Outcome?) {
        var flow = DeviceAuthorization(interval: .seconds(interval), lifetime: .seconds(lifetime), at: .zero)
        var (asked, replies): ([Int], [DeviceAuthorization.Reply]) = ([], replies)
        for second in 0...1000 {
            switch flow.next(at: .seconds(second)) {
            case .wait: continue
            case .end(let outcome): return (asked, outcome)
            case .ask:
                asked.append(second)
                guard !replies.isEmpty else { return (asked, nil) }
                flow.take(replies.removeFirst(), at: .seconds(second))
            }
        }
        return (asked, nil)
    }

    @Test func itAsksInIntervalsUntilItIsGranted() {
        let run = run([.pending, .pending])
        #expect(run.asked == [5, 10, 15])
        #expect(run.end == nil)
    }

    @Test func slowDownAddsFiveSecondsForGood() {
        #expect(run([.slowDown, .pending, .slowDown, .pending]).asked == [5, 15, 25, 40, 55])
    }

    @Test(arguments: [
        (DeviceAuthorization.Reply.declined, DeviceAuthorization.Outcome.declined), (.expired, .expired),
    ])
    func whatIsFinalEndsIt(reply: DeviceAuthorization.Reply, outcome: DeviceAuthorization.Outcome) {
        let run = run([.pending, reply])
        #expect(run.asked == [5, 10])
        #expect(run.end == outcome)
    }

    /// Twice as long each time, at most a minute, and as usual after the next answer.
    @Test func withoutAnAnswerItAsksLessOften() {
        let none = DeviceAuthorization.Reply.none(retryAfter: nil)
        #expect(
            run([none, none, none, none, none, .pending]).asked == [5, 15, 35, 75, 135, 195, 200])
    }

    @Test func itWaitsAsLongAsItIsAskedTo() {
        #expect(run([.none(retryAfter: .seconds(120)), .pending]).asked == [5, 125, 130])
        #expect(run([.none(retryAfter: .seconds(1))]).asked == [5, 15])
    }

    @Test func theCodeExpiresWhateverIsAnswered() {
        let run = run(lifetime: 12, [.pending, .pending, .pending])
        #expect(run.asked == [5, 10])
        #expect(run.end == .expired)
        #expect(self.run(lifetime: 60, [.none(retryAfter: .seconds(600))]).end == .expired)
    }

    @Test func itWaitsNoLongerThanTheCodeIsValid() {
        var flow = DeviceAuthorization(interval: .seconds(5), lifetime: .seconds(8), at: .zero)
        flow.take(.pending, at: .seconds(5))
        #expect(flow.next(at: .seconds(6)) == .wait(until: .seconds(8)))
        #expect(flow.timeLeft(at: .seconds(6)) == .seconds(2))
        #expect(flow.next(at: .seconds(8)) == .end(.expired))
        #expect(flow.timeLeft(at: .seconds(9)) == .zero)
    }

    @Test func anEndStaysAnEnd() {
        var flow = DeviceAuthorization(interval: .seconds(5), lifetime: .seconds(60), at: .zero)
        flow.take(.declined, at: .seconds(5))
        flow.take(.pending, at: .seconds(6))
        #expect(flow.next(at: .seconds(7)) == .end(.declined))
    }

    @Test func noIntervalIsZero() {
        #expect(run(interval: 0, [.pending]).asked == [1, 2])
    }
}
