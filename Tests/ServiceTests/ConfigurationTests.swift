import TestSupport
import Testing
import WatchCore

extension ServiceTests {
    /// Settings that change while the daemon runs, and what is installed.
    struct ConfigurationTests {
        private static let door = "[Port door]\nHost=ok.test\nPorts=7443"

        @Test(.timeLimit(.minutes(2)))
        func aReloadTakesTheNewSettingsOver() async throws {
            try await InstalledHost.open { host in
                try await host.start()
                try await host.machine.succeed("systemctl reload connector-watch")
                // Nothing has changed, but it was asked for.
                _ = try await host.entries(1, of: .configurationReloaded)
                try await host.configure("door", Self.door)
                try await host.machine.succeed("systemctl reload connector-watch")
                let raised = try await host.entries(1, of: .portUnreachable)
                #expect(raised.first?["CONNECTOR_CHECK"] == "port door:7443")
                #expect(try await host.property("ActiveState") == "active")
                #expect(try await host.property("NRestarts") == "0")
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func anEditedFileIsNoticedWithoutAReload() async throws {
            try await InstalledHost.open { host in
                try await host.start()
                try await host.configure("door", Self.door)
                let reloaded = try await host.entries(1, of: .configurationReloaded)
                #expect(reloaded.first?["CONNECTOR_STATE"] == "info")
                _ = try await host.entries(1, of: .portUnreachable)
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func aBadReloadKeepsTheOldSettingsUntilMended() async throws {
            try await InstalledHost.open(settings: Self.door) { host in
                try await host.listen(on: 7443)
                try await host.start()
                try await host.configure("edited", "[Port door]\nHost=ok.test\nPorts=many")
                try await host.machine.succeed("systemctl reload connector-watch")
                let rejected = try #require(
                    try await host.entries(1, of: .configurationRejected, "raised").first)
                #expect(rejected["MESSAGE"]?.contains("edited.conf:3") == true)
                #expect(rejected["PRIORITY"] == "3")
                #expect(try await host.property("ActiveState") == "active")

                try await host.stopListening(on: 7443)
                let raised = try await host.entries(1, of: .portUnreachable)
                #expect(raised.first?["CONNECTOR_CHECK"] == "port door:7443")

                try await host.configure("edited", "")
                let mended = try #require(
                    try await host.entries(1, of: .configurationRejected, "recovered").first)
                #expect(mended["CONNECTOR_INCIDENT"] == rejected["CONNECTOR_INCIDENT"])
                let all = try await host.announced(.configurationRejected)
                #expect(all.count == 2)
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func whatIsKeptAsTextIsToldAtTheStartAndWithAReload() async throws {
            try await InstalledHost.open { host in
                try await host.configure("zz-edited", "[Connector]\nName=station # mine")
                try await host.start()
                let started = try #require(try await host.entries(1, of: .started).first)
                #expect(started["PRIORITY"] == "4")
                #expect(started["MESSAGE"]?.hasSuffix("; the configuration has 1 warning.") == true)
                #expect(
                    started["CONNECTOR_REMEDY"]?.contains("zz-edited.conf:2:6: warning: \"# mine\" is kept")
                        == true)
                try await host.machine.succeed("systemctl reload connector-watch")
                let reloaded = try #require(try await host.entries(1, of: .configurationReloaded).first)
                #expect(
                    reloaded["MESSAGE"]?.hasPrefix("The configuration was reloaded with 1 warning: ") == true)
                #expect(
                    try await host.machine.succeed("systemctl status connector-watch --no-pager -l").contains(
                        "reloaded with 1 warning"))
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func installingAgainKeepsAnEditedConfiguration() async throws {
            try await InstalledHost.open { host in
                let file = "/etc/connector-watch/connector-watch.conf"
                try await host.machine.succeed("echo '# edited' >>\(file)")
                let edited = try await host.machine.succeed("cat \(file)")
                try await host.machine.succeed("make install BIN='\(Repository.binaries)'")
                let kept = try await host.machine.succeed("cat \(file)")
                #expect(kept == edited)
                try await host.machine.succeed("cmp config/connector-watch.conf \(file).new")
            }
        }
    }
}
