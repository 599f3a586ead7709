import Foundation
import TestSupport
import Testing
import WatchCore

extension UntimedTests {
    /// The Debian package, from its installation to its purge.
    struct PackageTests {
        /// Two seconds, in microseconds.
        private static let soon = 2_000_000

        @Test(.timeLimit(.minutes(5)))
        func aPackageThatIsInstalledRunsAndExplainsItsFirstAlert() async throws {
            let package = try await DebianPackage.file
            try await Machine.booted { machine in
                try await machine.install(package)
                #expect(try await machine.succeed("systemctl is-active connector-watch") == "active")
                #expect(try await machine.succeed("systemctl is-enabled connector-watch") == "enabled")
                let started = try #require(Int(try await machine.service("InactiveExitTimestampMonotonic")))
                let ready = try #require(Int(try await machine.service("ActiveEnterTimestampMonotonic")))
                #expect(ready - started < Self.soon)

                _ = try await machine.entries(1, "CONNECTOR_EVENT_ID=1011")
                let told = try await machine.succeed("journalctl -x --no-pager CONNECTOR_EVENT_ID=1011")
                #expect(told.contains("Defined-By: connector-watch"))
                for document in ["README.md", "docs/alerts.md"] {
                    try await machine.succeed("test -r /usr/share/doc/connector-watch/\(document)")
                }
                try await machine.succeed("dpkg --verify connector-watch")
            }
        }

