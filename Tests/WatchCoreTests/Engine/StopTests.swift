import Testing

@testable import WatchCore

struct StopTests {
    private func daemon(_ prepare: (inout SimulatedDaemon) -> Void = { _ in }) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(.sample(ports: 2))
        prepare(&daemon)
        daemon.begin()
        daemon.run(for: .seconds(90))
        return daemon
    }

    @Test func stopSendsWhatWaitsSavesAndFinishes() {
        var daemon = daemon { $0.script = { .after(.milliseconds(20), $0.failingObservation) } }
        daemon.feed(.asked(.stop))
        daemon.run(for: .zero)
        #expect(daemon.isFinished)
        #expect(daemon.notification == ["ready", "stopping"])
        #expect(daemon.alerts.last == "1091 info service")
        #expect(daemon.saved?.checks.map(\.name.text) == ["port p0:443", "port p1:443"])
        #expect(daemon.effects.last == .finish)
    }

    @Test func stopEndsTheProbesInFlightWithoutWaitingForThem() {
        var daemon = daemon { $0.script = { _ in .never } }
        let hanging = Set(daemon.inFlight.keys)
        #expect(hanging.count == 2)
        let before = daemon.effects.count
        daemon.feed(.asked(.stop))
        let ended = daemon.effects[before...].compactMap { effect in
            if case .cancelProbe(let id) = effect { id } else { nil }
        }
        #expect(Set(ended) == hanging)
        daemon.run(for: .zero)
        #expect(daemon.isFinished)
    }

    @Test(arguments: [nil, .absent, .failed("no space")] as [JournalDelivery?])
    func stopFinishesWhateverTheJournalDoes(journal: JournalDelivery?) {
        var daemon = daemon()
        daemon.journal = journal
        daemon.feed(.asked(.stop))
        daemon.run(for: .seconds(2))
        #expect(!daemon.isFinished)
        daemon.run(for: .seconds(1))
        #expect(daemon.isFinished)
        #expect(daemon.notification.last == "stopping")
    }

    @Test func stopWaitsForTheLastSaveAndNotForAnEarlierOne() {
        var daemon = daemon { $0.disk = .hangs }
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        daemon.run(for: .minutes(2))
        // One at a time, however much there is to remember.
        #expect(daemon.changes.count == 1)
        daemon.feed(.asked(.stop))
        daemon.run(for: .milliseconds(100))
        #expect(daemon.changes.count == 1)
        daemon.feed(.saved(failure: nil))
        #expect(!daemon.isFinished)
        #expect(daemon.changes.count == 2)
        daemon.feed(.saved(failure: nil))
        #expect(daemon.isFinished)
    }

    @Test func stopFinishesWhenTheDiskHangs() {
        var daemon = daemon()
        daemon.disk = .hangs
        daemon.feed(.asked(.stop))
        daemon.run(for: .seconds(4))
        #expect(daemon.isFinished)
        #expect(daemon.engine.isCommitting, "The memory is not to be closed: it would wait for the disk.")
    }

    @Test func nothingIsStartedAnyMore() {
        var daemon = daemon()
        daemon.journal = nil
        daemon.feed(.asked(.stop))
        let before = daemon.effects.count
        daemon.feed(.asked(.stop))
        daemon.feed(.asked(.reload))
        daemon.feed(.changed(.configuration))
        daemon.feed(.configurationRead(.valid(.sample(ports: 9))))
        daemon.run(for: .seconds(4))
        #expect(daemon.isFinished)
        #expect(
            !daemon.effects[before...].contains { effect in
                switch effect {
                case .probe, .readConfiguration, .readSilences, .watch, .notify, .lookUp, .publish,
                    .withdraw:
                    true
                case .wake, .cancelProbe, .deliver, .cancelDelivery, .send, .print, .save, .finish: false
                }
            })
    }

    @Test func withoutAStateFileNothingIsSaved() {
        var daemon = SimulatedDaemon(.sample(ports: 1), statePath: nil)
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        daemon.begin()
        daemon.run(for: .minutes(2))
        daemon.feed(.asked(.stop))
        daemon.run(for: .zero)
        #expect(daemon.isFinished)
        #expect(daemon.changes.isEmpty)
    }
}
