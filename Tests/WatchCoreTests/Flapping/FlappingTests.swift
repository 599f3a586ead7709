import Foundation
import Testing

@testable import WatchCore

/// When a check begins to flap, and when it ends.
struct FlappingTests {
    /// What a probe changed, in minutes since the first.
    enum Step {
        case fails(Int)
        case recovers(Int)
        /// Another alert recovers, and one is raised.
        case alternates(Int)
        /// It failed, but not often enough to count.
        case isUnsettled(Int)
        case nothing(Int)

        var minutes: Int {
            switch self {
            case .fails(let minutes), .recovers(let minutes), .alternates(let minutes),
                .isUnsettled(let minutes), .nothing(let minutes):
                minutes
            }
        }
    }

    private static let failure = Flapping.Failure(
        event: .portUnreachable, phase: .connect, reason: .connectTimeout)

    private func at(_ minutes: Int) -> Timestamp {
        Timestamp(uptime: .minutes(minutes), date: start.date + Double(minutes * 60))
    }

    private func take(_ steps: [Step], _ flapping: inout Flapping) {
        for step in steps {
            switch step {
            case .fails(let minutes):
                flapping.take(Flapping.Change(failure: Self.failure), at: .minutes(minutes))
            case .recovers(let minutes):
                flapping.take(Flapping.Change(hasRecovered: true), at: .minutes(minutes))
            case .alternates(let minutes):
                flapping.take(
                    Flapping.Change(failure: Self.failure, hasRecovered: true), at: .minutes(minutes))
            case .isUnsettled(let minutes):
                flapping.take(Flapping.Change(), isUnsettled: true, at: .minutes(minutes))
            case .nothing(let minutes): flapping.take(Flapping.Change(), at: .minutes(minutes))
            }
        }
    }

    private static func turns(_ minutes: [Int]) -> [Step] {
        minutes.flatMap { [.fails($0), .recovers($0 + 1)] }
    }

    private static let fiveTurns = turns([0, 10, 20, 30, 40])

    /// What happens, and how often it has failed where it flaps then.
    static let cases: [([Step], Int?)] = [
        ([], nil), (turns([0, 10, 20, 30]), nil),
        // The fifth within the hour.
        (turns([0, 10, 20, 30]) + [.fails(40)], 5), (turns([0, 15, 30, 45]) + [.fails(59)], 5),
        (turns([0, 15, 30, 45]) + [.fails(60)], nil),
        // The window glides.
        (turns([0, 15, 30, 45, 61]) + [.fails(74)], 5), (turns([0, 20, 40, 60, 80, 100, 120, 140]), nil),
        // Without a recovery in between they are one.
        ((0..<9).map { .fails($0) }, nil), ((0..<9).map { .recovers($0) }, nil),
        ((0..<9).map { .alternates($0) }, 9), (fiveTurns + [.fails(50), .fails(51)], 6),
        // Nothing has changed for half an hour.
        (fiveTurns + [.nothing(70)], 5), (fiveTurns + [.nothing(71)], nil),
        (fiveTurns + [.fails(70), .nothing(99)], 6), (fiveTurns + [.fails(70), .nothing(100)], nil),
        (fiveTurns + [.isUnsettled(80)], 5), (fiveTurns + [.isUnsettled(80), .nothing(81)], nil),
        // Then it begins anew.
        (fiveTurns + [.nothing(71)] + turns([72, 74, 76, 78]), nil),
        (fiveTurns + [.nothing(71)] + turns([72, 74, 76, 78, 80]), 5),
        (fiveTurns + [.nothing(10_000)], nil),
    ]

