import Testing

/// What boots a machine, one at a time: what is timed inside must not wait for its neighbours.
@Suite(.serialized) struct ServiceTests {}

/// What boots a machine beside them, one at a time as well: nothing in it is timed but by the machine itself.
@Suite(.serialized) struct UntimedTests {}

extension ServiceTests {
    /// The machine itself: what the other tests of this target rely on.
    struct MachineTests {
        @Test(.timeLimit(.minutes(2)))
        func stepsRunUnderARealServiceManager() async throws {
            try await Machine.booted { machine in
                let state = try await machine.succeed("systemctl is-system-running")
                #expect(state == "running")
                #expect(
                    try await machine.run("echo 'it'\\''s'; exit 3") == .init(status: 3, output: "it's\n"))
                try await machine.succeed("systemd-run --wait --collect --property=DynamicUser=yes true")
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func namesOfTheSandboxResolve() async throws {
            try await Machine.booted { machine in
                let known = try await machine.succeed("getent ahostsv4 ok.test")
                #expect(known.hasPrefix("127.0.0.1"))
                let unknown = try await machine.run("getent hosts nowhere.test")
                #expect(unknown.status == 2)
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func theJournalIsReadAndWaitedFor() async throws {
            try await Machine.booted { machine in
                try await machine.succeed(
                    """
                    systemd-run --on-active=200ms --timer-property=AccuracySec=1ms \
                        systemd-cat -t later echo 'it is "late"'
                    """)
                let entry = try #require(try await machine.entries(1, "SYSLOG_IDENTIFIER=later").first)
                #expect(entry["MESSAGE"] == "it is \"late\"")
                #expect(entry.monotonic != nil)
                let all = try await machine.journal("SYSLOG_IDENTIFIER=later")
                #expect(all.count == 1)
                let none = try await machine.journal("SYSLOG_IDENTIFIER=nobody")
                #expect(none.isEmpty)
            }
        }
    }
}
