import TestSupport

/// A machine with this tree's daemon installed, and the files of a connector for it to watch.
///
/// Every check probes each second; the built-in endpoints are not watched, and no day is summed up.
struct InstalledHost {
    let machine: Machine

    /// Sets a installed host up for as long as `body` runs.
    ///
    /// The daemon is not started yet. `settings` is added to its configuration.
    static func open(settings: String = "", _ body: (InstalledHost) async throws -> Void) async throws {
        try await Machine.booted { machine in
            let host = InstalledHost(machine: machine)
            try await machine.succeed("make install BIN='\(Repository.binaries)'")
            try await machine.succeed("install -d /var/lib/connector/Config \(InstalledHost.store)")
            try await host.configure("test", InstalledHost.settings + settings)
            try await host.name(try await host.certificate(from: "10 days ago", to: "170 days"))
            try await body(host)
        }
    }

    private static let settings = """
        [Connector]
        Name=station
        Cloud=none
        SummaryTime=
        [Defaults]
        Interval=1s
        FailingInterval=1s
        Timeout=1s
        \(Agent.own.configuration())
        """

    static let settingsFile = Agent.own.settingsFile
    static let store = Agent.own.machineStore
    static let tenant = "3f0c51ab-7a5b-4f0e-9f0d-6a1c2d7e8b90"

    func start() async throws {
        try await machine.succeed("systemctl start connector-watch")
    }

    /// What `systemctl show` says of one property of the service.
    func property(_ name: String) async throws -> String {
        try await machine.succeed("systemctl show -P \(name) connector-watch")
    }

    /// Waits until `connector-watch status` holds a text in its JSON; each asking takes its time.
    func awaitStatus(holding text: String) async throws {
        try await machine.succeed(
            """
            cat >/run/ask <<'SCRIPT'
            until connector-watch status --format json | grep -qF '\(text)'; do :; done
            SCRIPT
            timeout -s KILL 30 sh /run/ask
            """)
    }

    /// Replaces a drop-in of the configuration.
    func configure(_ name: String, _ text: String) async throws {
        try await put(text, "/etc/connector-watch/connector-watch.conf.d/\(name).conf")
    }

    /// Replaces a drop-in of the unit.
    func configureUnit(_ text: String) async throws {
        try await put(text, "/etc/systemd/system/connector-watch.service.d/test.conf")
        try await machine.succeed("systemctl daemon-reload")
    }

    /// Makes a certificate in the machine's store, valid between two points in date(1)'s words; its thumbprint.
    func certificate(from: String, to: String) async throws -> String {
        let thumbprint = try await machine.succeed(
            "packaging/sample-certificate \(Self.store) '\(from)' '\(to)' \(Self.tenant)")
        try await machine.succeed("chgrp connector-watch \(Self.store)/*.pfx")
        return thumbprint
    }

    /// Has `TrustSettings.xml` name a certificate, as the connector does it: another file takes its place.
    ///
    /// The entry of `SYSLOG_IDENTIFIER=renamed` in the journal is written just before.
    func name(_ thumbprint: String) async throws {
        let file = Self.settingsFile
        try await machine.succeed(
            """
            sed 's,<Thumbprint>.*<,<Thumbprint>\(thumbprint)<,' config/sample/TrustSettings.xml >\(file).new
            echo "\(thumbprint)" | systemd-cat -t renamed && mv \(file).new \(file)
            """)
    }

    /// Lets something listen on 127.0.0.1:`port`.
    func listen(on port: Int) async throws {
        try await machine.succeed(
            """
            systemd-run --unit=listener-\(port) --service-type=forking perl -MIO::Socket::INET -e '
                my $s = IO::Socket::INET->new(LocalAddr => "127.0.0.1:\(port)", Listen => 9, ReuseAddr => 1) or die;
                exit if fork;
                while (1) { $s->accept }'
            """)
    }

    func stopListening(on port: Int) async throws {
        try await machine.succeed("systemctl stop listener-\(port)")
    }

    private func put(_ text: String, _ file: String) async throws {
        try await machine.succeed(
            """
            mkdir -p "$(dirname \(file))"
            cat >\(file).part <<'TEXT'
            \(text)
            TEXT
            mv \(file).part \(file)
            """)
    }
}
