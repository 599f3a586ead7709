import Foundation
import Testing

@testable import WatchCore

/// The summary of a day while the calendar is set.
struct DailySummaryCalendarTests {
    /// At which hour it is set on the second day, by how many hours, and the days that have a summary, counted from the
    /// first; one is due at 08:00, and the host starts at 12:00.
    @Test(
        arguments: [
            (7, 1.5, [1, 2, 3, 4]), (7, -1, [1, 2, 3, 4]), (9, 2, [1, 2, 3, 4]), (9, -2, [1, 2, 3, 4]),
            (8, -1, [1, 2, 3, 4]), (1, -2, [1, 2, 3, 4]),
            // A day is stepped over, or lived through twice.
            (7, 24, [2, 3, 4, 5]), (9, 24, [1, 2, 3, 4, 5]), (7, -24, [1, 2, 3]), (9, -24, [1, 2, 3]),
            (7, 365 * 24, [366, 367, 368, 369]), (9, 365 * 24, [1, 366, 367, 368, 369]),
            // The day on which that happens counts as told.
            (7, -365 * 24, [-363, -362, -361]), (9, -365 * 24, [1, -363, -362, -361]),
        ] as [(Int, Double, [Int])])
    func aCalendarThatIsSetCausesNoneTwiceAndNoStorm(hour: Int, step: Double, days: [Int]) throws {
        var host = SummaryHost(from: utc("2026-11-10T12:00:00Z"))
        let first = LocalTime(of: host.now.date, in: host.zone).day
        host.summary.set(.morning, at: host.now)
        host.run(for: .hours(36 + hour - 24))
        host.now.date += step * 3600
        // Whatever happens next shows it.
        host.pass(.seconds(60))
        host.run(for: .hours(24 * 5 - 36 - hour + 12 - Int(step.truncatingRemainder(dividingBy: 24))))
        #expect(host.days.map { $0 - first } == days)
        #expect(Set(host.days).count == host.days.count)
        #expect(host.wakings < 200)
    }

    /// A future that was none, and the way back from it.
    @Test(arguments: [1, 24, 8760] as [Double])
    func aCalendarThatIsWrongForAWhileCausesNoneTwice(step: Double) throws {
        for hour in [6.0, 7.5, 9] {
            var host = SummaryHost(from: utc("2026-11-10T12:00:00Z"))
            host.summary.set(.morning, at: host.now)
            host.run(for: .seconds(Int((12 + hour) * 3600)))
            host.now.date += step * 3600
            host.run(for: .minutes(40))
            host.now.date -= step * 3600
            host.pass(.seconds(60))
            host.run(for: .days(6))
            let days = host.days
            #expect(Set(days).count == days.count)
            let own = days.filter { $0 < (days.first ?? 0) + 100 }
            let missed = zip(own, own.dropFirst()).map { $1 - $0 - 1 }.filter { $0 > 0 }
            #expect(missed.reduce(0, +) <= 1, "\(days)")
        }
    }

    /// Any steps at any time: never two for one day as long as no step back is longer than a day, and never silence.
    @Test(arguments: UInt64(1)...30)
    func whateverIsDoneToTheCalendarTheDaysGoOn(seed: UInt64) throws {
        var chance = SeededGenerator(seed: seed)
        var host = SummaryHost(from: utc("2026-11-10T12:00:00Z"))
        host.summary.set(.morning, at: host.now)
        for _ in 0..<40 {
            host.now.date += Double.random(in: -86_400...200_000, using: &chance)
            let before = host.told.count
            host.pass(.seconds(60))
            host.run(for: .hours(Int.random(in: 0...100, using: &chance)))
            #expect(host.told.count - before <= 6)
            host.run(for: .hours(73))
            #expect(host.told.count > before)
        }
        #expect(zip(host.days, host.days.dropFirst()).allSatisfy { $0 < $1 })
    }
}
