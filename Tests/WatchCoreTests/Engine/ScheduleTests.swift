import Testing

@testable import WatchCore

struct ScheduleTests {
    private func probe(_ name: String) -> Schedule.Item { .probe(CheckName(name)) }

    @Test func givesWhatIsDueInOrder() {
        var schedule = Schedule()
        schedule.set(probe("c"), at: .seconds(3))
        schedule.set(probe("a"), at: .seconds(1))
        schedule.set(probe("b"), at: .seconds(2))
        #expect(schedule.take(at: .milliseconds(999)) == nil)
        #expect(schedule.next() == .seconds(1))
        #expect(schedule.take(at: .seconds(2)) == probe("a"))
        #expect(schedule.take(at: .seconds(2)) == probe("b"))
        #expect(schedule.take(at: .seconds(2)) == nil)
        #expect(schedule.next() == .seconds(3))
    }

    @Test(arguments: [
        (Duration.zero, Duration.zero), (.nanoseconds(1), .milliseconds(100)),
        (.milliseconds(99), .milliseconds(100)),
        (Duration(secondsComponent: 1, attosecondsComponent: 1), .milliseconds(1100)),
        (.milliseconds(100), .milliseconds(100)), (.milliseconds(101), .milliseconds(200)),
        (.seconds(-5), .zero), (.seconds(100 * 365 * 86_400), .seconds(100 * 365 * 86_400)),
    ])
    func roundsUpToASlot(time: Duration, slot: Duration) {
        var schedule = Schedule()
        schedule.set(probe("s"), at: time)
        #expect(schedule.next() == slot)
    }

    @Test func keepsTheOrderOfSettingWithinASlot() {
        var schedule = Schedule()
        for name in ["c", "a", "b"] { schedule.set(probe(name), at: .milliseconds(150)) }
        schedule.set(probe("c"), at: .milliseconds(110))
        let taken = (0..<3).map { _ in schedule.take(at: .milliseconds(200)) }
        #expect(taken == [probe("a"), probe("b"), probe("c")])
    }

    @Test(arguments: [(1, 9), (9, 1)])
    func aReplacedTimeNoLongerHolds(first: Int, second: Int) {
        var schedule = Schedule()
        schedule.set(probe("s"), at: .seconds(first))
        schedule.set(probe("s"), at: .seconds(second))
        #expect(schedule.next() == .seconds(second))
        #expect(schedule.take(at: .seconds(20)) == probe("s"))
        #expect(schedule.take(at: .seconds(20)) == nil)
    }

    @Test func aCancelledItemIsNotDue() {
        var schedule = Schedule()
        schedule.set(probe("s"), at: .seconds(1))
        #expect(schedule.isSet(probe("s")))
        schedule.cancel(probe("s"))
        #expect(!schedule.isSet(probe("s")))
        #expect(schedule.next() == nil)
        #expect(schedule.take(at: .seconds(9)) == nil)
        schedule.set(probe("s"), at: .seconds(2))
        #expect(schedule.take(at: .seconds(9)) == probe("s"))
    }

    @Test(arguments: UInt64(1)...20)
    func agreesWithASortedList(seed: UInt64) {
        var chance = SeededGenerator(seed: seed)
        var schedule = Schedule()
        /// Slot and order of setting of what is due.
        var list: [Schedule.Item: (slot: Int, serial: Int)] = [:]
        var clock = 0

        for serial in 0..<3000 {
            let item = probe(String(Int.random(in: 0..<40, using: &chance)))
            switch Int.random(in: 0..<10, using: &chance) {
            case 0..<6:
                let slot = clock + Int.random(in: 0..<50, using: &chance)
                schedule.set(item, at: .milliseconds(slot * 100 - Int.random(in: 0..<100, using: &chance)))
                list[item] = (slot, serial)
            case 6:
                schedule.cancel(item)
                list[item] = nil
            default:
                clock += Int.random(in: 0..<5, using: &chance)
                let due = list.filter { $0.value.slot <= clock }.min { $0.value < $1.value }?.key
                #expect(schedule.take(at: .milliseconds(clock * 100)) == due)
                if let due { list[due] = nil }
            }
            #expect(schedule.isSet(item) == (list[item] != nil))
            #expect(schedule.next() == list.values.map(\.slot).min().map { .milliseconds($0 * 100) })
        }
    }
}
