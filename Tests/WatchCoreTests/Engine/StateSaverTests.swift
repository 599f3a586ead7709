import Testing

@testable import WatchCore

struct StateSaverTests {
    @Test func oneCommitFollowsAnother() {
        var saver = StateSaver(isKept: true)
        #expect(saver.isReady && saver.wakesAt == nil)
        saver.begin(at: .zero)
        #expect(!saver.isReady && saver.isSaving)
        saver.saved(isFailed: false, at: .seconds(1))
        #expect(saver.isReady && !saver.isSaving && !saver.isWhole)
    }

    @Test func aCommitThatFailedIsTriedAgainLaterWithAllThereIs() {
        var saver = StateSaver(isKept: true)
        saver.begin(at: .zero)
        saver.saved(isFailed: true, at: .seconds(2))
        #expect(!saver.isReady && saver.isWhole)
        let retry = Duration.seconds(2) + StateSaver.retryTime
        #expect(saver.wakesAt == retry)
        #expect(saver.wake(at: .seconds(3)) == false)
        #expect(!saver.isReady)
        #expect(saver.wake(at: retry) == false)
        #expect(saver.isReady && saver.isWhole)
        saver.begin(at: retry)
        saver.saved(isFailed: false, at: retry)
        #expect(!saver.isWhole)
    }

    @Test func aCommitThatHangsIsToldOnceAndMayStillEnd() {
        var saver = StateSaver(isKept: true)
        saver.begin(at: .zero)
        #expect(saver.wakesAt == StateSaver.patience)
        #expect(saver.wake(at: StateSaver.patience) == true)
        #expect(saver.wake(at: .seconds(60)) == false)
        #expect(saver.isSaving && saver.wakesAt == nil)
        saver.saved(isFailed: false, at: .seconds(90))
        #expect(saver.isReady && !saver.isWhole)
    }

    @Test func theLastCommitDoesNotWaitForTheNextTry() {
        var saver = StateSaver(isKept: true)
        saver.begin(at: .zero)
        saver.saved(isFailed: true, at: .seconds(1))
        saver.hasten()
        #expect(saver.isReady && saver.isWhole)
    }

    @Test func withoutAPlaceNothingIsSaved() {
        var saver = StateSaver(isKept: false)
        #expect(!saver.isReady && !saver.isSaving && saver.wakesAt == nil)
        saver.saved(isFailed: true, at: .zero)
        #expect(!saver.isReady && !saver.isWhole)
    }
}
