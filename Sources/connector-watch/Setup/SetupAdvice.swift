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
        let unreadable = paths { [$0.settingsFile] + $0.machineStore + $0.userStore + [$0.certificate] }
            .filter { !Self.mayServiceRead($0) }
        if !unreadable.isEmpty {
            lines += unreadable.map { "  The user \(Self.user) may not read \(PlainText.escaped($0)) yet." }
            lines += [
                "  Give it a group that may (systemctl edit connector-watch: [Service] SupplementaryGroups=GROUP), or an",
                "  access control list:",
                "    setfacl -m u:\(Self.user):rX PATH, and for every directory above that does not let it pass",
            ]
        }
        let hidden = paths { [$0.settingsFile] + $0.machineStore + $0.userStore }.filter(Self.isHidden)
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

    /// Each of all agents once, in their order.
    private func paths(_ ofAgent: (SetupAnswers.Agent) -> [String?]) -> [String] {
        var told: Set<String> = []
        return answers.agents.flatMap(ofAgent).compactMap(\.self).filter { told.insert($0).inserted }
    }

    /// Whether the daemon's user gets at a file, or at what a directory holds, by its own rights; `true` too where
    /// that cannot be told.
    private static func mayServiceRead(_ path: String) -> Bool {
        var status = stat()
        guard geteuid() == 0, getpwnam(user) != nil, stat(path, &status) == 0 else { return true }
        let needs = status.st_mode & S_IFMT == S_IFDIR ? ["-r", path, "-a", "-x", path] : ["-r", path]
        let words = ["setpriv", "--reuid=\(user)", "--regid=\(user)", "--init-groups", "test"] + needs
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var process: pid_t = 0
        var end: Int32 = 0
        guard posix_spawn(&process, "/usr/bin/setpriv", nil, nil, &arguments, nil) == 0,
            waitpid(process, &end, 0) == process
        else { return true }
        return end == 0
    }
}
