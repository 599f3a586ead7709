import Testing

@testable import WatchCore

struct SnapshotPublisherTests {
    @Test func theFirstOneIsWrittenAtOnceAndThenFromTimeToTime() {
        var publisher = SnapshotPublisher(isKept: true)
        #expect(publisher.wakesAt == nil)
        publisher.request(checks: 1, at: .seconds(5))
        #expect(publisher.wakesAt == .seconds(5))
        #expect(publisher.wake(at: .seconds(5)) == true)
        publisher.published(checks: 1, at: .seconds(6))
        #expect(publisher.wakesAt == .seconds(5) + Snapshot.interval)
    }

    @Test(arguments: [(10, Duration.seconds(1)), (10_000, .seconds(10))])
    func changesAreWrittenAtAPaceThatTheNumberOfChecksAllows(checks: Int, spacing: Duration) {
        var publisher = SnapshotPublisher(isKept: true)
        publisher.request(checks: checks, at: .zero)
        #expect(publisher.wake(at: .zero) == true)
        publisher.published(checks: checks, at: .zero)
        publisher.request(checks: checks, at: .milliseconds(10))
        publisher.request(checks: checks, at: .milliseconds(20))
        #expect(publisher.wakesAt == spacing)
        #expect(publisher.wake(at: spacing - .milliseconds(1)) == false)
        #expect(publisher.wake(at: spacing) == true)
    }

    @Test func aSlowDiskHasOneWrittenAtATime() {
        var publisher = SnapshotPublisher(isKept: true)
        publisher.request(checks: 1, at: .zero)
        #expect(publisher.wake(at: .zero) == true)
        publisher.request(checks: 1, at: .seconds(1))
        #expect(publisher.wakesAt == .seconds(1))
        #expect(publisher.wake(at: .seconds(1)) == false)
        // It is overdue, and waits for the one that is being written.
        publisher.request(checks: 1, at: .seconds(2))
        #expect(publisher.wakesAt == nil)
        publisher.published(checks: 1, at: .seconds(30))
        #expect(publisher.wakesAt == .seconds(31))
    }

    @Test func withoutAPlaceNothingIsWritten() {
        var publisher = SnapshotPublisher(isKept: false)
        publisher.request(checks: 1, at: .zero)
        #expect(publisher.wakesAt == nil)
        #expect(publisher.wake(at: .seconds(90)) == false)
    }
}
