import Testing

@testable import WatchCore

struct BackoffTests {
    @Test(arguments: 1...40)
    func eachPauseIsHalfToWholeOfTheDoubledOne(failures: Int) {
        let whole = min(Duration.seconds(1 << min(failures - 1, 20)), .minutes(5))
        for host in 0..<20 {
            let delay = Backoff.delay(after: failures, seed: "host \(host)", asked: nil)
            #expect(delay >= whole / 2 && delay <= whole)
        }
    }

    @Test func hostsComeBackAtDifferentTimes() {
        let delays = Set((0..<100).map { Backoff.delay(after: 9, seed: "host \($0)", asked: nil) })
        #expect(delays.count > 80)
    }

    @Test(arguments: [
        (Duration.seconds(40), Duration.seconds(40)), (.hours(48), .hours(1)),
    ])
    func whatTheReceiverAsksForIsGranted(asked: Duration, delay: Duration) {
        #expect(Backoff.delay(after: 1, seed: "", asked: asked) == delay)
    }

    @Test func lessThanItsOwnPauseIsNot() {
        #expect(Backoff.delay(after: 9, seed: "", asked: .seconds(1)) > .minutes(1))
    }
}
