import Foundation
import Testing

@testable import WatchCore

struct SilencesReloadTests {
    private let good = SilencesReading([.sample(until: start.date + 3600, checks: "*")])
    private let bad = SilencesReading([], problems: ["/etc/silences.conf:1:1: error: Bad."])

    private func read(_ reload: inout SilencesReload, at now: Duration) {
        reload.change(at: now)
        #expect(reload.wakesAt == now + Debouncer.quietTime)
        #expect(reload.wake(at: now + Debouncer.quietTime) == [.readSilences])
    }

    @Test func aRightFileCountsAtOnce() {
        var reload = SilencesReload(announced: [])
        read(&reload, at: .zero)
        #expect(reload.take(good, at: .seconds(1)) == .init(reading: good, isNews: false))
        #expect(reload.wakesAt == nil)
    }

    @Test func aWrongOneMustBeReadTwice() {
        var reload = SilencesReload(announced: [])
        read(&reload, at: .zero)
        #expect(reload.take(bad, at: .seconds(1)) == nil)
        #expect(reload.wakesAt == .seconds(2))
        #expect(reload.wake(at: .seconds(2)) == [.readSilences])
        #expect(reload.take(bad, at: .seconds(2)) == .init(reading: bad, isNews: true))
        read(&reload, at: .seconds(10))
        #expect(reload.take(bad, at: .seconds(11)) == .init(reading: bad, isNews: false))
    }

    @Test func oneThatWasHalfWrittenSaysNothing() {
        var reload = SilencesReload(announced: [])
        read(&reload, at: .zero)
        #expect(reload.take(bad, at: .seconds(1)) == nil)
        #expect(reload.wake(at: .seconds(2)) == [.readSilences])
        #expect(reload.take(good, at: .seconds(2)) == .init(reading: good, isNews: false))
    }

    @Test func whoAsksIsToldAtOnceAndAgain() {
        var reload = SilencesReload(announced: bad.problems)
        #expect(reload.reload() == .readSilences)
        #expect(reload.take(bad, at: .seconds(1)) == .init(reading: bad, isNews: true))
    }

    @Test func onlyTheNewestReadingCounts() {
        var reload = SilencesReload(announced: [])
        _ = reload.reload()
        _ = reload.reload()
        #expect(reload.take(bad, at: .seconds(1)) == nil)
        #expect(reload.take(good, at: .seconds(1)) == .init(reading: good, isNews: true))
    }
}
