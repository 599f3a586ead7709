import Testing
import WatchCore

extension ServiceTests {
    /// What the running service tells to whoever asks.
    struct StatusTests {
        /// Runs a command as a user without any right of its own.
        private func asNobody(_ command: String, on station: Station) async throws -> (
            status: Int32, output: String
        ) {
            let run = try await station.machine.run("runuser -u nobody -- \(command) 2>&1")
            return (run.status, run.output)
        }

        /// Asks again and again until the answer holds a text; each asking takes its time.
        private func ask(_ station: Station, until text: String) async throws {
            try await station.machine.succeed(
                """
                cat >/run/ask <<'SCRIPT'
                until connector-watch status --format json | grep -qF '\(text)'; do :; done
                SCRIPT
                timeout -s KILL 30 sh /run/ask
                """)
        }

        @Test(.timeLimit(.minutes(15)))
        func everybodyMayAskHowItStands() async throws {
            let port = "[Port first]\nHost=ok.test\nPorts=7443\n"
            try await Station.open(settings: port) { station in
                let before = try await asNobody("connector-watch status", on: station)
                #expect(before.status == 3)
                #expect(before.output.contains("The daemon does not run: there is no"))

                try await station.listen(on: 7443)
                try await station.start()
                try await ask(station, until: "\"ok\"")
                try await ask(station, until: "\"phase\" : \"settled\"")
                let fine = try await asNobody("connector-watch status", on: station)
                #expect(fine.output.contains("trust: "), "\(fine.output)")
                let mode = try await station.machine.succeed("stat -c %a:%U /run/connector-watch/status.json")
                #expect(mode == "644:connector-watch")

                try await station.stopListening(on: 7443)
                let raised = try await station.entries(1, of: .portUnreachable, "raised")
                let incident = try #require(raised.first?["CONNECTOR_INCIDENT"])
                try await ask(station, until: incident)
                let failing = try await asNobody("connector-watch status", on: station)
                #expect(failing.status == 2)
                #expect(failing.output.contains("1020 Port unreachable, port first:7443 (direct)"))

                try await station.machine.succeed("systemctl stop connector-watch")
                let after = try await asNobody("connector-watch status", on: station)
                #expect(after.status == 3)
            }
        }

        @Test(.timeLimit(.minutes(15)))
        func theCertificatesHistorySurvivesARestart() async throws {
            try await Station.open { station in
                try await station.start()
                try await ask(station, until: "\"phase\" : \"settled\"")
                let next = try await station.certificate(from: "1 hour ago", to: "175 days")
                try await station.name(next)
                _ = try await station.entries(1, of: .thumbprintChanged)
                try await station.machine.succeed("systemctl restart connector-watch")
                try await ask(station, until: "re-registration")
                let trust = try await asNobody("connector-watch trust --format json", on: station)
                #expect(trust.output.contains("\"change\" : \"re-registration\""), "\(trust.output)")
                // Without a daemon it is what the last one saved, for those who may read that.
                try await station.machine.succeed("systemctl stop connector-watch")
                let saved = try await station.machine.succeed("connector-watch trust")
                #expect(saved.contains("No daemon runs; the last one saved this:"), "\(saved)")
                #expect(saved.contains("re-registration"))
                let closed = try await asNobody("connector-watch trust", on: station)
                #expect(closed.output.contains("\"/var/lib/connector-watch/state.json\" could not be read"))
            }
        }
    }
}
