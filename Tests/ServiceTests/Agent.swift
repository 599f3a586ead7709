import WatchCore

/// The trust files of one agent on a installed host.
struct Agent: Sendable {
    /// The one that every installed host has, `[Trust]`.
    static let own = Agent(section: nil, directory: "/var/lib/connector")

    /// The instance name of its section.
    let section: String?
    let directory: String

    /// The drive C: that its Windows host's files lie on, or `nil` if they lie as .NET keeps them on Linux.
    let windowsHost: WindowsHost?

    private init(section: String?, directory: String, windowsHost: WindowsHost? = nil) {
        self.section = section
        self.directory = directory
        self.windowsHost = windowsHost
    }

    /// `[Trust]` on a Windows host, whose drive lies below a directory.
    static let windows = Agent(
        section: nil, directory: "/srv/hq-02", windowsHost: WindowsHost(root: "/srv/hq-02"))

    /// One more agent, `[Trust section]`.
    init(_ section: String) {
        self.init(section: section, directory: "/var/lib/agents/\(section)")
    }

    /// Its check's name.
    var check: String { section.map { "trust \($0)" } ?? "trust" }
    /// The name of a drop-in for its section alone.
    var dropIn: String { "agent-\(section ?? "own")" }
    var settingsFile: String {
        windowsHost?.settingsFile(of: WindowsHost.agentFolders[0]) ?? directory + "/Config/TrustSettings.xml"
    }
    /// The directory, or the file that the store of a Windows host is exported to.
    var machineStore: String {
        windowsHost?.machineStore(beside: settingsFile) ?? directory + "/stores/machine"
    }
    /// Where .NET keeps it below the home directory, or the store of the Network Service.
    var userStore: String {
        windowsHost?.userStore ?? directory + "/.dotnet/corefx/cryptography/x509stores/my"
    }

    /// Its section in the configuration, with some more lines.
    func configuration(_ lines: String...) -> String {
        if let windowsHost {
            // What the default configuration says is taken back.
            return """
                [Trust]
                WindowsRoot=\(windowsHost.root)
                SettingsFile=\(settingsFile)
                MachineStore=
                UserStore=
                \(lines.joined(separator: "\n"))

                """
        }
        return """
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
    /// - `$ending`: what follows the thumbprint in the names of a store's files.
    /// - `as_stored THUMBPRINT`: the bytes of such a file.
    /// - `name THUMBPRINT [IN-USER-STORE]`: another settings file takes the place of the one there, by rename.
    /// - `until_read FILE`: returns once somebody has read the file.
    /// - `step NAME`: says in the journal what is done next, in order with the daemon's entries.
    var words: String {
        """
        set -e
        file='\(settingsFile)' machine='\(machineStore)' user='\(userStore)' made=\(InstalledHost.made)
        xml() {
            sed "s,<Thumbprint>.*<,<Thumbprint>$1<,; s,<IsInUserStore>.*<,<IsInUserStore>${2-false}<," \\
                config/sample/TrustSettings.xml
        }
        half() { head -c 300; }
        \(putting)
        name() { mkdir -p "${file%/*}" && xml "$@" >"$file.new" && mv "$file.new" "$file"; }
        until_read() { Tests/Sandbox/until-read "$1"; }
        step() {
            printf '%s\\n' SYSLOG_IDENTIFIER=step 'CONNECTOR_CHECK=\(check)' "MESSAGE=$1" | logger --journald
        }

        """
    }

    /// The words that depend on how the stores are kept.
    private var putting: String {
        guard windowsHost != nil else {
            return #"""
                ending=.pfx
                as_stored() { cat "$made/$1.pfx"; }
                put() {
                    install -D -m 640 -g connector-watch $made/$1.pfx $2/.$1.new && mv $2/.$1.new $2/$1.pfx
                }
                """#
        }
        return #"""
            ending=
            # A key's provider, then the certificate: id, 1, length and value each.
            as_stored() {
                openssl pkcs12 -in "$made/$1.pfx" -passin pass: -nokeys | openssl x509 -outform DER | perl -e '
                    local $/;
                    binmode STDIN;
                    binmode STDOUT;
                    my $der = <STDIN>;
                    my $name = join("", map { "$_\0" } split(//, "Microsoft Software Key Storage Provider")) . "\0\0";
                    my $provider = pack("V7", 0, 28, 0, 32, 0, 0, 0) . $name;
                    print map { pack("V3", $_->[0], 1, length $_->[1]) . $_->[1] } [2, $provider], [32, $der];'
            }
            # As "reg export" does it, with every certificate that was ever there.
            put() {
                if [ "$2" = "$machine" ]; then
                    mkdir -p "${machine%/*}"
                    {
                        [ -s "$made/reg" ] || printf 'Windows Registry Editor Version 5.00\r\n'
                        printf '\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\SystemCertificates\\MY\\Certificates\\%s]\r\n' "$1"
                        printf '"Blob"=hex:%s\r\n' "$(as_stored "$1" | od -An -v -tx1 | tr -s ' \n' ',' | sed 's/^,//; s/,$//')"
                    } >>$made/reg
                    { printf '\377\376' && iconv -f ascii -t utf-16le $made/reg; } >"$machine.new"
                    mv "$machine.new" "$machine"
                else
                    mkdir -p "$2"
                    as_stored "$1" >"$2/$1.new" && mv "$2/$1.new" "$2/$1"
                fi
            }
            """#
    }
}
