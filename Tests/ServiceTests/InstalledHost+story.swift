import TestSupport

/// The journal as a story: what was done, and all that the daemon said, in order.
extension InstalledHost {
    private static let teller = "SYSLOG_IDENTIFIER=connector-watchd"

    /// Returns once the daemon has said so much, in all.
    func untilSaid(_ count: Int) async throws {
        do {
            _ = try await machine.entries(count, Self.teller)
        } catch {
            throw ProgramFailure(
                "\(count) entries did not come: \(try await story().joined(separator: "\n"))")
        }
    }

    /// All that the daemon said: `1010 info notice renewal`, with the check's name at the end where it is not `trust`.
    ///
    /// An entry that is no alert is `?` and its message.
    func story() async throws -> [String] {
        try await machine.journal(Self.teller).map { record in
            let check = record["CONNECTOR_CHECK"]
            return record.line + (["trust", "service"].contains(check) ? "" : " \(check ?? "-")")
        }
    }

    /// What was done to an agent (`- ` and the step's name), and what the daemon said of it.
    func story(of agent: Agent) async throws -> [String] {
        try await machine.journal("CONNECTOR_CHECK=\(agent.check)").map(\.line)
    }
}

extension JournalRecord {
    private static let priorities = ["emerg", "alert", "crit", "err", "warning", "notice", "info"]

    fileprivate var line: String {
        let message = self["MESSAGE"] ?? ""
        if self["SYSLOG_IDENTIFIER"] == "step" { return "- \(message)" }
        guard let event = self["CONNECTOR_EVENT_ID"], let state = self["CONNECTOR_STATE"],
            let priority = self["PRIORITY"].flatMap({ Int($0) }), Self.priorities.indices.contains(priority)
        else { return "? \(message)" }
        return [event, state, Self.priorities[priority], self["CONNECTOR_CHANGE"]].compactMap(\.self)
            .joined(separator: " ")
    }
}
