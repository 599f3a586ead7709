/// How bad it is: the syslog priorities, the journal's `PRIORITY`.
package enum Priority: Int, Sendable, Comparable, Codable, CaseIterable {
    case critical = 2
    case error = 3
    case warning = 4
    case notice = 5
    case info = 6

    /// The more severe one is the greater one.
    package static func < (a: Priority, b: Priority) -> Bool { a.rawValue > b.rawValue }
}
