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
        #expect(reporter.ready(status, monitor.alerts, at: .zero) == [.notify(.ready(status: text))])
        #expect(reporter.update(status, monitor.alerts, at: .zero) == [])
        let other = self.monitor(ports: 2)
        let more = "Watching 2 checks, first probes in flight; no alert"
        #expect(
            reporter.update(ServiceStatus(other, at: start.date), other.alerts, at: .zero)
                == [.notify(.status(more))])
    }

    @Test func ofThousandsOfChecksOneStatusFollowsAnotherLater() {
        var reporter = ServiceReporter()
        let (few, many) = (monitor(ports: 1), monitor(ports: 2000))
        _ = reporter.update(ServiceStatus(few, at: start.date), few.alerts, at: .zero)
        let status = ServiceStatus(many, at: start.date)
        #expect(reporter.update(status, many.alerts, at: .milliseconds(150)) == [])
        #expect(reporter.wakesAt == .milliseconds(200))
        let text = "Watching 2000 checks, first probes in flight; no alert"
        #expect(
            reporter.update(status, many.alerts, at: .milliseconds(200)) == [.notify(.status(text))])
        #expect(reporter.wakesAt == nil)
    }
}
