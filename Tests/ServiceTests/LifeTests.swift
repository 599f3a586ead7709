import Testing
import WatchCore

extension ServiceTests {
    /// Starting, stopping and being looked after by systemd.
    struct LifeTests {
        @Test(.timeLimit(.minutes(2)))
        func theInstalledServiceStartsAndSaysSo() async throws {
            try await InstalledHost.open { host in
                let complaints = try await host.machine.succeed(
                    "systemd-analyze verify --man=no connector-watch.service")
                #expect(complaints == "")
                try await host.machine.succeed(
                    "systemd-analyze security --offline=true --threshold=11 connector-watch.service")

                try await host.start()
                #expect(try await host.property("ActiveState") == "active")
                #expect(try await host.property("Type") == "notify")
                #expect(try await host.property("StatusText") != "")
                let process = try await host.property("MainPID")
                let user = try await host.machine.succeed("stat -c %U /proc/\(process)")
                #expect(user == "connector-watch")

                let started = try await host.entries(1, of: .started)
                #expect(started.first?["MESSAGE_ID"] == AlertEvent.started.messageID)
                #expect(started.first?["SYSLOG_IDENTIFIER"] == "connector-watchd")
                #expect(started.first?["_UID"] != "0")
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func stoppingIsAnnouncedAndClean() async throws {
            try await InstalledHost.open { host in
                // systemd forgets how a unit ended as soon as it has ended well.
                try await host.configureUnit(
                    "[Service]\nExecStopPost=sh -c 'echo $$SERVICE_RESULT $$EXIT_CODE $$EXIT_STATUS'")
                try await host.start()
                try await host.machine.succeed("systemctl stop connector-watch")
                let end = try await host.machine.journal("SYSLOG_IDENTIFIER=sh")
                #expect(end.map { $0["MESSAGE"] } == ["success exited 0"])
                let stopping = try await host.announced(.stopping)
                #expect(stopping.count == 1)
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func stoppingWhileItProbesIsAlwaysClean() async throws {
            // Stopped at many different moments of its probes: what the process clears away as it ends, they may still use.
            let checks = (1...40).map { "[TLS \($0)]\nHost=ok.test\nPort=7443\n" }.joined()
            try await InstalledHost.open(settings: "\n" + checks) { host in
                try await host.configureUnit(
                    "[Service]\nExecStopPost=sh -c 'echo $$SERVICE_RESULT $$EXIT_CODE $$EXIT_STATUS'")
                try await host.machine.succeed(
                    """
                    cd /root
                    openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=ok.test -keyout key.pem -out cert.pem
                    systemd-run --property=StandardInput=null openssl s_server -accept 7443 \
                        -key /root/key.pem -cert /root/cert.pem -quiet
                    for delay in $(seq -w 0 5 195); do
                        systemctl start connector-watch && sleep "0.$delay" && systemctl stop connector-watch
                    done
                    """)
                let ends = try await host.machine.journal("SYSLOG_IDENTIFIER=sh")
                #expect(ends.count == 40)
                #expect(Set(ends.map { $0["MESSAGE"] }) == ["success exited 0"])
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func aBadConfigurationEndsTheStartWithoutALoop() async throws {
            try await InstalledHost.open { host in
                try await host.configure("bad", "[Defaults]\nIntervall=1s")
                let start = try await host.machine.run("systemctl start connector-watch")
                #expect(start.status != 0)
                #expect(try await host.property("ExecMainStatus") == "78")
                #expect(try await host.property("ActiveState") == "failed")
                #expect(try await host.property("NRestarts") == "0")
                let said = try await host.machine.succeed(
                    "journalctl --sync && journalctl -o cat --no-pager _COMM=connector-watch")
                #expect(said.contains("bad.conf:2:1"))
                #expect(said.contains("Intervall"))
                let raised = try await host.entries(1, of: .configurationRejected, "raised")
                #expect(
                    raised.first?["MESSAGE"]?.hasPrefix(
                        "Nothing is watched, as the configuration has an error: ") == true)
                try await host.configure("bad", "")
                try await host.start()
                let recovered = try await host.entries(1, of: .configurationRejected, "recovered")
                #expect(recovered.first?["CONNECTOR_INCIDENT"] == raised.first?["CONNECTOR_INCIDENT"])
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func aHangingDaemonIsReplacedAndItsIncidentsGoOn() async throws {
            // The later incident is raised seconds after the first: by then the first one is saved.
            let ports = """
                [Port first]
                Host=ok.test
                Ports=7441
                [Port later]
                Host=ok.test
                Ports=7442
                FailuresToAlert=6
                """
            try await InstalledHost.open(settings: ports) { host in
                try await host.configureUnit("[Service]\nWatchdogSec=2s\nTimeoutAbortSec=1s\nRestartSec=0")
                try await host.start()
                let later = "CONNECTOR_CHECK=port later:7442"
                _ = try await host.machine.entries(1, "CONNECTOR_EVENT_ID=1020", later)
                try await host.machine.succeed("kill -STOP \(try await host.property("MainPID"))")
                _ = try await host.entries(2, of: .started)
                #expect(try await host.property("NRestarts") == "1")
                let killed = try await host.machine.journal("UNIT_RESULT=watchdog")
                #expect(killed.count == 1)

                try await host.listen(on: 7441)
                let first = "CONNECTOR_CHECK=port first:7441"
                _ = try await host.machine.entries(1, "CONNECTOR_STATE=recovered", first)
                let all = try await host.machine.journal("CONNECTOR_EVENT_ID=1020", first)
                #expect(all.map { $0["CONNECTOR_STATE"] } == ["raised", "recovered"])
                #expect(Set(all.map { $0["CONNECTOR_INCIDENT"] }).count == 1)
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func aDamagedStateIsSetAsideAndReported() async throws {
            try await InstalledHost.open { host in
                try await host.start()
                try await host.machine.succeed(
                    """
                    systemctl stop connector-watch
                    echo damaged >/var/lib/connector-watch/memory.db
                    """)
                try await host.start()
                let reported = try await host.entries(1, of: .stateUnusable)
                #expect(reported.first?["MESSAGE"]?.contains("memory.db\" is no SQLite database") == true)
                let aside = try await host.machine.succeed(
                    "cd /var/lib/connector-watch && grep -lx damaged *")
                #expect(aside.hasPrefix("memory.db.damaged-"))
                #expect(try await host.property("ActiveState") == "active")
            }
        }
    }
}
