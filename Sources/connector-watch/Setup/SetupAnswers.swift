internal import FoundationEssentials
internal import WatchCore

/// What the user said about this host's connector, and the drop-in made from it.
struct SetupAnswers {
    var name: String?
    var cloud: String?
    /// One agent for each `[Trust]` section.
    var agents: [Agent]
    /// The proxy's URL, or `nil` if there is none.
    var proxy: String?

    /// The places of one agent's trust files.
    struct Agent {
        /// The instance name, or `nil` if the section is `[Trust]`.
        var name: String?
        /// The directory that its Windows host's drive is mounted on, or `nil` if there is none.
        var windowsRoot: String?
        var settingsFile: String
        /// Whether the settings file follows from the ``windowsRoot``, as that of the first agent there does.
        var isFirstOfHost = false
        /// Empty for the default places.
        var machineStore: [String] = []
        var userStore: [String] = []
        /// By its certificate's issuer or its product's folder, or `nil` if neither tells.
        var kind: AgentKind?
        /// The certificate's file, or `nil` if it was not found in these stores.
        var certificate: String?

        var section: SectionName { SectionName(.trust, name) }
    }

    /// The contents of the drop-in.
    func text(at date: Date) -> String {
        var lines = [
            "# Written by \"connector-watch setup\" on \(date.rfc3339). You may edit this file; setup keeps the previous",
            "# version as \(SetupFile.name).old. For all keys see connector-watch.conf(5) and \"connector-watch config show\".",
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
    /// The section of the drop-in.
    fileprivate var lines: [String] {
        var lines = ["\(section)"]
        if let windowsRoot { lines.append("WindowsRoot=\(windowsRoot)") }
        if !isFirstOfHost { lines.append("SettingsFile=\(settingsFile)") }
        for (key, places) in [("MachineStore", machineStore), ("UserStore", userStore)] where !places.isEmpty
        {
            // The empty assignment resets what other files set.
            lines += ["\(key)=", "\(key)=\(places.map(UnitValue.quoted).joined(separator: " "))"]
        }
        return lines
    }

    /// Whether the settings watch the agent with these places.
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

    /// The drop-in's path for a main file.
    static func path(main: String) -> String { "\(main).d/\(name)" }
}
