import TestSupport
import Testing
import WatchCore

extension ServiceTests {
    /// A service with `LogNamespace=`, whose alerts go to a journal of their own.
    struct JournalNamespaceTests {
        private static let events = "connector-watch events"
        private static let nobody = "setpriv --reuid=65534 --regid=65534 --clear-groups"

        /// Has a daemon in the namespace "connector", and an alert in its journal.
        private func open(_ body: (InstalledHost) async throws -> Void) async throws {
            try await InstalledHost.open(settings: "[Port door]\nHost=ok.test\nPorts=7443") { host in
                try await host.configureUnit("[Service]\nLogNamespace=connector")
                try await host.start()
                try await host.machine.succeed(
                    """
                    timeout 30 sh -c 'until journalctl --namespace=connector -o cat CONNECTOR_EVENT_ID=1020 | grep -q .; do :; done'
                    timeout 30 sh -c 'until jq -e ".alerts != []" /run/connector-watch/status.json >/dev/null; do :; done'
                    """)
                try await body(host)
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func alertsOfTheNamespaceAreFound() async throws {
            try await open { host in
                let machine = host.machine
                #expect(try await machine.succeed("journalctl -o cat CONNECTOR_EVENT_ID=1020") == "")
                #expect(
                    try await machine.succeed("\(Self.events) --event 1020").contains(
                        "  1020  raised  port door:7443"))
                #expect(
                    try await machine.succeed("connector-watch status --format json || :")
                        .contains("\"journal_namespace\" : \"connector\""))
                let page = try await machine.run("connector-watch report --html - --no-look").output
                #expect(page.contains("port door:7443") && !page.contains("The journal shows nothing"))
                // With the daemon gone nobody says which namespace it was.
                try await machine.succeed("systemctl stop connector-watch")
                #expect(
                    try await machine.succeed("\(Self.events) --event 1020").contains(
                        "  1020  raised  port door:7443"))
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func anEmptyAnswerSaysWhatIsMissingAndWhy() async throws {
            try await open { host in
                let machine = host.machine
                let gap =
                    "The journal shows nothing of 1 active alert, which \"connector-watch status\" lists.\n"
                let denied = try await machine.run("\(Self.nobody) \(Self.events)")
                #expect(
                    denied.output == gap
                        + "No permission to read the journal namespace \"connector\"; run this as root or as a member of the group \"systemd-journal\".\n"
                )
                #expect(denied.status == 3)
                let reader = "useradd --no-create-home -G systemd-journal reader && runuser -u reader --"
                #expect(
                    try await machine.succeed("\(reader) \(Self.events) --event 1020").contains(
                        "  1020  raised  "))
                // Nothing is missing of what came before what was asked for, or of other events.
                let later = try await machine.run(
                    "\(Self.events) --since $(date -d '1 minute' +%F) --event 1000")
                #expect(later == .init(status: 0, output: ""))
                try await machine.succeed(
                    "journalctl --namespace=connector --rotate --vacuum-time=1us; journalctl --rotate --vacuum-time=1us"
                )
                let removed = try await machine.run(Self.events)
                #expect(removed.status == 3, "\(removed.output)")
                #expect(removed.output.hasPrefix(gap))
            }
        }
    }
}
