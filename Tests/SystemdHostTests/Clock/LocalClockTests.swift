import Foundation
import TestSupport
import Testing
import WatchCore

@testable import SystemdHost

struct LocalClockTests {
    /// Seconds since 1970, in all seasons and beyond 32 bits.
    @Test(arguments: [
        0, -1, -86_401, 1_795_000_000, 1_805_000_000, 1_774_746_000, 1_793_494_800, 5_000_000_000,
    ])
    func theClocksShowWhatDateShows(seconds: Int) async throws {
        let shown = try await Program.succeed(["date", "-d", "@\(seconds)", "+%Y-%m-%d %H:%M:%S"])
        let asIfUTC = String(decoding: shown, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        let same = try await Program.succeed(["date", "-u", "-d", asIfUTC, "+%s"])
        let expected = try #require(
            Int(String(decoding: same, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)))
        let local = LocalClock.time(of: Date(timeIntervalSince1970: Double(seconds) + 0.9))
        #expect(local == LocalTime(secondsSince1970: expected))
        #expect((0..<86_400).contains(local.second))
    }
}
