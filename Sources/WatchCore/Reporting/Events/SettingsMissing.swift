extension EventProfile {
    /// Event 1011.
    static let settingsMissing = EventProfile(
        "513b98f87c724cd3b86fd30fef6b5d59", "TrustSettings.xml missing or unreadable", [.error],
        [.settingsMissing, .settingsUnreadable, .shareUnavailable], sends: .failure)
}

extension FindingText {
    /// Event 1011.
    static func settingsMissing(file: String, _ absence: SettingsAbsence) -> FindingText {
        switch absence {
        case .missing(let nearest):
            FindingText(
                "\"\(file)\" does not exist; the nearest directory that does is \"\(nearest)\".",
                remedy: """
                    Check SettingsFile=, the mount it lies on, and whether the connector is installed and registered.
                    """)
        case .unreadable(let text):
            FindingText(
                "\"\(file)\" cannot be read: \(text).",
                remedy: """
                    Give the user connector-watch read access to it, or check the mount it lies on.
                    """)
        case .shareUnavailable(let path, let text):
            FindingText(
                "The share of the Windows host is not available at \"\(path)\": \(text).",
                remedy: """
                    Check that it is mounted (systemctl status of its mount unit), its server, and the account that it is \
                    mounted with. Nothing is known about the certificate until it is back.
                    """)
        case .outOfTime(let timeout):
            FindingText(
                "\"\(file)\" gave no answer within \(words: timeout.text).",
                remedy: "Check the mount it lies on, which hangs: its server and the network to it.")
        }
    }
}
