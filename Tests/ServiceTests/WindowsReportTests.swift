import TestSupport
import Testing
import WatchCore

extension ServiceTests {
    /// A host that has the drive of a Windows host below a directory, and nothing in its configuration yet.
    struct WindowsReportTests {
        @Test(.timeLimit(.minutes(2)))
        func whatSetupWritesIsEnoughForARightReport() async throws {
            try await InstalledHost.open { host in
                try await host.configure("test", "[Connector]\nName=station\nCloud=none\n")
                let agent = Agent.windows
                let thumbprint = try await host.madeCertificate(from: "160 days ago", to: "20 days")
                try await host.act(on: agent, "put \(thumbprint) \"$user\"; name \(thumbprint) true")
                try await host.machine.succeed(
                    "connector-watch setup --search \(agent.directory) --yes --no-check")
                let written = try await host.machine.succeed(
                    "grep -A1 '^.Trust.' /etc/connector-watch/connector-watch.conf.d/*setup*")
                #expect(written == "[Trust]\nWindowsRoot=\(agent.directory)")

                try await host.start()
                _ = try await host.entries(1, of: .renewalOverdue, "raised")
                try await host.machine.succeed("until [ -e /run/connector-watch/status.json ]; do :; done")
                let report = try await host.machine.run("connector-watch report --html -")
                #expect(report.status == 2)
                for fact in [thumbprint, "certmgr.msc", "Microsoft Software Key Storage Provider", "1002"] {
                    #expect(report.output.contains(fact), "\(fact)")
                }
            }
        }
    }
}
