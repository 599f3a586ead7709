internal import FoundationEssentials
internal import WatchCore

/// What a person said about this host's connector, and the drop-in that says it to the daemon.
struct SetupAnswers {
    var name: String?
    var cloud: String?
    var settingsFile: String
    /// Empty: the default places.
    var machineStore: [String] = []
    var userStore: [String] = []
    /// `nil`: there is none.
    var proxy: String?

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
        lines += ["", "[Trust]", "SettingsFile=\(settingsFile)"]
        for (key, places) in [("MachineStore", machineStore), ("UserStore", userStore)] where !places.isEmpty
        {
            // The empty assignment takes back what other files say.
            lines += ["\(key)=", "\(key)=\(places.map(UnitValue.quoted).joined(separator: " "))"]
        }
        if let proxy { lines += ["", "[Proxy]", "URL=\(proxy)"] }
        return lines.joined(separator: "\n") + "\n"
    }
}

/// The drop-in that setup writes.
enum SetupFile {
    static let name = "setup.conf"

    /// Beside the main file.
    static func path(main: String) -> String { "\(main).d/\(name)" }
}
