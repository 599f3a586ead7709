import Foundation
import Testing

@testable import WatchCore

struct RFC3339Tests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (-0.5, "1969-12-31T23:59:59Z"),
        (0.999, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"),
        (951_868_800, "2000-03-01T00:00:00Z"), (1_709_164_799, "2024-02-28T23:59:59Z"),
        (1_709_164_800, "2024-02-29T00:00:00Z"), (4_107_542_399, "2100-02-28T23:59:59Z"),
        (4_107_542_400, "2100-03-01T00:00:00Z"), (-2_203_891_200, "1900-03-01T00:00:00Z"),
        (-11_676_096_000, "1600-01-01T00:00:00Z"), (-62_135_596_800, "0001-01-01T00:00:00Z"),
        (253_402_300_799, "9999-12-31T23:59:59Z"), (1_763_925_078, "2025-11-23T19:11:18Z"),
    ])
    func isWrittenInUTC(seconds: Double, text: String) {
        #expect(Date(timeIntervalSince1970: seconds).rfc3339 == text)
    }

    @Test func agreesWithFoundationOnEveryDayOfFourHundredYears() {
        let style = Date.ISO8601FormatStyle()
        for day in -73_049..<73_048 {
            let date = Date(timeIntervalSince1970: Double(day) * 86_400 + 86_399)
            #expect(date.rfc3339 == date.formatted(style))
        }
    }
}
