import Testing

@testable import WatchCore

struct TimeSpanTests {
    @Test(arguments: [
        ("0", Duration.zero), ("5", .seconds(5)), ("1min 30s", .seconds(90)), ("1min30s", .seconds(90)),
        ("2d", .seconds(172_800)), ("500ms", .milliseconds(500)), ("1.5h", .seconds(5400)),
        (".5s", .milliseconds(500)),
        ("5 min", .seconds(300)), ("5min 20", .seconds(320)), ("1w", .seconds(604_800)),
        ("1M", .seconds(2_629_800)),
        ("1m", .seconds(60)), ("2 months", .seconds(5_259_600)), ("1y", .seconds(31_557_600)),
        ("2 years 1 week", .seconds(63_720_000)), ("7us", .microseconds(7)), ("7\u{b5}s", .microseconds(7)),
        ("7\u{3bc}s", .microseconds(7)), ("1.0000019s", .microseconds(1_000_001)),
        ("\t3hr 2 sec", .seconds(10_802)),
        ("55s500ms", .milliseconds(55_500)), ("300ms20s 5day", .milliseconds(432_020_300)),
    ])
    func readsWhatSystemdTimeWrites(text: String, expected: Duration) throws {
        #expect(try TimeSpan.read(text) == expected)
    }

    @Test(arguments: [
        ("", "it is empty"), ("infinity", "it must be finite"),
        ("5 minuts", "unknown time unit \"minuts\" (did you mean \"minute\"?)"),
        ("5x", "unknown time unit \"x\""),
        ("-5s", "a number is missing before \"-5s\""), ("s", "a number is missing before \"s\""),
        ("1.s.", "a number is missing before \"\""), ("99999999999999y", "the number is too large"),
        ("292000y 292000y", "the number is too large"),
        ("5 MIN", "unknown time unit \"MIN\" (did you mean \"min\"?)"),
    ])
    func saysWhyATextIsNoTimeSpan(text: String, reason: String) {
        #expect(throws: ValueError(reason)) { try TimeSpan.read(text) }
    }

    @Test(arguments: [
        (Duration.zero, "0s"), (.seconds(90), "1min 30s"), (.seconds(2_592_000), "30d"),
        (.milliseconds(1500), "1s 500ms"),
        (.seconds(86_400 + 3600 + 61), "1d 1h 1min 1s"), (.microseconds(3), "3us"),
    ])
    func writesTheLargestUnitsFirst(span: Duration, text: String) throws {
        #expect(TimeSpan.text(of: span) == text)
        #expect(try TimeSpan.read(text) == span)
    }
}
