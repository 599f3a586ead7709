import FoundationEssentials

@testable import WatchCore

/// What an earlier run left of a check, its trend, a notification, or all in the file of versions before 0.4.0.
enum FuzzedSavedState {
    /// What is let through can be written and read again, and computed with.
    static func run(_ bytes: [UInt8]) throws {
        var state = (try? SavedState(ofFile: bytes)) ?? SavedState()
        if let check = try? SavedState.SavedCheck(decoding: bytes) {
            try promise(
                isReadAgain { try SavedState.SavedCheck(decoding: check.encoded()) }, "A check is not.")
            state.checks.append(check)
        }
        for (name, trend) in state.trends {
            let records = trend.records(of: name)
            try promise(records.isEmpty || Trend(records)?.records(of: name) == records, "A trend is not.")
        }
        if let entry = try? JournalEntry(decoding: bytes) {
            try promise(isReadAgain { try JournalEntry(decoding: entry.encoded()) }, "An entry is not.")
        }
        guard !state.checks.isEmpty || !state.trends.isEmpty else { return }
        try compute(with: state)
    }

    private static func isReadAgain(_ reading: () throws -> some Any) -> Bool { (try? reading()) != nil }

    /// A daemon takes it over, publishes it, and goes on for some days without any answer.
    private static func compute(with state: SavedState) throws {
        let text = "[Connector]\nCloud=none\n[Trust]\nSettingsFile=/x\n[Port p]\nHost=p\nPorts=443\n"
        let fragment = ConfigurationFragment(path: "f", text: text)
        let settings = try Configuration.read([fragment], hostName: "h").get().settings
        var now = Timestamp(uptime: .seconds(60), date: Date(timeIntervalSince1970: 1_795_000_000))
        _ = try Snapshot(of: state, settings, at: now).encoded()
        let environment = EngineEnvironment(configurationPath: "f", statePath: "/s", snapshotPath: "/s.json")
        var engine = Engine(settings: settings, environment: environment, saved: state, at: now)
        _ = engine.start(stateFailure: nil, at: now)
        for hours in [1, 12, 100] {
            now = Timestamp(
                uptime: now.uptime + .seconds(hours * 3600), date: now.date + Double(hours) * 3600)
            _ = engine.take(.woke, at: now)
        }
    }
}
