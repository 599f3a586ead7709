extension EventProfile {
    /// Event 1099.
    static let hostDegraded = EventProfile(
        "6e52f3e6e85a42af8ced9d3f1eff9a8d", "Watching is degraded", [.warning],
        sends: .entry.union([.remedy]))
}

extension FindingText {
    /// Event 1099 where this host itself cannot probe a target.
    static func hostCannotProbe(_ target: String, _ reason: String) -> FindingText {
        FindingText(
            "This host cannot probe \(target): \(reason).",
            remedy: """
                Check this host's memory and limits (systemctl status connector-watch) and its ca-certificates. Until it can, \
                nothing is known about that target.
                """)
    }
}
