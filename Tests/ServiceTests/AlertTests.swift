import Testing
import WatchCore

extension ServiceTests {
    /// From what breaks to what the journal says about it.
    struct AlertTests {
        private static let expired = """
            Connector re-registration failed: The Connector trust certificate expired. Run the PowerShell cmdlet \
            Register-AppProxyConnector on the computer on which the Connector is running to re-register your \
            Connector.
            """

        @Test(.timeLimit(.minutes(2)))
        func anExpiredCertificateIsAnnouncedOnceWithinTwoSeconds() async throws {
            try await InstalledHost.open { host in
                try await host.start()
                _ = try await host.entries(1, of: .started)
                let old = try await host.machine.succeed(
                    "sed -n 's,.*<Thumbprint>\\(.*\\)<.*,\\1,p' \(InstalledHost.settingsFile)")
                let new = try await host.certificate(from: "181 days ago", to: "1 day ago")
                try await host.name(new)

                let alert = try #require(try await host.entries(1, of: .trustExpired).first)
                let renamed = try await host.machine.journal("SYSLOG_IDENTIFIER=renamed", "MESSAGE=\(new)")
                let start = try #require(renamed.first?.monotonic)
                let end = try #require(alert.monotonic)
                #expect((0..<2_000_000).contains(end - start))
                expectFields(of: alert, thumbprint: new)

                let change = try #require(try await host.entries(1, of: .thumbprintChanged).first)
                #expect(change["CONNECTOR_THUMBPRINT"] == new)
                #expect(change["CONNECTOR_PREVIOUS_THUMBPRINT"] == old)
                #expect(change["CONNECTOR_STATE"] == "info")

                // Stopping is announced after everything else.
                try await host.machine.succeed("systemctl stop connector-watch")
                let expired = try await host.announced(.trustExpired)
                #expect(expired.count == 1)
                let changed = try await host.announced(.thumbprintChanged)
                #expect(changed.count == 1)
            }
        }

        private func expectFields(of alert: JournalRecord, thumbprint: String) {
            let expected = [
                "MESSAGE": Self.expired, "MESSAGE_ID": AlertEvent.trustExpired.messageID, "PRIORITY": "2",
                "SYSLOG_IDENTIFIER": "connector-watchd", "CONNECTOR_STATE": "raised",
                "CONNECTOR_NAME": "station",
                "CONNECTOR_CHECK": "trust", "CONNECTOR_TARGET": InstalledHost.settingsFile,
                "CONNECTOR_PHASE": "certificate", "CONNECTOR_REASON": "trust-expired",
                "CONNECTOR_INCIDENT_SECONDS": "0", "CONNECTOR_THUMBPRINT": thumbprint,
                "CONNECTOR_STORE": "\(InstalledHost.store)/\(thumbprint).pfx", "CONNECTOR_DAYS_LEFT": "-2",
                "CONNECTOR_ISSUER": "connectorregistrationca.msappproxy.net",
                "CONNECTOR_TENANT": InstalledHost.tenant, "DOCUMENTATION": "man:connector-watch-events(7)",
            ]
            for (name, value) in expected {
                #expect(alert[name] == value, "\(name)")
            }
            for name in ["CONNECTOR_REMEDY", "CODE_FILE", "CODE_LINE", "CODE_FUNC", "CONNECTOR_INCIDENT"] {
                #expect(alert[name]?.isEmpty == false, "\(name)")
            }
            #expect(alert["CONNECTOR_NOT_AFTER"]?.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/) != nil)
        }

        @Test(.timeLimit(.minutes(2)))
        func aClosedPortIsRaisedAndRecoversAsOneIncident() async throws {
            let port = """
                [Port door]
                Host=ok.test
                Ports=7443
                FailuresToAlert=3
                PassesToRecover=2
                """
            try await InstalledHost.open(settings: port) { host in
                try await host.start()
                let raised = try #require(try await host.entries(1, of: .portUnreachable, "raised").first)
                #expect(raised["CONNECTOR_CHECK"] == "port door:7443")
                #expect(raised["CONNECTOR_TARGET"] == "ok.test:7443")
                #expect(raised["CONNECTOR_REASON"] == "connection-refused")
                #expect(raised["CONNECTOR_PHASE"] == "connect")
                #expect(raised["CONNECTOR_VIA"] == "direct")
                #expect(raised["PRIORITY"] == "3")
                let started = try #require(try await host.announced(.started).first?.monotonic)
                // Three probes, a second between two of them.
                #expect(try #require(raised.monotonic) - started >= 1_900_000)

                try await host.listen(on: 7443)
                let recovered = try #require(
                    try await host.entries(1, of: .portUnreachable, "recovered").first)
                #expect(recovered["CONNECTOR_INCIDENT"] == raised["CONNECTOR_INCIDENT"])
                #expect(recovered["MESSAGE_ID"] == AlertEvent.recoveredMessageID)
                #expect(Int(recovered["CONNECTOR_INCIDENT_SECONDS"] ?? "") != nil)
                let all = try await host.announced(.portUnreachable)
                #expect(all.count == 2)
            }
        }

        @Test(.timeLimit(.minutes(2)))
        func theJournalExplainsAnAlert() async throws {
            try await InstalledHost.open { host in
                try await host.name(try await host.certificate(from: "181 days ago", to: "1 day ago"))
                try await host.start()
                _ = try await host.entries(1, of: .trustExpired)
                let text = try await host.machine.succeed(
                    "journalctl --no-pager -x CONNECTOR_EVENT_ID=1000")
                #expect(text.contains("░░ Subject:"))
                #expect(text.contains("Register-MicrosoftEntraPrivateNetworkConnector"))
                #expect(!text.contains("@"))
            }
        }
    }
}
