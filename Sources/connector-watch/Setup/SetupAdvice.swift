internal import Glibc
internal import SystemdHost
internal import WatchCore

/// The next steps after setup.
struct SetupAdvice {
    let answers: SetupAnswers

    private static let user = "connector-watch"

    /// Whether the service's sandbox hides a path (ProtectHome=, systemd.exec(5)).
    static func isHidden(_ path: String) -> Bool {
        ["/home/", "/root/", "/run/user/"].contains { path.hasPrefix($0) }
    }

    /// Complete lines.
    var lines: [String] {
        var lines = ["Next:"]
        let unreadable = paths { [$0.settingsFile] + $0.machineStore + $0.userStore + [$0.certificate] }
            .filter { !Self.mayServiceRead($0) }
        if !unreadable.isEmpty {
            lines += unreadable.map { "  The user \(Self.user) cannot read \(PlainText.escaped($0)) yet." }
            lines += [
                "  Add it to a group that can (systemctl edit connector-watch: [Service] SupplementaryGroups=GROUP),",
                "  or set an access control list on it, and on every directory above that denies access:",
                "    setfacl -m u:\(Self.user):rX PATH",
            ]
        }
        let hidden = paths { [$0.settingsFile] + $0.machineStore + $0.userStore }.filter(Self.isHidden)
        if !hidden.isEmpty {
            lines.append(
                "  The service cannot see home directories. Make these visible (systemctl edit connector-watch, [Service]):"
            )
            lines += hidden.map { "    BindReadOnlyPaths=\(UnitValue.quoted(PlainText.escaped($0)))" }
        }
        return lines + [
            "  systemctl enable --now connector-watch    (if it already runs: systemctl reload connector-watch)",
            "  connector-watch status",
        ]
    }

    /// The paths of all agents without duplicates, in their order.
    private func paths(_ ofAgent: (SetupAnswers.Agent) -> [String?]) -> [String] {
        var known: Set<String> = []
        return answers.agents.flatMap(ofAgent).compactMap(\.self).filter { known.insert($0).inserted }
    }

    /// Whether the daemon's user has permission to read a file, or a directory and its entries; `true` also if that is
    /// not known.
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
