import TestSupport
import Testing
import WatchCore

extension UntimedTests {
    /// The units that repeat the grant on a store of .NET, which writes each certificate in place and with mode 0600.
    struct AccessTests {
        /// Writes a file as .NET does: in place, and the mode just after the file was made.
        private static let write = """
            write() { umask 077; cat "$1" >"$2"; chmod 600 "$2"; }
            readable() { runuser -u connector-watch -- test -r "$1"; }
            until_readable() { timeout 10 bash -c "until runuser -u connector-watch -- test -r '$1'; do :; done"; }
            until_granted() {
                timeout 20 bash -c 'while systemctl show -P ActiveState connector-watch-access.service | grep -q ^activ; do :; done
                    until systemctl show -P SubState connector-watch-access.path | grep -qx waiting; do :; done'
            }

            """

        /// Has a store in which the certificate lies, and to which the daemon's user can come.
        private func open(_ store: String, _ body: (InstalledHost) async throws -> Void) async throws {
            try await InstalledHost.open { host in
                try await host.machine.succeed(
                    """
                    useradd --no-create-home connector && install -d '\(store)'
                    cp \(InstalledHost.store)/*.pfx '\(store)/old.pfx'
                    chown -R connector '\(store)' && chmod 600 '\(store)/old.pfx'
                    """)
                try await body(host)
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func aCertificateThatIsWrittenInPlaceIsReadableAgainInAMoment() async throws {
            let store = Agent.own.userStore
            try await open(store) { host in
                let machine = host.machine
                #expect(
                    try await machine.run("systemctl is-enabled connector-watch-access.path").output
                        == "disabled\n")
                try await machine.succeed(
                    """
                    \(Self.write)
                    ! readable \(store)/old.pfx
                    systemctl enable --now connector-watch-access.path
                    until_readable \(store)/old.pfx
                    until_granted
                    write \(InstalledHost.store)/*.pfx \(store)/new.pfx
                    until_readable \(store)/new.pfx
                    # Written once more while the grant is being repeated, and by a rename.
                    write \(InstalledHost.store)/*.pfx \(store)/new.pfx
                    ! readable \(store)/new.pfx
                    until_readable \(store)/new.pfx
                    until_granted
                    write \(InstalledHost.store)/*.pfx \(store)/.part && mv \(store)/.part \(store)/new.pfx
                    until_readable \(store)/new.pfx
                    # It does not start itself again and again: in the end the path unit waits.
                    until_granted
                    """)
                // Nobody else got anything, and the owner kept what he had.
                #expect(
                    try await machine.succeed("getfacl -cEp --omit-header \(store)/new.pfx") == """
                        user::rw-
                        user:connector-watch:r--
                        group::---
                        mask::r--
                        other::---
                        """)
            }
        }

