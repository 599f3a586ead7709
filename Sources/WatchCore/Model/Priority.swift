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

extension Priority {
    /// syslog(3)'s word for it.
    package var name: String {
        switch self {
        case .critical: "crit"
        case .error: "err"
        case .warning: "warning"
        case .notice: "notice"
        case .info: "info"
        }
    }
}
