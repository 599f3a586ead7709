import Foundation
import Testing

@testable import WatchCore

struct RestartTests {
    private static let settings = Settings.sample(
        trusts: [.sample()], ports: 1, logins: [.sample()], pace: .sample())

    /// A daemon of these settings that has run for ten minutes and was stopped.
    private func stopped(
        _ settings: Settings = Self.settings, script: @escaping (Target) -> SimulatedDaemon.Reply
    ) -> SimulatedDaemon {
        var daemon = SimulatedDaemon(settings)
        daemon.script = script
        daemon.begin()
        daemon.run(for: .minutes(10))
        daemon.feed(.asked(.stop))
        daemon.run(for: .seconds(1))
        return daemon
    }

    /// What it saved last, as a later run reads it.
    private func saved(by daemon: SimulatedDaemon) throws -> SavedState {
        let state = try #require(daemon.saved)
        return try state.reread()
    }

    /// A minute later, with the host's uptime at its beginning.
    private func rebooted(_ daemon: SimulatedDaemon) -> Timestamp {
        Timestamp(uptime: .seconds(20), date: daemon.now.date + 60)
    }

    private let failing: (Target) -> SimulatedDaemon.Reply = {
        .after(.milliseconds(20), $0.failingObservation)
    }

    @Test func whatCouldNotBeReadOfAnEarlierRunIsReplaced() throws {
        let saved = try saved(by: stopped(script: failing))
        func wholes(_ saved: SavedState?, stateFailure: String?) -> [Bool] {
            var daemon = SimulatedDaemon(Self.settings, saved: saved)
            daemon.script = failing
            daemon.begin(stateFailure: stateFailure)
            daemon.run(for: .minutes(3))
            return daemon.changes.map(\.isWhole)
        }
        let replacing = wholes(saved, stateFailure: "1 of the rows cannot be read, and was skipped.")
        #expect(replacing.first == true)
        #expect(replacing.dropFirst().allSatisfy { !$0 })
        // What could not be read at all may be readable the next time.
        #expect(wholes(nil, stateFailure: "The memory is locked.").allSatisfy { !$0 })
        #expect(wholes(saved, stateFailure: nil).allSatisfy { !$0 })
    }

