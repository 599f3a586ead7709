internal import FoundationEssentials
internal import WatchCore

/// What a person said about this host's connector, and the drop-in that says it to the daemon.
struct SetupAnswers {
    var name: String?
    var cloud: String?
    /// One for each section `[Trust]`.
    var agents: [Agent]
    /// `nil`: there is none.
    var proxy: String?

    /// Where one agent's trust files lie.
    struct Agent {
        /// `nil`: its section is `[Trust]`.
        var name: String?
        /// The directory that its Windows host's drive is mounted on; `nil`: its files lie elsewhere.
        var windowsRoot: String?
        var settingsFile: String
        /// Whether the settings file follows from the ``windowsRoot``, as that of the first agent there does.
        var isFirstOfHost = false
        /// Empty: the default places.
        var machineStore: [String] = []
        var userStore: [String] = []
        /// The file of the certificate; `nil`: it was not found in these stores.
        var certificate: String?

        var section: SectionName { SectionName(.trust, name) }
    }

    /// The drop-in, as it stands in the file.
    func text(at date: Date) -> String {
        var lines = [
            "# Written by \"connector-watch setup\" on \(date.rfc3339). It may be edited; running setup again keeps",
            "# what stood here as \(SetupFile.name).old. Every key: connector-watch.conf(5), \"connector-watch config show\".",
        ]
        let general = [("Name", name), ("Cloud", cloud)].compactMap { key, value in
            value.map { "\(key)=\($0)" }
        }
        if !general.isEmpty { lines += ["", "[Connector]"] + general }
        for agent in agents { lines += [""] + agent.lines }
        if let proxy { lines += ["", "[Proxy]", "URL=\(proxy)"] }
        return lines.joined(separator: "\n") + "\n"
    }
}

extension SetupAnswers.Agent {
    /// Its section.
    fileprivate var lines: [String] {
        var lines = ["\(section)"]
        if let windowsRoot { lines.append("WindowsRoot=\(windowsRoot)") }
        if !isFirstOfHost { lines.append("SettingsFile=\(settingsFile)") }
        for (key, places) in [("MachineStore", machineStore), ("UserStore", userStore)] where !places.isEmpty
        {
            // The empty assignment takes back what other files say.
            lines += ["\(key)=", "\(key)=\(places.map(UnitValue.quoted).joined(separator: " "))"]
        }
        return lines
    }

    /// Whether the settings watch it as it stands here.
    func isInForce(in settings: Settings) -> Bool {
        guard let trust = settings.trusts.first(where: { $0.name == name })?.target else { return false }
        let isFileInForce =
            isFirstOfHost
            ? trust.settingsFile == trust.windowsHost?.settingsPattern : trust.settingsFile == settingsFile
        return isFileInForce && trust.windowsHost?.root == windowsRoot
            && (machineStore.isEmpty || trust.machineStore == machineStore)
            && (userStore.isEmpty || trust.userStore == userStore)
    }
}

/// The drop-in that setup writes.
enum SetupFile {
    static let name = "setup.conf"

    /// Beside the main file.
    static func path(main: String) -> String { "\(main).d/\(name)" }
}
