import Testing
import WatchCore

extension ServiceTests {
    /// A port that opens and closes on a host with systemd.
    struct FlappingTests {
        @Test(.timeLimit(.minutes(3)))
        func aPortThatOpensAndClosesIsOneIncidentOverACrash() async throws {
            let port = "[Port first]\nHost=127.0.0.1\nPorts=7443\nFailuresToAlert=1\nPassesToRecover=1\n"
            try await InstalledHost.open(settings: port) { host in
                try await host.start()
                for turn in 1...4 {
                    _ = try await host.entries(turn, of: .portUnreachable, "raised")
                    try await host.listen(on: 7443)
                    _ = try await host.entries(turn, of: .portUnreachable, "recovered")
                    try await host.stopListening(on: 7443)
                }
                let began = try await host.entries(1, of: .flapping, "raised")
                let entry = try #require(began.first)
                print(entry["MESSAGE"] ?? "")
                #expect(entry["CONNECTOR_FAILURES"] == "5")
                #expect(entry["CONNECTOR_CHECK"] == "port first:7443")
                #expect(entry["CONNECTOR_REASON"] == "connection-refused")
                #expect(entry["PRIORITY"] == "4")

                try await host.listen(on: 7443)
                try await host.awaitStatus(holding: "\"passing\" : true")
                try await host.machine.succeed("systemctl kill -s KILL connector-watch")
                try await host.stopListening(on: 7443)
                try await host.awaitStatus(holding: "\"failures\" : 6")
                try await host.listen(on: 7443)
                try await host.awaitStatus(holding: "\"passing\" : true")

                let check = try await host.machine.run("connector-watch check")
                #expect(check.output.contains("flapping   since "), "\(check.output)")
                let history = try await host.machine.succeed("connector-watch history")
                #expect(history.contains("1095 Flapping"), "\(history)")
                #expect(try await host.announced(.flapping).count == 1)
                #expect(try await host.announced(.portUnreachable).count == 9)
            }
        }
    }
}
