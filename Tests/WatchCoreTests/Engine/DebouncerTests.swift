import Testing

@testable import WatchCore

struct DebouncerTests {
    @Test func aSingleChangeIsOverAfterAQuietTime() {
        var burst = Debouncer()
        #expect(!burst.isChanging)
        #expect(burst.change(at: .seconds(5)) == .seconds(5) + Debouncer.quietTime)
        #expect(burst.isChanging)
        burst.end()
        #expect(!burst.isChanging)
    }

    @Test func everyChangePostponesTheEndUpToABound() {
        var burst = Debouncer()
        let ends = (0..<20).map { burst.change(at: .milliseconds($0 * 80)) }
        #expect(ends[1] == .milliseconds(180))
        #expect(ends[10] == .milliseconds(900))
        #expect(ends[19] == Debouncer.longestBurst)
        burst.end()
        #expect(burst.change(at: .seconds(9)) == .seconds(9) + Debouncer.quietTime)
    }
}
