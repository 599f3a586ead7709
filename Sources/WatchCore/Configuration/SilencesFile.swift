/// One silence of the file that "connector-watch silence" writes.
package struct SilenceEntry: Sendable, Hashable {
    /// The name of its section.
    package var id: String
    /// When it begins, or `nil` if it has begun.
    package var from: WrittenTime?
    package var until: WrittenTime
    package var scope: SilenceScope
    package var reason: String

    package init(
        id: String, from: WrittenTime?, until: WrittenTime, scope: SilenceScope, reason: String
    ) {
        self.id = id
        self.from = from
        self.until = until
        self.scope = scope
        self.reason = reason
    }
}

/// The file of silences, as it was read: sections `[Silence ID]` in the syntax of the configuration.
///
/// What is wrong with one of them leaves the others in force.
package struct SilencesFile: Sendable, Equatable {
    /// More of them are refused.
    package static let limit = 100
    /// Its name, beside the main configuration file.
    package static let name = "silences.conf"

    /// Those without an error.
    package var entries: [SilenceEntry] = []
    /// What is wrong with the others, in the order of the file.
    package var problems: [ConfigurationProblem] = []

    package init(_ entries: [SilenceEntry] = []) {
        self.entries = entries
    }
}

extension SilencesFile {
    /// The file with these entries, for the program that reads it and for people.
    package var text: String {
        let head = """
            # Silences for a time, as "connector-watch silence" writes them: it drops those that are over, and comments.
            # They may be edited; connector-watchd reads them at once. Keys: From=, Until=, Checks=, Events=, Reason=.

            """
        return head
            + entries.map { entry in
                let from = entry.from.map { "From=\($0)\n" } ?? ""
                let events = entry.scope.events.map { String($0.rawValue) }.joined(separator: " ")
                return """

                    [Silence \(entry.id)]
                    \(from)Until=\(entry.until)
                    Checks=\(SilenceKeys.checks.text(of: entry.scope.checks))
                    \(events.isEmpty ? "" : "Events=\(events)\n")Reason=\(entry.reason)

                    """
            }.joined()
    }
}
