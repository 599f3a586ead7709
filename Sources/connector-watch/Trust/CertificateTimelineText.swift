internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// A certificate's life as a bar of characters: its zones, the start of the renewal above, and today below.
struct CertificateTimelineText {
    let life: CertificateTimeline
    let target: TrustTarget
    let today: Date
    let painter: Painter

    private static let indent = "  "

    /// Lines of at most `width` characters.
    func lines(width: Int) -> [String] {
        let count = max(10, width - Self.indent.count - 2)
        return [
            ends(count), mark(life.ends - target.renewalWindow.inSeconds, count, "v renewal"), bar(count),
            mark(today, count, word),
        ]
            + legend(width)
    }

    /// The dates at both ends.
    private func ends(_ count: Int) -> String {
        let (first, last) = (life.begins.day, life.ends.day)
        let gap = max(1, count + 2 - first.count - last.count)
        return Self.indent + first + String(repeating: " ", count: gap) + last
    }

    private func bar(_ count: Int) -> String {
        let zones = (0..<count).map { life.zone(at: (Double($0) + 0.5) / Double(count)) }
        var bar = ""
        for zone in CertificateTimeline.Zone.allCases {
            let cells = zones.count { $0 == zone }
            bar += painter.paint(String(repeating: zone.sign, count: cells), zone.colour)
        }
        return Self.indent + "[" + bar + "]"
    }

    /// A symbol at the cell of a date, with words on the side that has room.
    private func mark(_ date: Date, _ count: Int, _ text: String) -> String {
        let cell = min(count - 1, Int(life.position(of: date) * Double(count)))
        let before = Self.indent.count + 1 + cell
        guard cell + text.count > count else { return String(repeating: " ", count: before) + text }
        // With the words on the left, the symbol comes last.
        let turned = text.dropFirst(2) + " " + text.prefix(1)
        return String(repeating: " ", count: max(0, before + 1 - turned.count)) + turned
    }

    private var word: String {
        if today < life.begins { return "^ not valid yet" }
        let left = Duration.seconds(life.ends.timeIntervalSince(today))
        return left < .zero ? "^ expired" : "^ today, \(left.daysText) left"
    }

    private func legend(_ width: Int) -> [String] {
        let parts = life.zones.map { "\($0.zone.sign) \($0.zone.rawValue) from \($0.from.day)" }
        return parts.joined(separator: ", ").wrapped(width, first: Self.indent)
    }
}

extension CertificateTimeline.Zone {
    fileprivate var sign: String {
        switch self {
        case .settled: "-"
        case .renewal: "~"
        case .warning: "w"
        case .error: "e"
        case .critical: "c"
        }
    }

    fileprivate var colour: Painter.Colour? {
        switch self {
        case .settled: .green
        case .renewal: nil
        case .warning: .yellow
        case .error, .critical: .red
        }
    }
}
