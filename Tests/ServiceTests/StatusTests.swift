import Testing
import WatchCore

extension ServiceTests {
    /// What the running service tells to whoever asks.
    struct StatusTests {
        /// Runs a command as a user without any right of its own.
        private func asNobody(_ command: String, on host: InstalledHost) async throws -> (
            status: Int32, output: String
        ) {
            let run = try await host.machine.run("runuser -u nobody -- \(command) 2>&1")
            return (run.status, run.output)
        }

        @Test(.timeLimit(.minutes(2)))
        func everybodyMayAskHowItStands() async throws {
            let port = "[Port first]\nHost=ok.test\nPorts=7443\n"
            try await InstalledHost.open(settings: port) { host in
                let before = try await asNobody("connector-watch status", on: host)
                #expect(before.status == 3)
                #expect(before.output.contains("The daemon is not running: "))

                try await host.listen(on: 7443)
                try await host.start()
                try await host.awaitStatus(holding: "\"ok\"")
                try await host.awaitStatus(holding: "\"phase\" : \"settled\"")
                let fine = try await asNobody("connector-watch status", on: host)
                #expect(fine.output.contains("trust: "), "\(fine.output)")
                let mode = try await host.machine.succeed("stat -c %a:%U /run/connector-watch/status.json")
                #expect(mode == "644:connector-watch")

                try await host.stopListening(on: 7443)
                let raised = try await host.entries(1, of: .portUnreachable, "raised")
                let incident = try #require(raised.first?["CONNECTOR_INCIDENT"])
                try await host.awaitStatus(holding: incident)
                let failing = try await asNobody("connector-watch status", on: host)
                #expect(failing.status == 2)
                #expect(failing.output.contains("1020 Port unreachable, port first:7443 (direct)"))

                try await host.machine.succeed("systemctl stop connector-watch")
                let after = try await asNobody("connector-watch status", on: host)
                #expect(after.status == 3)
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func theCertificatesHistorySurvivesARestart() async throws {
            try await InstalledHost.open { host in
                try await host.start()
                try await host.awaitStatus(holding: "\"phase\" : \"settled\"")
                let next = try await host.certificate(from: "1 hour ago", to: "175 days")
                try await host.name(next)
                _ = try await host.entries(1, of: .thumbprintChanged)
                try await host.machine.succeed("systemctl restart connector-watch")
                try await host.awaitStatus(holding: "re-registration")
                let trust = try await asNobody("connector-watch trust --format json", on: host)
                #expect(trust.output.contains("\"change\" : \"re-registration\""), "\(trust.output)")
                // Without a daemon it is what the last one saved, for users who can read that.
                try await host.machine.succeed("systemctl stop connector-watch")
                let saved = try await host.machine.succeed("connector-watch trust")
                #expect(
                    saved.contains("The daemon is not running; this is from its saved state:"), "\(saved)")
                #expect(saved.contains("re-registration"))
                let closed = try await asNobody("connector-watch trust", on: host)
                // Lines are wrapped where the words end.
                let words = closed.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(
                    words.contains(
                        "The memory \"/var/lib/connector-watch/memory.db\" cannot be read: Permission denied."
                    )
                )
            }
        }
    }
}
