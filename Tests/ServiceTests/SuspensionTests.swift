import Testing
import WatchCore

extension ServiceTests {
    /// Time that passes while the daemon can do nothing, and a journal that forgets.
    struct SuspensionTests {
        private static let ports = """
            [Port shut]
            Host=ok.test
            Ports=7441
            FailuresToAlert=1
            [Port open]
            Host=ok.test
            Ports=7442
            FailuresToAlert=1
            """

        /// One that has found a port shut, and another one open.
        private func withHost(
            _ unit: String, _ body: (InstalledHost, JournalRecord) async throws -> Void
        ) async throws {
            try await InstalledHost.open(settings: Self.ports) { host in
                try await host.configureUnit(unit)
                try await host.listen(on: 7442)
                try await host.start()
                let raised = try #require(try await host.entries(1, of: .portUnreachable, "raised").first)
                try await body(host, raised)
            }
        }

        /// Waits for a timer of systemd, which goes on meanwhile.
        private func pass(_ seconds: Int, on host: InstalledHost) async throws {
            let name = "passed-\(seconds)"
            try await host.machine.succeed(
                "systemd-run --on-active=\(seconds) --timer-property=AccuracySec=1ms sh -c 'echo \(name) | systemd-cat -t \(name)'"
            )
            _ = try await host.machine.entries(1, "SYSLOG_IDENTIFIER=\(name)")
        }

        /// What is told from the end of the time on until the port that was shut is open.
        private func recover(_ host: InstalledHost, _ raised: JournalRecord) async throws -> Int {
            try await host.listen(on: 7441)
            let over = try #require(try await host.entries(1, of: .portUnreachable, "recovered").first)
            #expect(over["CONNECTOR_INCIDENT"] == raised["CONNECTOR_INCIDENT"])
            let all = try await host.announced(.portUnreachable)
            #expect(all.map { $0["CONNECTOR_STATE"] } == ["raised", "recovered"])
            #expect(Set(all.map { $0["CONNECTOR_CHECK"] }) == ["port shut:7441"])
            return try #require(Int(over["CONNECTOR_INCIDENT_SECONDS"] ?? ""))
        }

        private func truth(_ raised: JournalRecord, _ host: InstalledHost) async throws -> Int {
            let over = try #require(try await host.announced(.portUnreachable).last?.monotonic)
            return Int((over - (try #require(raised.monotonic))) / 1_000_000)
        }

        @Test(.timeLimit(.minutes(2)))
        func beingStoppedForLessThanTheWatchdogAllowsIsNotNoticed() async throws {
            try await withHost("[Service]\nWatchdogSec=30s") { host, raised in
                try await host.machine.succeed("systemctl kill --signal=STOP connector-watch")
                try await pass(5, on: host)
                try await host.machine.succeed("systemctl kill --signal=CONT connector-watch")
                let seconds = try await recover(host, raised)
                #expect(seconds >= 4)
                #expect(abs(seconds - (try await truth(raised, host))) <= 1)
                #expect(try await host.property("NRestarts") == "0")
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func beingStoppedForLongerRepeatsAndLosesNothing() async throws {
            try await withHost("[Service]\nWatchdogSec=2s\nTimeoutAbortSec=1s\nRestartSec=0") {
                host, raised in
                try await host.machine.succeed("systemctl kill --signal=STOP connector-watch")
                _ = try await host.entries(2, of: .started)
                #expect(try await host.property("NRestarts") == "1")
                #expect(try await host.machine.journal("UNIT_RESULT=watchdog").count == 1)
                let seconds = try await recover(host, raised)
                #expect(abs(seconds - (try await truth(raised, host))) <= 1)
            }
        }

        /// As the kernel has it: the calendar and the uptime have gone on, and what was armed is overdue.
        @Test(.timeLimit(.minutes(2)))
        func aHostThatWasSuspendedForADayGoesOn() async throws {
            try await InstalledHost.open(settings: Self.ports) { host in
                let calendar = try await Calendar(of: host)
                try await host.listen(on: 7442)
                try await host.start()
                let raised = try #require(try await host.entries(1, of: .portUnreachable, "raised").first)
                try await host.machine.succeed("systemctl kill --signal=STOP connector-watch")
                try await calendar.suspend(days: 1)
                try await host.machine.succeed("systemctl kill --signal=CONT connector-watch")
                // It is due, as every six hours.
                _ = try await host.entries(1, of: .portUnreachable, "reminder")
                try await host.listen(on: 7441)
                let over = try #require(try await host.entries(1, of: .portUnreachable, "recovered").first)
                #expect(over["CONNECTOR_INCIDENT"] == raised["CONNECTOR_INCIDENT"])
                let seconds = try #require(Int(over["CONNECTOR_INCIDENT_SECONDS"] ?? ""))
                #expect((86_400..<86_500).contains(seconds))
                let all = try await host.announced(.portUnreachable)
                #expect(all.map { $0["CONNECTOR_STATE"] } == ["raised", "reminder", "recovered"])
                #expect(try await host.property("NRestarts") == "0")
            }
        }

        @Test(.timeLimit(.minutes(2)), arguments: [(0, 1), (0, -1), (365, 0), (-365, 0)])
        func aCalendarThatIsSetKeepsPaceAndDurations(days: Int, hours: Int) async throws {
            try await InstalledHost.open(settings: Self.ports) { host in
                let calendar = try await Calendar(of: host)
                try await host.listen(on: 7442)
                try await host.start()
                let raised = try #require(try await host.entries(1, of: .portUnreachable, "raised").first)
                try await calendar.turn(to: days, hours: hours)
                // A probe after it, and a restart after that.
                try await host.act(on: .own, "touch \"$file\"\nuntil_read \"$file\"")
                try await host.machine.succeed("systemctl restart connector-watch")
                let seconds = try await recover(host, raised)
                #expect(abs(seconds - (try await truth(raised, host))) <= 1)
                let history = try await host.machine.succeed(
                    "connector-watch history --format json --check 'port shut'")
                let told = history.firstMatch(of: /"seconds" ?: ?([0-9]+)/)
                #expect(told.map { Int($0.1) } == seconds, "\(history)")
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func whatTheJournalForgetsIsStillShown() async throws {
            try await withHost("[Service]\nWatchdogSec=30s") { host, raised in
                _ = try await recover(host, raised)
                try await host.machine.succeed(
                    """
                    journalctl --sync
                    while [ -n "$(journalctl -q CONNECTOR_EVENT_ID=1020)" ]; do
                        journalctl -q --rotate --vacuum-time=1s
                    done
                    connector-watch report --no-look --html /root/page.html || true
                    """)
                let id = try #require(raised["CONNECTOR_INCIDENT"])
                #expect(try await host.announced(.portUnreachable).isEmpty)
                let page = try await host.machine.succeed("cat /root/page.html")
                #expect(page.contains("1020 Port unreachable"))
                #expect(page.contains("Availability of port shut:7441"))
                let history = try await host.machine.succeed("connector-watch history --format json")
                #expect(history.contains(id))
            }
        }
    }
}
