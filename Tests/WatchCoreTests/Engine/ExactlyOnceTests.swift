import Foundation
import Testing

@testable import WatchCore

/// Whenever the daemon is killed, its successor repeats no notification and forgets none.
struct ExactlyOnceTests {
    private static let settings = Settings.sample(
        ports: 6,
        pace: .sample(interval: .seconds(5), failuresToAlert: 2, passesToRecover: 2))

    /// What a collector makes of all runs: each notification counts once, however often its id came.
    private struct Collector {
        /// The active incidents of ports by their check, and the checks that flap.
        private(set) var open: [String: String] = [:]
        private(set) var flapping: [String: String] = [:]
        private(set) var flapped = 0
        /// How often each was raised since it flapped last.
        private var raised: [String: Int] = [:]
        private(set) var known: Set<String> = []
        private(set) var twins = 0

        mutating func take(_ entry: JournalEntry) throws {
            guard known.insert(try #require(entry[.notification])).inserted else {
                twins += 1
                return
            }
            guard let incident = entry[.incident], let check = entry[.check] else { return }
            if entry[.eventID] == "1095" { return try takeFlapping(entry, incident, of: check) }
            #expect(flapping[check] == nil, "\(entry.summary) while it flaps.")
            switch entry[.state] {
            case "raised":
                #expect(open[check] == nil, "\(check) was raised while it stood.")
                open[check] = incident
                raised[check, default: 0] += 1
            case "recovered":
                #expect(open[check] == incident, "\(check) recovered, but not from what stood.")
                open[check] = nil
            default: #expect(open[check] == incident, "\(entry.summary)")
            }
        }

        private mutating func takeFlapping(
            _ entry: JournalEntry, _ incident: String, of check: String
        ) throws {
            let failures = try #require(entry[.failures].flatMap { Int($0) })
            switch entry[.state] {
            case "raised":
                #expect(flapping[check] == nil && open[check] != nil, "\(entry.summary)")
                #expect(raised[check, default: 0] >= 5 && failures == 5)
                flapping[check] = incident
                flapped += 1
            case "recovered":
                #expect(flapping[check] == incident && failures >= 5, "\(entry.summary)")
                flapping[check] = nil
                raised[check] = 0
            default: #expect(flapping[check] == incident, "\(entry.summary)")
            }
        }
    }

    private func script(failing: Set<String>) -> (Target) -> SimulatedDaemon.Reply {
        {
            .after(
                .milliseconds(20),
                failing.contains($0.text) ? $0.failingObservation : $0.healthyObservation)
        }
    }

    /// Ports that open and close, and a daemon that is killed again and again between any two of its events.
    @Test(arguments: UInt64(1)...8, [false, true])
    func aKillAtAnyMomentRepeatsAndForgetsNothing(seed: UInt64, journalIsReadable: Bool) throws {
        var chance = SeededGenerator(seed: seed)
        var collector = Collector()
        var (memory, now) = (SavedState(), start)
        var failing: Set<String> = []
        for life in 1...25 {
            var daemon = SimulatedDaemon(Self.settings, saved: memory, at: now)
            daemon.earlierJournal = journalIsReadable ? collector.known : nil
            daemon.commitsEarly = Bool.random(using: &chance)
            daemon.diskLatency = .milliseconds(chance.pick([0, 5, 50]))
            daemon.script = script(failing: failing)
            daemon.begin()
            for _ in 0..<Int.random(in: 1...10, using: &chance) {
                let name = "p\(Int.random(in: 0..<6, using: &chance)).example:443"
                if failing.remove(name) == nil { failing.insert(name) }
                daemon.script = script(failing: failing)
                daemon.run(events: .random(in: 1...80, using: &chance))
            }
            // Until what flaps is known to be steady.
            if life == 25 { daemon.run(for: Flapping.calm + .minutes(2)) }
            // What is in the journal and on the disk is all that is left of it.
            for entry in daemon.journaled { try collector.take(entry) }
            memory = try daemon.memory.reread()
            now = Timestamp(uptime: daemon.now.uptime + .seconds(1), date: daemon.now.date + 1)
        }
        #expect(Set(collector.open.keys) == Set(failing.map { "port \($0.prefix(2)):443" }))
        #expect(
            Set(memory.checks.flatMap { $0.trackers.compactMap(\.tracker.incident?.id) })
                == Set(collector.open.values))
        #expect(memory.waiting.isEmpty)
        #expect(collector.flapping.isEmpty && collector.flapped > 0)
        if journalIsReadable { #expect(collector.twins == 0) }
    }