    @Test func aRestartNeitherRepeatsNorForgetsAnAlert() throws {
        let first = stopped(script: failing)
        let raised: Set = ["1004 raised trust", "1020 raised port p0:443", "1030 raised login office"]
        #expect(Set(first.alerts.filter { $0.contains(" raised ") }) == raised)
        let incidents = Dictionary(
            uniqueKeysWithValues: first.journaled.compactMap { entry in
                entry[.incident].map { (entry[.check], $0) }
            })

        var second = SimulatedDaemon(Self.settings, saved: try saved(by: first), at: rebooted(first))
        second.script = failing
        second.begin()
        #expect(second.status?.contains("3 alerts: 1030 login office, 1020 port p0:443, 1004 trust") == true)
        second.run(for: .minutes(30))
        #expect(second.alerts == ["1090 info service"])
        second.script = { .after(.milliseconds(20), $0.healthyObservation) }
        second.run(for: .minutes(5))
        #expect(
            Set(second.alerts.dropFirst()) == Set(raised.map { $0.replacing("raised", with: "recovered") }))
        for entry in second.journaled.dropFirst() {
            #expect(entry[.incident] == incidents[entry[.check]])
            #expect(entry[.incidentSeconds].flatMap { Int($0) }.map { (2400...2900).contains($0) } == true)
        }
    }

    @Test func aThumbprintThatChangedMeanwhileIsNoticed() throws {
        let first = stopped { .after(.milliseconds(20), $0.healthyObservation) }
        var second = SimulatedDaemon(Self.settings, saved: try saved(by: first), at: rebooted(first))
        second.script = { target in
            guard case .trust = target else { return .after(.milliseconds(20), target.healthyObservation) }
            let renewed = CertificateFacts.sample(thumbprint("B"), notBefore: start.date)
            return .after(.milliseconds(20), .trust(.healthy(renewed, isInUserStore: true)))
        }
        second.begin()
        second.run(for: .minutes(5))
        #expect(second.alerts == ["1090 info service", "1010 info trust"])
        #expect(second.journaled.last?[.change] == "first-renewal")
    }

    @Test func anAlertWhoseCheckIsGoneEndsAtTheStart() throws {
        let first = stopped(script: failing)
        let fewer = Settings.sample(trusts: [.sample()])
        var second = SimulatedDaemon(fewer, saved: try saved(by: first), at: rebooted(first))
        second.script = failing
        second.begin()
        second.run(for: .minutes(5))
        #expect(
            second.alerts == [
                "1090 info service", "1030 recovered login office", "1020 recovered port p0:443",
            ])
        #expect(
            Set(second.journaled.dropFirst().map { $0[.target] })
                == ["p0.example:443", "https://login.example/"])
        second.feed(.asked(.stop))
        second.run(for: .zero)
        #expect(second.saved?.checks.map(\.name.text) == ["trust"])
    }

    @Test func troubleOfTheDaemonItselfRecoversAfterARestart() throws {
        var first = SimulatedDaemon(Self.settings)
        first.begin()
        first.configuration = .rejected(["/etc/cw.conf:1:1: Bad."])
        first.feed(.asked(.reload))
        first.run(for: .minutes(1))
        var second = SimulatedDaemon(Self.settings, saved: try saved(by: first), at: rebooted(first))
        second.begin()
        second.run(for: .minutes(5))
        #expect(second.alerts == ["1090 info service", "1093 recovered configuration"])
    }

    @Test func aStateThatCannotBeUsedIsSaidOnce() {
        var daemon = SimulatedDaemon(Self.settings)
        daemon.begin(stateFailure: "\"/memory.db\" is damaged.")
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts == ["1090 info service", "1098 info state"])
        #expect(daemon.journaled[1].message == "\"/memory.db\" is damaged.")
        #expect(daemon.journaled[1][.remedy]?.contains("standing alerts are raised again") == true)
        #expect(daemon.journaled[1][.target] == "/memory.db")
    }

    @Test func aStateThatCannotBeSavedIsRaisedOnceAndRecovers() {
        var daemon = SimulatedDaemon(Self.settings)
        daemon.script = failing
        daemon.disk = .fails("No space is left.")
        daemon.begin()
        daemon.run(for: .minutes(5))
        #expect(daemon.alerts.filter { $0.hasPrefix("1098") } == ["1098 raised state"])
        daemon.disk = .works
        daemon.run(for: .minutes(1))
        #expect(daemon.alerts.last == "1098 recovered state")
    }

    @Test func aStormOfAlertsIsAFewCommits() {
        var daemon = SimulatedDaemon(
            .sample(ports: 500, pace: .sample(interval: .seconds(1), failuresToAlert: 1)))
        daemon.script = { _ in
            .after(.milliseconds(20), .port(direct: .stopped(.resolve, .nameNotFound)))
        }
        daemon.diskLatency = .milliseconds(100)
        daemon.begin()
        daemon.run(for: .seconds(2))
        #expect(daemon.alerts.count == 501)
        #expect((1...20).contains(daemon.changes.count))
    }

    @Test(arguments: [
        "", "{", "[]", "null", "\0", "{\"version\":1}", "{\"version\":\"1\",\"checks\":[]}",
        #"{"version":1,"checks":[{"name":"trust","target":"t","trackers":[{"event":42,"tracker":{}}]}]}"#,
    ])
    func whatIsNoStateIsRefused(text: String) {
        #expect(throws: SavedState.FormatError.self) { try SavedState(ofFile: Array(text.utf8)) }
    }

    @Test func aNewerFormatIsRefusedByItsVersion() {
        #expect(
            throws: SavedState.FormatError(text: "its format has version 5, this program reads 4")
        ) { try SavedState(ofFile: Array(#"{"version":5,"checks":[]}"#.utf8)) }
    }

    @Test func aStateReadsBackAsItWasWritten() throws {
        let state = try #require(stopped(script: failing).saved)
        #expect(!state.checks.isEmpty)
        let read = try state.reread()
        #expect(try read.reread() == read)
    }

    /// A disk that damages bytes must not bring the daemon down: the state is refused, or read as something.
    @Test(arguments: UInt64(1)...100)
    func aDamagedStateNeverTraps(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        let state = try #require(stopped(script: failing).saved)
        let damaged = chance.pick(Array(state.checks.indices))
        var bytes = try state.checks[damaged].encoded()
        for _ in 0..<Int.random(in: 1...4, using: &chance) {
            switch Int.random(in: 0..<3, using: &chance) {
            case 0: bytes[chance.pick(Array(bytes.indices))] = .random(in: 0...255, using: &chance)
            case 1:
                bytes[chance.pick(Array(bytes.indices))] ^=
                    1 << Int.random(in: 0..<8, using: &chance)
            default: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &chance))
            }
            if bytes.isEmpty { break }
        }
        guard let check = try? SavedState.SavedCheck(decoding: bytes) else { return }
        var read = state
        read.checks[damaged] = check
        var daemon = SimulatedDaemon(Self.settings, saved: read)
        daemon.begin()
        daemon.run(for: .minutes(10))
        #expect(daemon.status?.hasPrefix("Watching 3 checks; no alert") == true)
    }
}
