import Foundation

/// One entry of the journal; values that are not text are left out.
struct JournalRecord: Sendable {
    private let fields: [String: String]

    /// `line` is one line of `journalctl -o json`.
    init(line: Substring) throws {
        let values = try JSONDecoder().decode([String: Value].self, from: Data(line.utf8))
        fields = values.compactMapValues(\.text)
    }

    subscript(name: String) -> String? { fields[name] }

    /// When journald took it, microseconds on the monotonic clock.
    var monotonic: Int? { fields["__MONOTONIC_TIMESTAMP"].flatMap(Int.init) }

    /// The same on the calendar, seconds since 1970.
    var date: Date? {
        fields["__REALTIME_TIMESTAMP"].flatMap(Double.init).map { Date(timeIntervalSince1970: $0 / 1e6) }
    }

    /// A field's value: text, else an array (bytes, or the values of a repeated field) or null (too large).
    private struct Value: Decodable {
        var text: String?

        init(from decoder: any Decoder) throws {
            text = try? decoder.singleValueContainer().decode(String.self)
        }
    }
}

extension Machine {
    /// What the journal holds by now that matches (journalctl(1): `FIELD=value`), the oldest first.
    func journal(_ matches: String...) async throws -> [JournalRecord] {
        let words = matches.map { "'\($0)'" }.joined(separator: " ")
        return try records(
            await succeed("journalctl --sync && journalctl -o json --no-pager --quiet \(words)"))
    }

    /// The first `count` entries that match, once there are so many.
    func entries(_ count: Int, _ matches: String...) async throws -> [JournalRecord] {
        let words = matches.map { "'\($0)'" }.joined(separator: " ")
        return try records(
            await succeed(
                """
                exec {entries}< <(exec journalctl --follow --no-tail -o json \(words))
                follower=$!
                timeout 40 head -n \(count) <&$entries
                status=$?
                kill $follower
                exit $status
                """))
    }

    private func records(_ output: String) throws -> [JournalRecord] {
        try output.split(separator: "\n").map(JournalRecord.init(line:))
    }
}
