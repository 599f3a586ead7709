import Foundation
import Testing
import WatchCore

extension ServiceTests {
    /// Certificates whose time comes while the daemon runs, by the true clock.
    struct ExpiryTests {
        private static let hour = 3600.0
        /// An hour is the least that a limit may be: this many seconds more make the others.
        private static let limits = (renewal: 6, warning: 4, error: 2)

        /// It probes of its own accord once a day only: what is in time comes of the turning points.
        private static let rarely = "PollInterval=1d\nFailingInterval=1d"

        @Test(.timeLimit(.minutes(2)))
        func whatTimeAloneBringsIsAnnouncedWithinASecondOfIt() async throws {
            let short = Agent("short")
            let settings = """
                \(Self.rarely)
                RenewalWindow=13h \(Self.limits.renewal)s
                ExpiryWarning=1h \(Self.limits.warning)s
                ExpiryError=1h \(Self.limits.error)s
                ExpiryCritical=1h
                \(short.configuration(Self.rarely))
                """
            try await InstalledHost.open(settings: settings) { host in
                // The first limit comes 5 seconds later, and so does the end of the other.
                let expiring = try await host.madeCertificate(from: "180 days ago", to: "3611 seconds")
                let expired = try await host.madeCertificate(from: "180 days ago", to: "5 seconds")
                try await host.act("put \(expiring) $machine; name \(expiring)")
                try await host.act(on: short, "put \(expired) $machine; name \(expired)")
                try await host.start()
                try await host.untilSaid(8)
                try await expectLimits(of: .own, expiring, on: host)
                try await expectExpiry(of: short, expired, on: host)
            }
        }

        private func expectLimits(of agent: Agent, _ thumbprint: String, on host: InstalledHost) async throws
        {
            let story = try await host.story(of: agent)
            #expect(
                story == [
                    "1002 raised err", "1001 raised warning", "1001 escalated err", "1001 escalated crit",
                ])
            let entries = try await host.machine.journal("CONNECTOR_CHECK=\(agent.check)")
            let end = try await notAfter(of: thumbprint, on: host)
            let left = [Self.limits.renewal, Self.limits.warning, Self.limits.error, 0]
            for (entry, seconds) in zip(entries, left) {
                let due = end.addingTimeInterval(-Self.hour - Double(seconds))
                expect(entry, within: due, of: thumbprint)
            }
            #expect(Set(entries.dropFirst().map { $0["CONNECTOR_INCIDENT"] }).count == 1)
        }

        private func expectExpiry(of agent: Agent, _ thumbprint: String, on host: InstalledHost) async throws
        {
            let story = try await host.story(of: agent)
            #expect(story == ["1001 raised crit", "1002 raised err", "1000 raised crit"])
            let entries = try await host.machine.journal("CONNECTOR_CHECK=\(agent.check)")
            let end = try await notAfter(of: thumbprint, on: host)
            let expiry = try #require(entries.last)
            expect(expiry, within: end, of: thumbprint)
            #expect(expiry["CONNECTOR_NOT_AFTER"] == end.formatted(.iso8601))
        }

        /// The entry is in the journal within a second of `due`, and not before.
        private func expect(_ entry: JournalRecord, within due: Date, of thumbprint: String) {
            #expect(entry["CONNECTOR_THUMBPRINT"] == thumbprint)
            guard let date = entry.date else { return #expect(entry.date != nil) }
            #expect((0..<1).contains(date.timeIntervalSince(due)), "\(entry["MESSAGE"] ?? "")")
        }

        /// The end of a certificate's validity, as the openssl command reads it.
        private func notAfter(of thumbprint: String, on host: InstalledHost) async throws -> Date {
            let text = try await host.machine.succeed(
                """
                openssl pkcs12 -in \(InstalledHost.made)/\(thumbprint).pfx -passin pass: -nokeys |
                    openssl x509 -noout -enddate | cut -d= -f2 | date -f - +%s
                """)
            return Date(timeIntervalSince1970: try #require(Double(text)))
        }
    }
}
