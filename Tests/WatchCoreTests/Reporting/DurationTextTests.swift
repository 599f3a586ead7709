import Testing

@testable import WatchCore

struct DurationTextTests {
    @Test(
        arguments: [
            (Duration.zero, "0 s"), (.microseconds(400), "0.4 ms"), (.milliseconds(1), "1 ms"),
            (.milliseconds(350), "350 ms"), (.milliseconds(999), "999 ms"), (.seconds(1), "1 s"),
            (.milliseconds(2500), "2.5 s"), (.milliseconds(9999), "9.9 s"), (.milliseconds(10_400), "10 s"),
            (.seconds(59), "59 s"), (.seconds(60), "1 min"), (.seconds(150), "2 min 30 s"),
            (.seconds(3600), "1 h"),
            (.seconds(3601), "1 h"), (.seconds(5400), "1 h 30 min"), (.seconds(86_400), "1 day"),
            (.seconds(86_460), "1 day"), (.seconds(90_061), "1 day 1 h"), (.seconds(3 * 86_400), "3 days"),
            (.seconds(3 * 86_400 + 7259), "3 days 2 h"),
        ] as [(Duration, String)])
    func isWrittenWithItsTwoLargestUnits(duration: Duration, text: String) {
        #expect(duration.text == text)
    }

    @Test(
        arguments: [
            (Duration.seconds(30 * 86_400), "30 days", Int64(30)), (.seconds(30 * 86_400 - 1), "29 days", 29),
            (.seconds(2 * 86_400), "2 days", 2), (.seconds(2 * 86_400 - 1), "1 day 23 h", 1),
            (.seconds(86_400 - 1), "23 h 59 min", 0), (.zero, "0 s", 0),
        ] as [(Duration, String, Int64)])
    func countsWholeDaysDown(duration: Duration, text: String, days: Int64) {
        #expect(duration.daysText == text)
        #expect(duration.wholeDays == days)
    }

    @Test(
        arguments: [
            (Duration.milliseconds(-1), Int64(-1)), (.seconds(-1), -1), (.seconds(-86_400), -1),
            (.milliseconds(-86_400_001), -2), (.seconds(-86_401), -2), (.nanoseconds(1), 0),
        ] as [(Duration, Int64)])
    func countsTheDaysSinceDownAsWell(duration: Duration, days: Int64) {
        #expect(duration.wholeDays == days)
    }

    @Test(
        arguments: [
            (Duration.zero, "0.0"), (.microseconds(40), "0.0"), (.microseconds(150), "0.1"),
            (.milliseconds(30), "30.0"), (.microseconds(10_000_060), "10000.0"),
        ] as [(Duration, String)])
    func isWrittenInMillisecondsWithOneDecimal(duration: Duration, text: String) {
        #expect(duration.millisecondsText == text)
    }
}
