import TestSupport
import Testing
import WatchCore

@testable import connector_watch

/// The keys of the documents in JSON, which are promised: none is ever left out, and none changes.
@Suite(.timeLimit(.minutes(2))) struct DocumentKeysTests {
    /// What a command says about the sample connector.
    private func keys(_ arguments: String..., sample: String) async throws -> [String] {
        let configuration = ["--config", "\(sample)/connector-watch.conf", "--format", "json"]
        return try JSONKeys.of(try await ConnectorWatch.run(arguments + configuration).output)
    }

    private static let finding = [
        "details", "event", "message", "phase", "priority", "reason", "remedy", "silenced", "title", "via",
    ]
    private static let trust = [
        "certificates_seen", "connector_id", "copies", "days_left", "file", "in_named_store", "in_user_store",
        "issuer", "key", "not_after", "not_before", "orphans", "private_key", "private_key.file",
        "private_key.mode", "private_key.state", "problems", "signature_algorithm", "stores", "tenant",
        "thumbprint", "windows",
    ]

    private func below(_ path: String, _ keys: [String]) -> [String] { keys.map { "\(path).\($0)" } }

    @Test func theKeysOfCommandsAboutAnAgentArePromised() async throws {
        try await withTemporaryDirectory { directory in
            let sample = directory("sample")
            try await Program.succeed(Repository.path("packaging/make-sample"), sample)
            let trust = try await keys("trust", "--snapshot", "/none", sample: sample)
            let agent =
                [
                    "change", "check", "findings", "history", "last_renewal", "life", "life.critical_from",
                    "life.error_from", "life.overdue_from", "life.phase", "life.renewal_from",
                    "life.warning_from", "register", "settings_file", "since", "trust", "verdict",
                ] + below("findings", Self.finding) + below("trust", Self.trust)
            #expect(
                trust.filter(JSONKeys.isOfFixedSet)
                    == (["agents", "connector", "host", "time", "verdict"] + below("agents", agent)).sorted())
            let simulation = try await keys("simulate", sample: sample)
            #expect(
                simulation == [
                    "announcements", "announcements.check", "announcements.days_left", "announcements.event",
                    "announcements.message", "announcements.priority", "announcements.remedy",
                    "announcements.state",
                    "announcements.time", "announcements.title", "connector", "from", "to",
                ])
            let settings = try await keys("config", "show", sample: sample)
            #expect(
                settings == [
                    "name", "section", "settings", "settings.key", "settings.origins", "settings.value",
                ])
        }
    }

    @Test func theKeysOfARequestArePromised() throws {
        let destination = FirewallRequest.Destination(
            host: "a.example", port: 443, purpose: .service, checks: [CheckName("port a.example:443")],
            passages: [Passage(route: .direct, state: .shut, evidence: "refused")])
        let request = FirewallRequest(
            time: noon, connector: "hq-01", host: "gateway", destinations: [destination],
            wildcards: Cloud.public.wildcards,
            requirementFailures: [.init(check: CheckName("port a.example:443"), finding: .unreachable)])
        let keys = try JSONKeys.of(try JSONDocument.text(FirewallRequestDocument(request)))
        #expect(
            keys
                == ([
                    "connector", "destinations", "looked", "proxy", "requirements", "source",
                    "source.addresses", "source.host", "time", "violations", "wildcards",
                ] + below("destinations", ["checks", "host", "port", "purpose", "ways", "why"])
                + below("destinations.ways", ["evidence", "state", "via"])
                + below("violations", ["check", "event", "message", "reason", "remedy", "via"])
                + below("wildcards", ["names", "port", "purpose", "why"])).sorted())
    }
}
