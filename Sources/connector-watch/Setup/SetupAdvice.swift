internal import Glibc
internal import SystemdHost
internal import WatchCore

/// What is still to be done after setup.
struct SetupAdvice {
    let answers: SetupAnswers

    private static let user = "connector-watch"

    /// Whether a path lies where the service's sandbox shows it nothing (ProtectHome=, systemd.exec(5)).
    static func isHidden(_ path: String) -> Bool {
        ["/home/", "/root/", "/run/user/"].contains { path.hasPrefix($0) }
    }

    /// Whole lines.
    var lines: [String] {
        var lines = ["Next:"]
        let unreadable = answers.agents.map(\.settingsFile).filter { !Self.mayServiceRead($0) }
        if !unreadable.isEmpty {
            lines += unreadable.map { "  The user \(Self.user) may not read \(PlainText.escaped($0)) yet." }
            lines += [
                "  Give it a group that may (systemctl edit connector-watch: [Service] SupplementaryGroups=GROUP), or an",
                "  access control list:",
                "    setfacl -m u:\(Self.user):rX FILE, and for every directory above that does not let it pass",
            ]
        }
        var told: Set<String> = []
        let hidden = answers.agents.flatMap { [$0.settingsFile] + $0.machineStore + $0.userStore }
            .filter { Self.isHidden($0) && told.insert($0).inserted }
        if !hidden.isEmpty {
            lines.append(
                "  The service sees no home directory. Show it these (systemctl edit connector-watch, [Service]):"
            )
            lines += hidden.map { "    BindReadOnlyPaths=\(UnitValue.quoted(PlainText.escaped($0)))" }
        }
        return lines + [
            "  systemctl enable --now connector-watch    (where it runs: systemctl reload connector-watch)",
            "  connector-watch status",
        ]
    }

    /// Whether the daemon's user gets at the file by its own rights; `true` too where that cannot be told.
    private static func mayServiceRead(_ file: String) -> Bool {
        guard geteuid() == 0, getpwnam(user) != nil else { return true }
        let words = [
            "setpriv", "--reuid=\(user)", "--regid=\(user)", "--init-groups", "test", "-r", file,
        ]
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        var status: Int32 = 0
        guard posix_spawn(&process, "/usr/bin/setpriv", nil, nil, &arguments, nil) == 0,
            waitpid(process, &status, 0) == process
        else { return true }
        return status == 0
    }
}
