import Foundation
import SystemdHost
import Testing
import WatchCore

@Suite(.timeLimit(.minutes(2))) struct WakeTimerTests {
    /// The moments at which the timer woke.
    private let wakes = AsyncStream<Duration>.makeStream()

    private func timer() throws -> WakeTimer {
        try WakeTimer { @Sendable [wakes] in wakes.continuation.yield(HostClock.now().uptime) }
    }

    @Test(arguments: [Duration.milliseconds(1), .milliseconds(20), .milliseconds(200)])
    func itWakesAtTheTimeAndNotBefore(delay: Duration) async throws {
        let timer = try timer()
        let time = HostClock.now().uptime + delay
        timer.arm(at: time)
        var iterator = wakes.stream.makeAsyncIterator()
        #expect(try #require(await iterator.next()) >= time)
        withExtendedLifetime(timer) {}
    }

    @Test(arguments: [Duration.zero, .seconds(-5), .nanoseconds(1)])
    func aTimeThatIsPastWakesAtOnce(time: Duration) async throws {
        let timer = try timer()
        timer.arm(at: time)
        var iterator = wakes.stream.makeAsyncIterator()
        #expect(await iterator.next() != nil)
        withExtendedLifetime(timer) {}
    }

    @Test func armingAgainReplacesTheTimeBefore() async throws {
        let timer = try timer()
        var iterator = wakes.stream.makeAsyncIterator()
        let late = HostClock.now().uptime + .seconds(3600)
        timer.arm(at: late)
        timer.arm(at: HostClock.now().uptime + .milliseconds(30))
        #expect(try #require(await iterator.next()) < late)
        let early = HostClock.now().uptime + .milliseconds(500)
        timer.arm(at: early)
        timer.arm(at: early + .milliseconds(100))
        #expect(try #require(await iterator.next()) >= early + .milliseconds(100))
    }

    @Test func itWakesAgainAndAgain() async throws {
        let timer = try timer()
        var iterator = wakes.stream.makeAsyncIterator()
        for _ in 0..<50 {
            timer.arm(at: HostClock.now().uptime + .milliseconds(1))
            #expect(await iterator.next() != nil)
        }
    }
}

struct HostClockTests {
    @Test func uptimeIsThatOfTheHost() throws {
        let before = HostClock.now().uptime
        let text = try String(contentsOfFile: "/proc/uptime", encoding: .utf8)
        let shown = try #require(text.split(separator: " ").first.flatMap { Double($0) })
        let after = HostClock.now().uptime
        // The file shows hundredths, cut off.
        #expect(before - .milliseconds(10) <= .seconds(shown) && .seconds(shown) <= after)
    }

    @Test func theDateIsThatOfTheCalendar() {
        let before = Date()
        let date = HostClock.now().date
        #expect(date.timeIntervalSince(before) > -0.001 && date <= Date().addingTimeInterval(0.001))
    }
}
