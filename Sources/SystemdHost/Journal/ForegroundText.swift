internal import FoundationEssentials
internal import Glibc
internal import WatchCore

/// An entry for a person who runs the daemon in the foreground: time, priority in colour, and the wrapped sentence.
struct ForegroundText {
    let traits: TerminalTraits

    /// The longest priority that the daemon uses.
    private static let priorityWidth = Priority.warning.name.count

    /// Formats one entry.
    ///
    /// - Parameters:
    ///   - sentence: without line breaks and control characters.
    ///   - priority: its word is coloured from warning on.
    ///   - now: shown as local time, `HH:MM:SS`.
    /// - Returns: Lines with a hanging indent, each with a line break at its end.
    func text(_ sentence: String, priority: Priority, at now: Date) -> String {
        let word = priority.name
        let padding = String(repeating: " ", count: max(0, Self.priorityWidth - word.count))
        let time = Self.localTime(now)
        let head = "\(time) \(word)\(padding) "
        let lines = sentence.wrapped(traits.width, first: head)
        let first = lines[0].dropFirst(head.count)
        return (["\(time) \(painted(word, priority))\(padding) \(first)"] + lines.dropFirst())
            .map { $0 + "\n" }.joined()
    }

    private func painted(_ word: String, _ priority: Priority) -> String {
        guard traits.isColoured, priority >= .warning else { return word }
        // SGR of ECMA-48: bold red, or yellow.
        return "\u{1b}[\(priority >= .error ? "1;31" : "33")m\(word)\u{1b}[0m"
    }

    private static func localTime(_ date: Date) -> String {
        var seconds = Int(date.timeIntervalSince1970.rounded(.down))
        var parts = tm()
        localtime_r(&seconds, &parts)
        return [parts.tm_hour, parts.tm_min, parts.tm_sec].map { $0 < 10 ? "0\($0)" : "\($0)" }
            .joined(separator: ":")
    }
}
