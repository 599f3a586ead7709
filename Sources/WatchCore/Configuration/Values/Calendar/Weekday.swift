/// A day of the week as systemd.time(7) names it, in full or by its first three letters, in any case.
enum Weekday: Int, CaseIterable {
    case monday
    case tuesday
    case wednesday
    case thursday
    case friday
    case saturday
    case sunday

    /// In English, in lower case.
    private var name: String { "\(self)" }

    /// `Mon`.
    var abbreviation: String { name.prefix(1).uppercased() + name.dropFirst().prefix(2) }

    /// The weekday that a text begins with, and how many bytes its name has there; or `nil` if there is none.
    static func first(of text: some StringProtocol) -> (weekday: Weekday, length: Int)? {
        let lower = text.prefix(9).lowercased()
        for weekday in allCases {
            for name in [weekday.name, String(weekday.name.prefix(3))] where lower.hasPrefix(name) {
                return (weekday, name.utf8.count)
            }
        }
        return nil
    }

    /// The weekday that a text begins with, or `nil` if there is none.
    init?(startOf text: some StringProtocol) {
        guard let first = Self.first(of: text) else { return nil }
        self = first.weekday
    }
}
