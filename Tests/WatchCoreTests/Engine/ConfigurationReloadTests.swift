import Testing

@testable import WatchCore

struct ConfigurationReloadTests {
    private let valid = ConfigurationReading.valid(.sample(ports: 1))
    private let rejected = ConfigurationReading.rejected(["a.conf:1:1: It is wrong."])

    @Test func whatChangesIsReadOnceItIsQuietAndTakenOverOnceItIsReadTwice() {
        var reload = ConfigurationReload()
        #expect(reload.wakesAt == nil)
        reload.change(at: .seconds(1))
        let quiet = Duration.seconds(1) + Debouncer.quietTime
        #expect(reload.wakesAt == quiet)
        #expect(reload.wake(at: .seconds(1)) == [])
        #expect(reload.wake(at: quiet) == [.readConfiguration])
        #expect(reload.take(valid, at: .seconds(2)) == nil)
        #expect(reload.wakesAt == .seconds(2) + ConfigurationReload.settlingTime)
        #expect(reload.wake(at: .seconds(3)) == [.readConfiguration])
        #expect(reload.take(valid, at: .seconds(3)) == .adopt(.sample(ports: 1)))
        #expect(reload.wakesAt == nil)
    }

    @Test func aRequestTakesTheNextReadingOver() {
        var reload = ConfigurationReload()
        #expect(reload.reload() == [.notify(.reloading), .readConfiguration])
        #expect(reload.isReloading)
        #expect(reload.take(valid, at: .zero) == .adopt(.sample(ports: 1)))
        #expect(!reload.isReloading)
    }

    @Test func onlyTheNewestReadingThatWasAskedForCounts() {
        var reload = ConfigurationReload()
        _ = reload.reload()
        _ = reload.reload()
        #expect(reload.take(rejected, at: .zero) == nil)
        #expect(reload.isReloading)
        #expect(reload.take(valid, at: .zero) == .adopt(.sample(ports: 1)))
    }

    @Test func aFileThatIsBeingWrittenSettlesFirst() {
        var reload = ConfigurationReload()
        #expect(reload.take(rejected, at: .zero) == nil)
        #expect(reload.take(valid, at: .seconds(1)) == nil)
        #expect(reload.take(valid, at: .seconds(2)) == .adopt(.sample(ports: 1)))
    }

    @Test func aRejectedConfigurationIsReadAgainAndToldOnce() {
        var reload = ConfigurationReload()
        #expect(reload.take(rejected, at: .zero) == nil)
        let problems = ["a.conf:1:1: It is wrong."]
        #expect(reload.take(rejected, at: .seconds(1)) == .reject(problems, isNews: true))
        #expect(reload.wakesAt == .seconds(1) + ConfigurationReload.rejectedInterval)
        #expect(reload.take(rejected, at: .seconds(61)) == .reject(problems, isNews: false))
        // Something else for a moment does not make it news.
        #expect(reload.take(.rejected(["b"]), at: .seconds(70)) == nil)
        #expect(reload.take(rejected, at: .seconds(71)) == nil)
        #expect(reload.take(rejected, at: .seconds(72)) == .reject(problems, isNews: false))
        #expect(reload.take(.rejected(["b"]), at: .seconds(73)) == nil)
        #expect(reload.take(.rejected(["b"]), at: .seconds(74)) == .reject(["b"], isNews: true))
        // Who asks is told.
        _ = reload.reload()
        #expect(reload.take(.rejected(["b"]), at: .seconds(80)) == .reject(["b"], isNews: true))
    }

    @Test func aChangeThatWaitsForQuietIsNotPostponed() {
        var reload = ConfigurationReload()
        reload.change(at: .seconds(1))
        #expect(reload.take(valid, at: .seconds(1)) == nil)
        #expect(reload.wakesAt == .seconds(1) + Debouncer.quietTime)
    }
}