    @Test(arguments: FlappingTests.cases)
    func itBeginsWithTheFifthFailureAndEndsWhenNothingChanges(steps: [Step], failures: Int?) throws {
        var flapping = Flapping()
        take(steps, &flapping)
        #expect(flapping.spell?.failures == failures)
        // A restart changes nothing; the host may have been started anew.
        var restored = Flapping()
        for step in steps {
            take([step], &restored)
            let now = at(step.minutes)
            let saved = restored.saved(on: .direct, at: now)
            let bytes = try JSONEncoder().encode(saved)
            restored = Flapping(try JSONDecoder().decode(Flapping.Saved.self, from: bytes), at: now)
        }
        #expect(restored == flapping)
    }

    @Test func aSpellKnowsSinceWhenAndForWhatLast() throws {
        var flapping = Flapping()
        take(Self.fiveTurns, &flapping)
        let other = Flapping.Failure(event: .resolutionFails, phase: .resolve, reason: .resolveTimeout)
        flapping.take(Flapping.Change(failure: other), at: .minutes(50))
        let spell = try #require(flapping.spell)
        #expect(spell.since == .zero && spell.changedAt == .minutes(50) && spell.last == other)
        #expect(!spell.hasRecovered)
        let finding = spell.finding(of: Check.port().source, on: .proxy)
        #expect(finding.key == AlertKey(.flapping, .proxy))
        #expect(finding.priority == .warning)
        #expect(finding.phase == .resolve && finding.reason == .resolveTimeout)
        #expect(finding.details == [.failures: "6"])
    }

    @Test func nothingIsToBeRememberedOfWhatIsLongAgo() {
        var flapping = Flapping()
        #expect(flapping.isClear)
        take([.fails(0)], &flapping)
        #expect(!flapping.isClear)
        take([.nothing(59)], &flapping)
        #expect(!flapping.isClear)
        take([.nothing(60)], &flapping)
        #expect(flapping.isClear)
        take(Self.fiveTurns + [.nothing(71)], &flapping)
        #expect(flapping.isClear)
    }

    /// The calendar may have jumped while the daemon was down.
    @Test(arguments: [-1, 0, 1], [false, true])
    func aSpellIsSavedOverAJumpOfAYear(direction: Int, isOver: Bool) {
        var flapping = Flapping()
        take(Self.fiveTurns, &flapping)
        let saved = flapping.saved(on: nil, at: at(50))
        var later = at(51)
        later.date += Double(direction) * 365 * 86_400
        var restored = Flapping(saved, at: later)
        #expect(restored.spell?.failures == 5)
        restored.take(Flapping.Change(), at: later.uptime + (isOver ? .minutes(30) : .zero))
        #expect((restored.spell == nil) == (isOver || direction == 1))
    }

    @Test(arguments: [
        (AlertEvent.portUnreachable, true), (.trustExpiring, true), (.settingsMissing, true),
        (.trustExpired, false), (.thumbprintChanged, false), (.flapping, false), (.hostDegraded, false),
        (.journalUnavailable, false), (.configurationRejected, false),
    ])
    func whatTheDaemonSaysOfItselfAndAnExpiredCertificateNeverFlap(event: AlertEvent, flaps: Bool) {
        #expect(event.flaps == flaps)
        #expect((AlertKey(event, .direct).flapping == AlertKey(.flapping, .direct)) == flaps)
    }

    private static let impossible = [
        Flapping.Saved(failedAt: Array(repeating: start.date, count: 5), hasRecovered: true),
        Flapping.Saved(
            hasRecovered: true,
            spell: .init(since: start.date, changedAt: start.date, failures: -1, last: failure)),
        Flapping.Saved(
            hasRecovered: true,
            spell: .init(since: start.date, changedAt: start.date, failures: .max, last: failure)),
    ]

    @Test(arguments: 0..<3)
    func whatNoRunWritesIsDamage(index: Int) throws {
        let saved = Self.impossible[index]
        #expect(!saved.isPossible)
        let check = SavedState.SavedCheck(
            name: CheckName("trust"), target: "/x", trackers: [], flapping: [saved])
        #expect(throws: SavedState.FormatError.self) {
            try SavedState.SavedCheck(decoding: check.encoded())
        }
    }
}
