import Testing

@testable import WatchCore

struct JournalFailureTests {
    private func daemon(isForeground: Bool = false) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(.sample(ports: 1), isForeground: isForeground)
        daemon.begin()
        daemon.run(for: .seconds(1))
        return daemon
    }

    private func fail(_ daemon: inout SimulatedDaemon) {
        daemon.script = { .after(.milliseconds(20), $0.failingObservation) }
        daemon.run(for: .minutes(2))
    }

    @Test(
        arguments: [
            (nil, "has taken nothing for 5 s"), (.absent, "no journald listens"),
            (.failed("no space"), "(no space)"),
        ] as [(JournalDelivery?, String)])
    func whatTheJournalDoesNotTakeIsPrintedAndKept(journal: JournalDelivery?, cause: String) {
        var daemon = daemon()
        daemon.journal = journal
        fail(&daemon)
        #expect(daemon.printed.map(\.summary) == ["1020 raised port p0:443", "1096 raised journal"])
        #expect(daemon.printed.last?.message.contains(cause) == true)
        #expect(daemon.status?.contains("1096 journal") == true)

        daemon.journal = .delivered
        if journal == nil { daemon.feed(.journal(.delivered)) }
        daemon.run(for: .seconds(6))
        // What hung was taken by the journal itself.
        let kept = ["1020 raised port p0:443", "1096 raised journal", "1096 recovered journal"]
        #expect(daemon.alerts.dropFirst() == kept[(journal == nil ? 1 : 0)...])
        #expect(daemon.printed.count == 2)
    }

    @Test func inTheForegroundEveryEntryIsPrintedOnce() {
        var daemon = daemon(isForeground: true)
        fail(&daemon)
        #expect(daemon.printed == daemon.journaled)
        #expect(daemon.printed.map(\.summary) == ["1090 info service", "1020 raised port p0:443"])
        daemon.journal = .absent
        daemon.script = { .after(.milliseconds(20), $0.healthyObservation) }
        daemon.run(for: .minutes(2))
        #expect(
            daemon.printed.dropFirst(2).map(\.summary) == [
                "1020 recovered port p0:443", "1096 raised journal",
            ])
    }

    @Test func whatIsDroppedIsCountedOnceThereIsRoom() {
        let count = Outbox.limit + 20
        var daemon = SimulatedDaemon(
            .sample(ports: count, pace: .sample(interval: .seconds(5), failuresToAlert: 1)),
            statePath: nil)
        daemon.script = { _ in
            .after(.milliseconds(20), .port(direct: .stopped(.resolve, .nameNotFound)))
        }
        daemon.journal = .absent
        daemon.begin()
        daemon.run(for: .seconds(6))
        #expect(daemon.printed.count == count + 2)
        daemon.journal = .delivered
        daemon.run(for: .seconds(10))
        let dropped = daemon.journaled.filter { $0[.eventID] == "1094" }
        #expect(dropped.map(\.summary) == ["1094 info journal"])
        #expect(dropped.first?.message.hasPrefix("22 alerts") == true)
        #expect(daemon.alerts.count == Outbox.limit + 2)
    }

    /// They wait for a commit that is in flight, all of them.
    @Test func ofTenThousandAlertsAtOnceNoneIsDropped() {
        let count = 10_000
        var daemon = SimulatedDaemon(
            .sample(ports: count, pace: .sample(interval: .seconds(2), failuresToAlert: 1)))
        daemon.script = { _ in
            .after(.milliseconds(20), .port(direct: .stopped(.resolve, .nameNotFound)))
        }
        daemon.begin()
        // The entry of the start is out of the way.
        daemon.run(for: .zero)
        daemon.diskLatency = .seconds(4)
        daemon.run(for: .seconds(3))
        #expect(daemon.journaled.map(\.summary) == ["1090 info service"])
        daemon.run(for: .seconds(8))
        let raised = daemon.journaled.count { $0[.state] == "raised" }
        let dropped = daemon.journaled.count { $0[.eventID] == "1094" }
        let remembered = daemon.changes.reduce(0) { $0 + $1.incidents.count }
        #expect(raised == count)
        #expect(dropped == 0)
        #expect(remembered == count)
    }

    @Test func standingTroubleIsReminded() {
        var daemon = daemon()
        daemon.journal = .absent
        fail(&daemon)
        daemon.run(for: .hours(7))
        #expect(
            daemon.printed.map(\.summary).filter { $0.contains("journal") }
                == ["1096 raised journal", "1096 reminder journal"])
    }
}