    @Test func aCounterOfFailuresGoesOnAfterAKill() throws {
        var first = SimulatedDaemon(Settings.sample(ports: 1, pace: .sample(failuresToAlert: 3)))
        first.script = script(failing: ["p0.example:443"])
        first.begin()
        while first.memory.checks.first?.trackers.first?.tracker.failures != 2 { first.run(events: 1) }
        #expect(first.alerts == ["1090 info service"])
        var second = SimulatedDaemon(
            Settings.sample(ports: 1, pace: .sample(failuresToAlert: 3)), saved: try first.memory.reread(),
            at: first.now)
        second.script = first.script
        second.begin()
        while second.alerts.count < 2 { second.run(events: 1) }
        #expect(second.probes(at: "p0.example:443").count == 1)
        #expect(second.alerts.last == "1020 raised port p0:443")
    }

    /// The journal takes nothing, the daemon ends, the next one finds it back.
    @Test func whatWaitsForTheJournalSurvivesTheEnd() throws {
        var first = SimulatedDaemon(Self.settings)
        first.script = script(failing: ["p0.example:443"])
        first.journal = .absent
        first.begin()
        first.run(for: .minutes(1))
        first.feed(.asked(.stop))
        first.run(for: .seconds(4))
        #expect(first.isFinished && first.journaled.isEmpty)
        var second = SimulatedDaemon(Self.settings, saved: try first.memory.reread(), at: first.now)
        second.script = first.script
        second.begin()
        second.run(for: .minutes(1))
        #expect(
            second.alerts == [
                "1090 info service", "1096 raised journal", "1020 raised port p0:443", "1091 info service",
                "1090 info service", "1096 recovered journal",
            ])
        #expect(second.memory.waiting.isEmpty)
    }

    @Test func nothingIsTakenForToldBeforeItIsCommitted() {
        var daemon = SimulatedDaemon(Self.settings)
        daemon.diskLatency = .seconds(2)
        daemon.begin()
        daemon.run(for: .seconds(1))
        #expect(daemon.journaled.isEmpty)
        daemon.run(for: .seconds(1))
        #expect(daemon.alerts == ["1090 info service"])
    }

    @Test func whatIsFoundDoesNotWaitForADiskThatHangs() {
        var daemon = SimulatedDaemon(Self.settings)
        daemon.disk = .hangs
        daemon.begin()
        daemon.run(for: StateSaver.patience - .milliseconds(1))
        #expect(daemon.journaled.isEmpty)
        daemon.run(for: .milliseconds(1))
        #expect(daemon.alerts == ["1090 info service", "1098 raised state"])
        daemon.disk = .works
        daemon.feed(.saved(failure: nil))
        daemon.run(for: .seconds(1))
        #expect(daemon.alerts.last == "1098 recovered state")
    }

    @Test func aNewBootIsToldOfWhatIsActive() throws {
        var first = SimulatedDaemon(Self.settings, bootID: "1")
        first.script = script(failing: ["p0.example:443"])
        first.begin()
        first.run(for: .minutes(1))
        for (bootID, told) in [("1", []), ("2", ["1020 reminder port p0:443"])] {
            var second = SimulatedDaemon(
                Self.settings, saved: try first.memory.reread(), at: first.now, bootID: bootID)
            second.script = first.script
            second.begin()
            second.run(for: .minutes(5))
            #expect(second.alerts == ["1090 info service"] + told)
            #expect(second.memory.facts.bootID == bootID)
        }
    }
}
