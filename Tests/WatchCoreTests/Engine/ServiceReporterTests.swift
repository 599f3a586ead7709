import Testing

@testable import WatchCore

struct ServiceReporterTests {
    private func monitor(ports: Int = 1) -> Monitor {
        let environment = EngineEnvironment(configurationPath: "/a.conf")
        var monitor = Monitor(.sample(ports: ports), in: environment, saved: nil, at: start)
        _ = monitor.start(at: start)
        return monitor
    }

    @Test func signsOfLifeAreSentTwiceAsOftenAsTheyAreWanted() {
        var reporter = ServiceReporter()
        #expect(reporter.wakesAt == nil)
        reporter.start(watchdog: .seconds(20), at: .zero)
        #expect(reporter.wakesAt == .seconds(10))
        #expect(reporter.wake(at: .seconds(9)) == [])
        #expect(reporter.wake(at: .seconds(12)) == [.notify(.watchdog)])
        #expect(reporter.wakesAt == .seconds(22))
    }

    @Test func withoutAWatchdogThereAreNone() {
        var reporter = ServiceReporter()
        reporter.start(watchdog: nil, at: .zero)
        #expect(reporter.wakesAt == nil)
        #expect(reporter.wake(at: .hours(1)) == [])
    }

    @Test func aStatusIsSentOnceUntilItChanges() {
        var reporter = ServiceReporter()
        let monitor = monitor()
        let status = ServiceStatus(monitor, at: start.date)
        let text = "Watching 1 check, first probes in flight; no alert"
        #expect(reporter.ready(status, monitor.alerts) == [.notify(.ready(status: text))])
        #expect(reporter.update(status, monitor.alerts) == [])
        let other = self.monitor(ports: 2)
        let more = "Watching 2 checks, first probes in flight; no alert"
        #expect(
            reporter.update(ServiceStatus(other, at: start.date), other.alerts)
                == [.notify(.status(more))])
    }
}
