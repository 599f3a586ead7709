internal import Files
internal import SystemPackage
internal import SystemdHost
internal import WatchCore

/// Read access of the daemon's user to the stores of .NET, repeated after each change of them.
///
/// The units `connector-watch-access.path` and `.service` do it; these drop-ins name the stores.
struct AccessGrant {
    private static let unit = "connector-watch-access"

    /// Directories; a pattern of several places cannot be watched by systemd.
    let stores: [String]

    /// The stores of these settings' agents that .NET may write on this host.
    init(_ settings: Settings) {
        var known: Set<String> = []
        stores = settings.trusts.filter { $0.target.windowsHost == nil }
            .flatMap { $0.target.machineStore + $0.target.userStore }
            .filter { !$0.contains(where: { "*?[".contains($0) }) && known.insert($0).inserted }
    }

    /// The drop-ins of the two units, by their paths.
    var dropIns: [(path: String, text: String)] {
        [("path", paths), ("service", service)].map { kind, lines in
            let head = "# Written by \"connector-watch setup --grant-access\"."
            let text = ([head] + lines).joined(separator: "\n") + "\n"
            return ("/etc/systemd/system/\(Self.unit).\(kind).d/\(SetupFile.name)", text)
        }
    }

    private var paths: [String] {
        // The empty assignment resets what the unit names.
        ["[Path]", "PathChanged="] + stores.map { "PathChanged=\($0.withoutSpecifiers)" }
    }

    private var service: [String] {
        let (hidden, others) = (
            stores.filter(SetupAdvice.isHidden), stores.filter { !SetupAdvice.isHidden($0) }
        )
        // What a symbolic link leads to is walked through only with a slash at its end (setfacl 2.3).
        let words = stores.map { store in
            let isFile = (try? FileStatus(of: store))?.type == .regular
            let path = isFile || store.hasSuffix("/") ? store : store + "/"
            return UnitValue.quoted(path.withoutSpecifiers.replacing("$", with: "$$"))
        }
        let grant =
            "ExecStart=-/usr/bin/setfacl -R -m u:connector-watch:rX -- " + words.joined(separator: " ")
        return ["[Service]", "ExecStart=", grant, "ExecStart=/bin/sleep 0.5", grant, "ReadWritePaths="]
            + others.map { "ReadWritePaths=" + UnitValue.quoted("-" + $0.withoutSpecifiers) }
            + hidden.map {
                "BindPaths=" + UnitValue.quoted("-" + $0.withoutSpecifiers.replacing(":", with: "\\:"))
            }
    }

    /// Writes the drop-ins, and has systemd watch the stores from now on.
    func install() throws(CommandFailure) {
        guard !stores.isEmpty else {
            throw CommandFailure(["No access was granted: no store of an agent on this host is a directory."])
        }
        for dropIn in dropIns {
            do {
                try DropIn(path: dropIn.path).replace(with: Array(dropIn.text.utf8))
            } catch {
                throw CommandFailure(["\(error.description) Run this as root."])
            }
            Terminal.say("Wrote \(dropIn.path).")
        }
        // The last one waits until the grant is there.
        let commands = [
            ["daemon-reload"], ["enable", "\(Self.unit).path"], ["restart", "\(Self.unit).path"],
            ["start", "\(Self.unit).service"],
        ]
        for words in commands
        where ChildProcess.run("/usr/bin/systemctl", words) != 0 {
            throw CommandFailure([
                "Failed to have the stores watched: \"systemctl \(words.joined(separator: " "))\" failed."
            ])
        }
    }
}

extension String {
    /// For a unit file, in which a percent sign begins a specifier (systemd.unit(5)).
    fileprivate var withoutSpecifiers: String { replacing("%", with: "%%") }
}
