/// The trust files of one agent on a installed host.
struct Agent: Sendable {
    /// The one that every installed host has, `[Trust]`.
    static let own = Agent(section: nil, directory: "/var/lib/connector")

    /// The instance name of its section.
    let section: String?
    let directory: String

    private init(section: String?, directory: String) {
        self.section = section
        self.directory = directory
    }

    /// One more agent, `[Trust section]`.
    init(_ section: String) {
        self.init(section: section, directory: "/var/lib/agents/\(section)")
    }

    /// Its check's name.
    var check: String { section.map { "trust \($0)" } ?? "trust" }
    /// The name of a drop-in for its section alone.
    var dropIn: String { "agent-\(section ?? "own")" }
    var settingsFile: String { directory + "/Config/TrustSettings.xml" }
    var machineStore: String { directory + "/stores/machine" }
    /// Where .NET keeps it below the home directory.
    var userStore: String { directory + "/.dotnet/corefx/cryptography/x509stores/my" }

    /// Its section in the configuration, with some more lines.
    func configuration(_ lines: String...) -> String {
        """
        [Trust\(section.map { " \($0)" } ?? "")]
        SettingsFile=\(settingsFile)
        MachineStore=
        MachineStore=\(machineStore)
        UserStore=
        UserStore=\(userStore)
        \(lines.joined(separator: "\n"))

        """
    }

    /// Variables and functions for scripts about its files.
    ///
    /// - `$file`, `$machine` and `$user`: the settings file and the stores; `$made`: where certificates are made.
    /// - `xml THUMBPRINT [IN-USER-STORE]`: the text of a settings file.
    /// - `half`: the first bytes of what is piped through it.
    /// - `put THUMBPRINT STORE`: a certificate that was made arrives in a store, by rename.
    /// - `name THUMBPRINT [IN-USER-STORE]`: another settings file takes the place of the one there, by rename.
    /// - `until_read FILE`: returns once somebody has read the file.
    /// - `step NAME`: says in the journal what is done next, in order with the daemon's entries.
    var words: String {
        """
        set -e
        file=\(settingsFile) machine=\(machineStore) user=\(userStore) made=\(InstalledHost.made)
        xml() {
            sed "s,<Thumbprint>.*<,<Thumbprint>$1<,; s,<IsInUserStore>.*<,<IsInUserStore>${2-false}<," \\
                config/sample/TrustSettings.xml
        }
        half() { head -c 300; }
        put() {
            install -D -m 640 -g connector-watch $made/$1.pfx $2/.$1.new && mv $2/.$1.new $2/$1.pfx
        }
        name() { mkdir -p ${file%/*} && xml "$@" >$file.new && mv $file.new $file; }
        until_read() { Tests/Sandbox/until-read $1; }
        step() {
            printf '%s\\n' SYSLOG_IDENTIFIER=step 'CONNECTOR_CHECK=\(check)' "MESSAGE=$1" | logger --journald
        }

        """
    }
}
