import Testing

@testable import WatchCore

struct AlarmTests {
    @Test func itIsArmedForTheEarliestTimeRoundedUpToASlot() {
        var alarm = Alarm()
        #expect(alarm.set([nil, .milliseconds(250), .seconds(9)]) == [.wake(at: .milliseconds(300))])
        #expect(alarm.set([]) == [])
        #expect(alarm.set([nil]) == [])
    }

    @Test func itIsArmedAnewOnlyForAnotherTimeOrOnceItWentOff() {
        var alarm = Alarm()
        _ = alarm.set([.seconds(1)])
        #expect(alarm.set([.milliseconds(950)]) == [])
        #expect(alarm.set([.seconds(2)]) == [.wake(at: .seconds(2))])
        alarm.rang()
        #expect(alarm.set([.seconds(2)]) == [.wake(at: .seconds(2))])
    }
}
