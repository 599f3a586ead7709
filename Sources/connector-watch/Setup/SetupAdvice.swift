internal import Glibc
internal import SystemdHost
internal import WatchCore

/// The next steps after setup.
struct SetupAdvice {
    let answers: SetupAnswers
    /// Whether the stores' grant is repeated after each change.
    var isAccessGranted = false

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
        if !isAccessGranted, !dotNETStores.isEmpty {
            lines += [
                "  .NET writes each renewed certificate of its store with mode 0600, which voids such a grant. To have it",
                "  repeated after each change of the store:",
                "    connector-watch setup --grant-access",
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
        ] + registrations
    }

    /// The stores that .NET writes on this host.
    private var dotNETStores: [String] {
        paths { $0.windowsRoot == nil ? $0.machineStore + $0.userStore : [] }
            .filter { $0.contains("/x509stores/") }
    }

    /// What registers the agents again once a certificate has expired, each kind once.
    private var registrations: [String] {
        var known: [AgentKind] = []
        for kind in answers.agents.compactMap(\.kind) where !known.contains(kind) { known.append(kind) }
        return known.flatMap { kind in
            ["  Should the certificate of the \(kind.name) ever expire, in PowerShell on its own host:"]
                + kind.registrations.map { "    \($0.first); \($0.command)    (\($0.age))" }
        }
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
        let words = ["--reuid=\(user)", "--regid=\(user)", "--init-groups", "test"] + needs
        return ChildProcess.run("/usr/bin/setpriv", words) ?? 0 == 0
    }
}
