import Testing

@testable import WatchCore

struct MonitorTests {
    private let environment = EngineEnvironment(configurationPath: "/a.conf")

    @Test func whatAnEarlierRunProbedIsKnownUntilThisOneBegins() {
        var saved = SavedState()
        saved.checks = [SavedState.SavedCheck(name: CheckName("port p:443"), target: "p:443", trackers: [])]
        var monitor = Monitor(.sample(ports: 1), in: environment, saved: saved, at: start)
        #expect(monitor.target(of: CheckName("port p:443")) == "p:443")
        #expect(monitor.takeChange(whole: true, at: start).checks.map(\.target) == [])
        _ = monitor.start(at: start)
        #expect(monitor.target(of: CheckName("port p:443")) == "")
    }

    @Test func aConfigurationThatEndsItsAlertIsRememberedThoughNothingElseChanged() {
        var monitor = Monitor(.sample(ports: 1), in: environment, saved: nil, at: start)
        _ = monitor.start(at: start)
        let rejected = monitor.take(.reject(["/a.conf:1:1: no"], isNews: true), wasAsked: false, at: start)
        #expect(rejected.isSnapshotStale)
        #expect(monitor.takeChange(whole: true, at: start).checks.map(\.name) == [CheckName("configuration")])
        let accepted = monitor.take(.adopt(monitor.settings), wasAsked: false, at: start)
        #expect(accepted.isSnapshotStale)
        #expect(monitor.takeChange(whole: true, at: start).checks.isEmpty)
        let again = monitor.take(.adopt(monitor.settings), wasAsked: false, at: start)
        #expect(!again.isSnapshotStale && again.effects.isEmpty)
    }
}
