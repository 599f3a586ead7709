import Testing
import WatchCore

extension ServiceTests {
    /// Settings that change while the daemon runs, and what is installed.
    struct ConfigurationTests {
        private static let door = "[Port door]\nHost=ok.test\nPorts=7443"

        @Test(.timeLimit(.minutes(15)))
        func aReloadTakesTheNewSettingsOver() async throws {
            try await Station.open { station in
                try await station.start()
                try await station.machine.succeed("systemctl reload connector-watch")
                // Nothing has changed, but it was asked for.
                _ = try await station.entries(1, of: .configurationReloaded)
                try await station.configure("door", Self.door)
                try await station.machine.succeed("systemctl reload connector-watch")
                let raised = try await station.entries(1, of: .portUnreachable)
                #expect(raised.first?["CONNECTOR_CHECK"] == "port door:7443")
                #expect(try await station.property("ActiveState") == "active")
                #expect(try await station.property("NRestarts") == "0")
            }
        }

        @Test(.timeLimit(.minutes(15)))
        func anEditedFileIsNoticedWithoutAReload() async throws {
            try await Station.open { station in
                try await station.start()
                try await station.configure("door", Self.door)
                let reloaded = try await station.entries(1, of: .configurationReloaded)
                #expect(reloaded.first?["CONNECTOR_STATE"] == "info")
                _ = try await station.entries(1, of: .portUnreachable)
            }
        }

        @Test(.timeLimit(.minutes(15)))
        func aBadReloadKeepsTheOldSettingsUntilMended() async throws {
            try await Station.open(settings: Self.door) { station in
                try await station.listen(on: 7443)
                try await station.start()
                try await station.configure("edited", "[Port door]\nHost=ok.test\nPorts=many")
                try await station.machine.succeed("systemctl reload connector-watch")
                let rejected = try #require(
                    try await station.entries(1, of: .configurationRejected, "raised").first)
                #expect(rejected["MESSAGE"]?.contains("edited.conf:3") == true)
                #expect(rejected["PRIORITY"] == "3")
                #expect(try await station.property("ActiveState") == "active")

                try await station.stopListening(on: 7443)
                let raised = try await station.entries(1, of: .portUnreachable)
                #expect(raised.first?["CONNECTOR_CHECK"] == "port door:7443")

                try await station.configure("edited", "")
                let mended = try #require(
                    try await station.entries(1, of: .configurationRejected, "recovered").first)
                #expect(mended["CONNECTOR_INCIDENT"] == rejected["CONNECTOR_INCIDENT"])
                let all = try await station.announced(.configurationRejected)
                #expect(all.count == 2)
            }
        }

        @Test(.timeLimit(.minutes(15)))
        func installingAgainKeepsAnEditedConfiguration() async throws {
            try await Station.open { station in
                let file = "/etc/connector-watch/connector-watch.conf"
                try await station.machine.succeed("echo '# edited' >>\(file)")
                let edited = try await station.machine.succeed("cat \(file)")
                try await station.machine.succeed("make install BIN='\(Tree.binaries)'")
                let kept = try await station.machine.succeed("cat \(file)")
                #expect(kept == edited)
                try await station.machine.succeed("cmp config/connector-watch.conf \(file).new")
            }
        }
    }
}