        @Test(.enabled(if: DotNet.isThere, "\(DotNet.absence)"), .timeLimit(.minutes(2)))
        func whatDotNetItselfWritesIsReadableInAMoment() async throws {
            let store = Agent.own.userStore
            let dotnet = DotNet.command(home: "/var/lib/connector").joined(separator: " ")
            try await open(store) { host in
                let said = try await host.machine.succeed(
                    """
                    \(Self.write)
                    systemctl enable --now connector-watch-access.path
                    until_readable \(store)/old.pfx && until_granted && rm \(store)/old.pfx
                    # It writes only into a store of its own user.
                    chown root \(store)
                    openssl pkcs12 -in \(InstalledHost.store)/*.pfx -passin pass: -nodes -out /root/in.pem
                    openssl pkcs12 -export -legacy -in /root/in.pem -passout pass:x -out /root/in.p12
                    \(dotnet) add /root/in.p12
                    until_readable \(store)/*.pfx
                    getfacl -cEp --omit-header \(store)/*.pfx
                    """)
                #expect(said.contains("user:connector-watch:r--"), "\(said)")
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func theDaemonDoesNotLoseSightOfAStoreWhoseGrantIsRepeated() async throws {
            let store = Agent.own.userStore
            try await open(store) { host in
                let machine = host.machine
                try await machine.succeed(
                    """
                    \(Self.write)
                    rm \(store)/old.pfx
                    sed -i 's,<IsInUserStore>false,<IsInUserStore>true,' \(InstalledHost.settingsFile)
                    write \(InstalledHost.store)/*.pfx \(store)/own.pfx
                    mv \(InstalledHost.store) \(InstalledHost.store).gone
                    systemctl enable --now connector-watch-access.path && until_readable \(store)/own.pfx
                    """)
                try await host.start()
                try await machine.succeed(
                    """
                    \(Self.write)
                    for i in {1..4}; do
                        write \(InstalledHost.store).gone/*.pfx \(store)/own.pfx; until_readable \(store)/own.pfx; until_granted
                    done
                    """)
                #expect(try await host.announced(.certificateMissing).isEmpty)
                #expect(try await host.announced(.storeUnreadable).isEmpty)
                // So it is without.
                try await machine.succeed(
                    """
                    \(Self.write)
                    systemctl stop connector-watch-access.path
                    write \(InstalledHost.store).gone/*.pfx \(store)/own.pfx
                    """)
                let raised = try #require(try await host.entries(1, of: .storeUnreadable).first)
                #expect(raised["CONNECTOR_REMEDY"]?.contains("connector-watch-access.path") == true)
                try await machine.succeed("systemctl start connector-watch-access.service")
                #expect(try await host.entries(1, of: .storeUnreadable, "recovered").count == 1)
            }
        }

        @Test(.timeLimit(.minutes(2)), arguments: ["/srv/my certs/100%/my", "/home/connector/.dotnet/my"])
        func setupNamesTheStoresOfTheConfiguration(store: String) async throws {
            try await open(store) { host in
                let said = try await host.machine.succeed(
                    """
                    \(Self.write)
                    rm /etc/connector-watch/connector-watch.conf.d/test.conf
                    connector-watch setup --yes --no-check --grant-access --search /var/lib/connector --settings-file \(InstalledHost.settingsFile) \
                        --machine-store \(InstalledHost.store) --user-store '\(store)'
                    chmod o+x /home/* /srv/* 2>/dev/null
                    until_readable '\(store)/old.pfx'
                    until_granted
                    write \(InstalledHost.store)/*.pfx '\(store)/new.pfx'
                    until_readable '\(store)/new.pfx'
                    systemctl is-enabled connector-watch-access.path
                    """)
                #expect(said.hasSuffix("enabled"), "\(said)")
                #expect(said.contains("Wrote /etc/systemd/system/connector-watch-access.path.d/setup.conf."))
            }
        }

        /// The store's owner can put a link there while root walks through it.
        @Test(.timeLimit(.minutes(2)))
        func nothingOutsideOfTheStoreCanBeGranted() async throws {
            try await open(Agent.own.userStore) { host in
                let said = try await host.machine.run(
                    """
                    install -m 600 /dev/null /srv/secret
                    mkdir -p /run/systemd/system/connector-watch-access.service.d
                    printf '[Service]\nExecStart=\nExecStart=/usr/bin/setfacl -m u:connector-watch:r /srv/secret\n' \
                        >/run/systemd/system/connector-watch-access.service.d/test.conf
                    systemctl daemon-reload
                    systemctl start connector-watch-access.service
                    journalctl --sync; journalctl -o cat -u connector-watch-access.service
                    stat -c %A /srv/secret
                    """)
                #expect(said.output.contains("/srv/secret: Read-only file system"), "\(said.output)")
                #expect(said.output.hasSuffix("-rw-------\n"))
            }
        }

        @Test func theServiceIsShutInLikeTheDaemon() async throws {
            try await Machine.booted { machine in
                let rating = try await machine.run(
                    "systemd-analyze security --offline=true --threshold=11 systemd/connector-watch-access.service"
                )
                #expect(rating.status == 0, "\(rating.output)")
            }
        }
    }
}