        /// From nothing but the package to the first true alert, as README's first minute has it.
        @Test(.timeLimit(.minutes(5)))
        func theFirstMinuteEndsWithTheConnectorsOwnCertificate() async throws {
            let package = try await DebianPackage.file
            try await Machine.booted { machine in
                try await machine.install(package)
                let store = "/srv/share/.dotnet/corefx/cryptography/x509stores/my"
                try await machine.succeed(
                    """
                    packaging/make-sample /root/sample
                    install -d /srv/share/Config \(store)
                    mv /root/sample/TrustSettings.xml /srv/share/Config
                    install -m 640 -g connector-watch -t \(store) /root/sample/store/*.pfx
                    """)
                let setup = try await machine.succeed("connector-watch setup --yes --cloud none")
                #expect(setup.contains("Found /srv/share/Config/TrustSettings.xml"))
                #expect(setup.contains("in \(store)"))
                #expect(setup.contains("1002 Renewal of the trust certificate overdue"))
                #expect(!setup.contains("cannot read"))
                // A small host has no procps.
                try await machine.succeed("rm /bin/kill && systemctl reload connector-watch")
                let overdue = try await machine.entries(1, "CONNECTOR_EVENT_ID=1002")
                #expect(overdue.first?["CONNECTOR_STORE"]?.hasPrefix(store) == true)
                let pages = try await machine.succeed(
                    """
                    for page in 1/connector-watch.1 8/connector-watchd.8 5/connector-watch.conf.5 7/connector-watch-events.7; do
                        zcat /usr/share/man/man$page.gz | mandoc -Tascii 2>/dev/null | head -1
                    done
                    """)
                #expect(pages.split(separator: "\n").count == 4)
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func itListsWhatIsLinkedInAndCompletesItsCommands() async throws {
            let package = try await DebianPackage.file
            try await Machine.booted { machine in
                try await machine.install(package)
                let bill = try await machine.succeed(
                    "cat /usr/share/doc/connector-watch/connector-watch.cdx.json")
                let listed = try JSONDecoder().decode(BillOfMaterials.self, from: Data(bill.utf8))
                let pins = try JSONDecoder().decode(
                    ResolvedPackages.self,
                    from: Data(contentsOf: Repository.file("Package.resolved")))
                #expect(!pins.pins.isEmpty)
                // What only the tests use is not in the package.
                #expect(!listed.components.contains { $0.name == "swift-subprocess" })
                for pin in pins.pins where pin.identity != "swift-subprocess" {
                    #expect(
                        listed.components.contains {
                            $0.name == pin.identity && $0.version == pin.state.version
                        })
                }
                #expect(listed.specVersion == "1.5")
                #expect(listed.metadata.component.version == WatchCore.version)
                #expect(listed.components.map(\.name).contains("swift"))
                let ssl = try await machine.succeed("dpkg-query -W -f '${Version}' libssl3")
                #expect(listed.components.first { $0.name == "libssl3" }?.version == ssl)

                let completed = try await machine.succeed(
                    """
                    . /usr/share/bash-completion/completions/connector-watch
                    complete -p connector-watch
                    """)
                #expect(completed.hasSuffix("connector-watch"))
                try await machine.succeed("test -s /usr/share/zsh/vendor-completions/_connector-watch")
                try await machine.succeed("test -s /usr/share/fish/vendor_completions.d/connector-watch.fish")
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func anUpgradeKeepsEditedSettingsAndIncidentsAndStartsTheNewVersion() async throws {
            let package = try await DebianPackage.file
            try await Machine.booted { machine in
                let settings = "/etc/connector-watch/connector-watch.conf"
                try await machine.install(package)
                let raised = try await machine.entries(1, "CONNECTOR_EVENT_ID=1011", "CONNECTOR_STATE=raised")
                let incident = try #require(raised.first?["CONNECTOR_INCIDENT"])
                try await machine.succeed("sed -i 's/^#Name=/Name=edited/' \(settings)")
                let process = try await machine.service("MainPID")

                try await machine.install(try await machine.nextVersion(of: package))
                #expect(try await machine.service("ActiveState") == "active")
                #expect(try await machine.service("MainPID") != process)
                let kept = try await machine.succeed(
                    "grep -v ^# \(settings) | grep Name=; ls \(settings).dpkg-dist")
                #expect(kept == "Name=edited\n\(settings).dpkg-dist")
                _ = try await machine.entries(2, "CONNECTOR_EVENT_ID=1090")
                let status = try await machine.run("connector-watch status")
                #expect(status.status == 2)
                #expect(status.output.contains("edited"))
                #expect(status.output.contains("1011"))
                let all = try await machine.journal("CONNECTOR_EVENT_ID=1011", "CONNECTOR_STATE=raised")
                #expect(all.map { $0["CONNECTOR_INCIDENT"] } == [incident])
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func anUpgradeSucceedsOverABrokenDropInAndTheServiceSaysWhy() async throws {
            let package = try await DebianPackage.file
            try await Machine.booted { machine in
                let broken = "/etc/connector-watch/connector-watch.conf.d/broken.conf"
                try await machine.install(package)
                try await machine.succeed("printf '[Defaults]\\nIntervall=1s\\n' >\(broken)")

                let dpkg = try await machine.install(try await machine.nextVersion(of: package))
                #expect(dpkg.contains("\(broken):2:1"))
                #expect(dpkg.contains("does not run"))
                let state = try await machine.succeed(
                    "dpkg-query -W -f '${db:Status-Status}' connector-watch")
                #expect(state == "installed")
                #expect(try await machine.service("ActiveState") == "failed")
                #expect(try await machine.service("ExecMainStatus") == "78")
                let said = try await machine.succeed(
                    "journalctl --sync && journalctl -o cat -u connector-watch")
                #expect(said.contains("\(broken):2:1"))

                try await machine.succeed("rm \(broken) && systemctl start connector-watch")
                #expect(try await machine.service("ActiveState") == "active")
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func theGrantOnStoresIsThereForThoseWhoEnableIt() async throws {
            let package = try await DebianPackage.file
            let state =
                "systemctl is-enabled connector-watch-access.path; systemctl is-active connector-watch-access.path"
            try await Machine.booted { machine in
                try await machine.install(package)
                #expect(try await machine.run(state).output == "disabled\ninactive\n")
                try await machine.succeed(
                    """
                    connector-watch setup --yes --no-check --grant-access --cloud none --search /none \
                        --settings-file /srv/agent/Config/TrustSettings.xml --user-store /srv/agent/my
                    """)
                #expect(try await machine.run(state).output == "enabled\nactive\n")
                try await machine.install(try await machine.nextVersion(of: package))
                #expect(try await machine.run(state).output == "enabled\nactive\n")
                try await machine.succeed("dpkg --purge connector-watch")
                #expect(
                    try await machine.run("systemctl is-active connector-watch-access.path").output
                        == "inactive\n")
                let left = try await machine.succeed(
                    "find /etc /lib /run/systemd -xdev -name '*connector-watch*'")
                #expect(left == "")
            }
        }

        @Test(.timeLimit(.minutes(5)))
        func removingStopsItAndPurgingLeavesNothingOfIt() async throws {
            let package = try await DebianPackage.file
            try await Machine.booted { machine in
                try await machine.install(package)
                _ = try await machine.entries(1, "CONNECTOR_EVENT_ID=1011")
                try await machine.succeed("dpkg --remove connector-watch")
                let running = try await machine.run("pgrep -x connector-watch")
                #expect(running.status == 1)
                try await machine.succeed("ls /var/lib/connector-watch/memory.db /etc/connector-watch")

                try await machine.install(package)
                try await machine.succeed(
                    "echo '[Defaults]' >/etc/connector-watch/connector-watch.conf.d/own.conf")
                #expect(try await machine.service("ActiveState") == "active")
                try await machine.succeed("dpkg --purge connector-watch")
                #expect(try await machine.run("pgrep -x connector-watch").status == 1)
                let left = try await machine.succeed(
                    """
                    find /etc /lib /run /usr /var -xdev -name '*connector-watch*' -not -path '\(Repository.root.path)/*'
                    find /run/systemd -name '*connector-watch*'
                    """)
                #expect(left == "")
                let known = try await machine.run("systemctl cat connector-watch")
                #expect(known.status != 0)
            }
        }
    }
}

/// As much of a CycloneDX list as is probed.
private struct BillOfMaterials: Decodable {
    struct Component: Decodable {
        var name: String
        var version: String
    }
    struct Metadata: Decodable {
        var component: Component
    }

    var specVersion: String
    var metadata: Metadata
    var components: [Component]
}

/// As much of `Package.resolved` as is probed.
private struct ResolvedPackages: Decodable {
    struct Pin: Decodable {
        struct State: Decodable {
            var version: String
        }
        var identity: String
        var state: State
    }

    var pins: [Pin]
}
