import TestSupport
import Testing
import WatchCore

extension UntimedTests {
    /// The summary of each day, by a calendar that the test turns.
    struct SummaryTests {
        /// The day that it becomes, and how many summaries there have been then.
        private static let days = [
            (0, 0), (1, 1), (2, 2), (1, 2), (2, 2), (3, 3),
            // A future that was none, and the way back.
            (400, 4), (4, 4), (5, 5), (9, 6), (10, 7),
        ]

        @Test(.timeLimit(.minutes(2)))
        func noDayHasTwoAndNoJumpSilencesIt() async throws {
            try await InstalledHost.open { host in
                // The last drop-in counts.
                try await host.configure("zone", "[Connector]\nSummaryTime=08:00\n")
                let calendar = try await Calendar(of: host)
                // Noon, whatever time it is.
                let hour = try #require(Int(try await host.machine.succeed("date +%-H")))
                try await calendar.turn(to: 0, hours: 12 - hour)
                try await host.start()
                for (day, count) in Self.days {
                    try await host.act(
                        on: .own,
                        Calendar.turning(to: day, hours: 12 - hour) + "touch \"$file\"\nuntil_read \"$file\"")
                    if count > 0 { _ = try await host.entries(count, of: .summarized) }
                    #expect(try await host.announced(.summarized).count == count, "day \(day)")
                }
                // A restart on the same day tells nothing again.
                try await host.machine.succeed("systemctl restart connector-watch")
                try await host.act(on: .own, "touch \"$file\"\nuntil_read \"$file\"")
                let told = try await host.announced(.summarized)
                #expect(told.count == 7)
                #expect(told.allSatisfy { $0["CONNECTOR_DAYS_LEFT"] != nil })
                #expect(told.last?["MESSAGE"]?.hasPrefix("Daily summary: ") == true)
            }
        }
    }
}
