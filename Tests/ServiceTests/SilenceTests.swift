import Testing
import WatchCore

extension ServiceTests {
    /// The running service takes silences from their file, which only root may write.
    struct SilenceTests {
        @Test(.timeLimit(.minutes(2)))
        func aSilenceCountsAtOnceAndOverARestartUntilItIsEnded() async throws {
            let port = "[Port first]\nHost=127.0.0.1\nPorts=7443\n"
            try await InstalledHost.open(settings: port) { host in
                let command = "connector-watch silence --for 1h --check 'port *' --reason 'server moves'"
                let nobody = try await host.machine.run("runuser -u nobody -- \(command) 2>&1")
                #expect(nobody.status == 3, "\(nobody.output)")
                #expect(nobody.output.contains("Permission denied"))

                try await host.start()
                try await host.machine.succeed(command)
                let mode = try await host.machine.succeed(
                    "stat -c %a:%U /etc/connector-watch/silences.conf")
                #expect(mode == "644:root")
                try await host.awaitStatus(holding: "\"by\" : ")
                try await host.awaitStatus(holding: "\"silenced\" : {")
                try await host.machine.succeed("systemctl restart connector-watch")
                try await host.awaitStatus(holding: "\"silenced\" : {")
                #expect(try await host.announced(.portUnreachable).isEmpty)

                try await host.machine.succeed(
                    """
                    cd /etc/connector-watch
                    cp silences.conf /run/good
                    printf '[Silence bad]\\nUntil=soon\\nChecks=*\\nReason=r\\n' >>silences.conf
                    """)
                let refused = try await host.entries(1, of: .configurationRejected, "raised")
                let message = try #require(refused.first?["MESSAGE"])
                #expect(message.contains("/etc/connector-watch/silences.conf:10:7: error: "), "\(message)")
                #expect(try await host.announced(.portUnreachable).isEmpty)

                try await host.machine.succeed(
                    """
                    cp /run/good /etc/connector-watch/silences.conf
                    connector-watch silence --end "$(sed -n 's/^.Silence \\(.*\\)]/\\1/p' /run/good)"
                    """)
                let raised = try await host.entries(1, of: .portUnreachable, "raised")
                #expect(raised.first?["CONNECTOR_REMEDY"]?.contains("It was silenced until now") == true)
                _ = try await host.entries(1, of: .configurationRejected, "recovered")
            }
        }
    }
}
