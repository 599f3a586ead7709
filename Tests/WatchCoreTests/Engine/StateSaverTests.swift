import Testing

@testable import WatchCore

struct StateSaverTests {
    private let soon = StateSaver.savingTime

    @Test func whatComesUpIsCollectedForAMoment() {
        var saver = StateSaver(isKept: true)
        #expect(saver.wakesAt == nil)
        saver.request(at: .zero)
        saver.request(at: .milliseconds(500))
        #expect(saver.wakesAt == soon)
        #expect(saver.wake(at: .milliseconds(900)) == false)
        #expect(saver.wake(at: soon) == true)
        #expect(saver.isSaving)
        #expect(saver.wakesAt == nil)
    }

    @Test func oneSaveFollowsAnother() {
        var saver = StateSaver(isKept: true)
        saver.request(at: .zero)
        #expect(saver.wake(at: soon) == true)
        saver.request(at: .seconds(2))
        saver.request(at: .seconds(3))
        #expect(saver.wakesAt == nil)
        let mustSave = saver.saved(isFailed: false, at: .seconds(9))
        #expect(!mustSave)
        #expect(saver.wakesAt == .seconds(9) + soon)
    }

    @Test func aSaveThatFailedIsTriedAgainLaterOrWithTheNextNews() {
        var saver = StateSaver(isKept: true)
        saver.request(at: .zero)
        #expect(saver.wake(at: soon) == true)
        let mustSave = saver.saved(isFailed: true, at: .seconds(2))
        #expect(!mustSave)
        #expect(saver.wakesAt == .seconds(2) + StateSaver.retryTime + soon)
        saver.request(at: .seconds(10))
        #expect(saver.wakesAt == .seconds(10) + soon)
    }

    @Test func theLastSaveComesAtOnceOrAfterTheOneInFlight() {
        var idle = StateSaver(isKept: true)
        #expect(idle.requestLast() == true)
        #expect(idle.saved(isFailed: false, at: .seconds(1)) == false)
        #expect(!idle.isSaving)

        var saving = StateSaver(isKept: true)
        saving.request(at: .zero)
        #expect(saving.wake(at: soon) == true)
        #expect(saving.requestLast() == false)
        #expect(saving.saved(isFailed: true, at: .seconds(2)) == true)
        #expect(saving.isSaving)
        #expect(saving.saved(isFailed: true, at: .seconds(3)) == false)
    }

    @Test func withoutAPlaceNothingIsSaved() {
        var saver = StateSaver(isKept: false)
        saver.request(at: .zero)
        #expect(saver.wakesAt == nil)
        #expect(saver.wake(at: .seconds(9)) == false)
        #expect(saver.requestLast() == false)
        #expect(!saver.isSaving)
    }
}
