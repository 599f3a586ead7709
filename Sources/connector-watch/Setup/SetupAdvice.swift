internal import Glibc
internal import SystemdHost

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
        if !mayServiceRead {
            let file = PlainText.escaped(answers.settingsFile)
            lines += [
                "  The user \(Self.user) may not read \(file) yet. Give it a group that may",
                "  (systemctl edit connector-watch: [Service] SupplementaryGroups=GROUP), or an access control list:",
                "    setfacl -m u:\(Self.user):rX FILE, and for every directory above that does not let it pass",
            ]
        }
        let hidden = ([answers.settingsFile] + answers.machineStore + answers.userStore).filter(
            Self.isHidden)
        if !hidden.isEmpty {
            lines.append(
                "  The service sees no home directory. Show it these (systemctl edit connector-watch, [Service]):"
            )
            lines += hidden.map { "    BindReadOnlyPaths=\(PlainText.escaped($0))" }
        }
        return lines + [
            "  systemctl enable --now connector-watch    (where it runs: systemctl reload connector-watch)",
            "  connector-watch status",
        ]
    }

    /// Whether the daemon's user gets at the file by its own rights; `true` too where that cannot be told.
    private var mayServiceRead: Bool {
        guard geteuid() == 0, getpwnam(Self.user) != nil else { return true }
        let words = [
            "setpriv", "--reuid=\(Self.user)", "--regid=\(Self.user)", "--init-groups", "test", "-r",
            answers.settingsFile,
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
