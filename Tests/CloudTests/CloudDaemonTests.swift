import Foundation
import TestSupport
import Testing

/// The built daemon asks the cloud, and keeps what it signs in with to itself.
@Suite(.timeLimit(.minutes(10))) struct CloudDaemonTests {
    private static let daemon = Repository.built + "/connector-watchd"

    /// It asks once the certificate has told the connector's id, and again after a reload that changes the section.
    private func life(of tenant: Tenant, named name: String, found: String) -> String {
        """
        set -euo pipefail
        cd "\(found)"
        mkdir state run
        export STATE_DIRECTORY="$PWD/state" RUNTIME_DIRECTORY="$PWD/run" TMPDIR="$PWD" HOME="$PWD"
        export CREDENTIALS_DIRECTORY="\(tenant.directory("credentials"))"
        "\(Self.daemon)" --config "\(tenant.directory("watch.conf"))" >output 2>errors &
        daemon=$!
        until grep -q '"told":"2' run/status.json 2>/dev/null; do kill -0 $daemon; sleep 0.05; done
        cp run/status.json first.json
        gcore -o core $daemon >gcore.log 2>&1
        read -r _ offset _ _ size _ < <(readelf -lW core.$daemon | grep '^  NOTE')
        dd if=/dev/zero of=core.$daemon bs=1 seek=$((offset)) count=$((size)) conv=notrunc status=none
        echo Interval=20min >>"\(tenant.directory("watch.conf"))"
        kill -HUP $daemon
        until journalctl --sync && journalctl -q -o cat CONNECTOR_NAME=\(name) CONNECTOR_EVENT_ID=1065 | grep -q .; do
            kill -0 $daemon; sleep 0.05
        done
        journalctl -q -o export --all >journal
        journalctl -q -o cat CONNECTOR_NAME=\(name) CONNECTOR_STATE=raised --output-fields=CONNECTOR_EVENT_ID
        kill $daemon
        wait $daemon || true
        """
    }

    private func run(_ credential: String?) async throws -> (tenant: Tenant, found: String, run: Program) {
        // All worlds share a journal.
        let name = "daemon-\(UInt32.random(in: 0...UInt32.max))"
        let tenant = try await Tenant.asked(
            """
            "connectors": [
                {"id": "\(Identity.connectorID)", "machineName": "hq-01", "status": "inactive", "group": "Main"}],
            "secret": "\(Tenant.secret)", "answers": {"token": ["usual", "invalid_secret"]}
            """, credential: credential, name: name)
        try await tenant.trustTheConnector(withTenant: true)
        let found = try tenant.directory.makeDirectory("found")
        return (tenant, found, try await tenant.run(life(of: tenant, named: name, found: found)))
    }

    @Test func itRaisesWhatTheCloudListsAndKeepsItWhileTheCloudDoesNotTell() async throws {
        let (tenant, _, run) = try await run(nil)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let raised = run.output.split(separator: "\n")
        #expect(raised.count { $0 == "1061" } == 1, "\(run.output)")
        #expect(raised.count { $0 == "1065" } == 1)
        let status = String(decoding: try tenant.directory.read("found/first.json"), as: UTF8.self)
        #expect(status.contains("\"status\":\"inactive\""))
        #expect(status.contains("\"group\":\"Main\""))
    }

    /// Token, assertion and secret are in no file, entry or core; pieces of their middle are looked for, as malloc(3)
    /// overwrites the beginning of what is freed.
    @Test(arguments: [nil, Tenant.secret])
    func whatItSignsInWithIsNowhere(credential: String?) async throws {
        let (tenant, found, run) = try await run(credential)
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        var secrets = try tenant.secrets.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
        #expect(secrets.count == (credential == nil ? 2 : 1))
        if let credential {
            secrets.append(credential)
        } else {
            secrets.append(
                contentsOf: try await Tenant.registered.value.key.split(separator: "\n").map(String.init))
        }
        let pieces = secrets.flatMap { secret in
            stride(from: 16, to: secret.count - 23, by: 8).map { String(secret.dropFirst($0).prefix(24)) }
        }
        #expect(pieces.count > 20)
        let list = try tenant.directory.write(pieces.joined(separator: "\n") + "\n", to: "pieces")
        let search = try await Program.run(
            ["grep", "-rlaF", "-D", "skip", "-f", list, found, "/run/log", "/var/log", "/var/tmp"])
        #expect(search.output == "")
        for (index, secret) in secrets.enumerated() where search.output != "" {
            let own = try tenant.directory.write(String(secret.dropFirst(16).prefix(24)) + "\n", to: "piece")
            let search = try await Program.run(["grep", "-rlaF", "-D", "skip", "-f", own, found])
            #expect(search.output == "", "secret \(index) of \(secrets.count)")
        }
        // The search does find what is there.
        try tenant.directory.write("…\(secrets[0])…", to: "found/planted")
        let planted = try await Program.run(["grep", "-rlaF", "-D", "skip", "-f", list, found])
        #expect(planted.output.contains("planted"))
    }
}
