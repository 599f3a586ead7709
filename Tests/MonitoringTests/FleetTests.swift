import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// `connector-watch fleet` on a real Prometheus that scrapes the metrics of several hosts.
@Suite(.timeLimit(.minutes(3))) struct FleetTests {
    /// A daemon's metrics, as another host's: this exporter honours the label that the file has.
    private func metrics(of host: String, _ snapshot: Snapshot) -> String {
        snapshot.metrics.split(separator: "\n").map { line in
            guard line.hasPrefix("connector_watch_") else { return String(line) }
            let labels =
                line.contains("{")
                ? line.replacing("{", with: "{instance=\"\(host)\",", maxReplacements: 1)
                : line.replacing(" ", with: "{instance=\"\(host)\"} ", maxReplacements: 1)
            return String(labels)
        }.joined(separator: "\n") + "\n"
    }

    private func snapshot(_ version: String, _ thumbprint: Character, days: Double, at now: Date) throws
        -> Snapshot
    {
        var snapshot = Snapshot.sample(at: now)
        snapshot.program = version
        snapshot.trusts = [
            SnapshotTrust(
                check: CheckName("trust"), settingsFile: "/x",
                thumbprint: try #require(Thumbprint(String(repeating: thumbprint, count: 40))),
                inUserStore: false,
                since: nil, change: nil, lastRenewal: nil, notBefore: now - 100 * 86_400,
                notAfter: now + days * 86_400, issuer: nil, tenant: nil, connectorId: nil, key: nil,
                phase: nil,
                renewalFrom: now + (days - 30) * 86_400, overdueFrom: nil, history: [])
        ]
        return snapshot
    }

    @Test func severalHostsAreOneTableAndOnePicture() async throws {
        let prometheus = try await Prometheus(honoursLabels: true)
        let now = Date()
        var failing = try snapshot("0.3.0", "A", days: 40.5, at: now)
        failing.alerts = [
            SnapshotAlert(
                event: .portUnreachable, title: "Port unreachable", priority: .error,
                check: CheckName("port login:443"),
                target: "login:443", route: .direct, phase: .connect, reason: .connectTimeout, incident: "a",
                raised: now - 7200, message: "It is shut.")
        ]
        let old = try snapshot("0.2.0", "B", days: 200.5, at: now - 3600)
        let text =
            metrics(of: "gw-1:9100", failing)
            + metrics(of: "gw-2:9100", try snapshot("0.3.0", "A", days: 90.5, at: now)).samples
            + metrics(of: "gw-3:9100", old).samples
        try Data(text.grouped.utf8).write(to: URL(filePath: prometheus.textFiles + "/x.prom"))
        try await prometheus.query("connector_watch_snapshot_timestamp_seconds") { $0.count == 3 }
        try await withTemporaryDirectory { directory in
            let page = directory("fleet.html")
            let command = [
                Repository.built + "/connector-watch", "fleet", "--prometheus", prometheus.address,
            ]
            let fleet = try await Program.run(command)
            #expect(fleet.status == 2, "\(fleet.errors)")
            let words = fleet.output.split(separator: "\n").map {
                $0.split { $0 == " " }.joined(separator: " ")
            }
            #expect(words.first == "3 hosts: 1 critical, 1 silent.", "\(fleet.output)")
            #expect(
                words.contains { $0.hasPrefix("gw-1:9100 hq-01 critical 1 40 1020 port login:443, for 2 h") },
                "\(words)")
            #expect(words.contains { $0.hasPrefix("gw-3:9100 hq-01 silent for 1 h") }, "\(words)")
            #expect(fleet.output.contains("gw-1:9100, gw-2:9100 have the same trust"), "\(fleet.output)")
            #expect(try await Program.run(command + ["--html", page]).status == 2)
            let html = try String(contentsOfFile: page, encoding: .utf8)
            #expect(html.contains("gw-2:9100") && html.components(separatedBy: "<g>").count == 4)
            let json = try await Program.run(command + ["--format", "json"])
            let document = try #require(
                try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            let hosts = try #require(document["hosts"] as? [[String: Any]])
            #expect(hosts.map { $0["state"] as? String } == ["critical", "silent", "ok"])
        }
    }

    @Test func whatOneHostSaysThatCannotBeHidesNoOther() async throws {
        let prometheus = try await Prometheus(honoursLabels: true)
        var sound = try snapshot("0.3.0", "A", days: 40.5, at: .now)
        sound.alerts = [
            SnapshotAlert(
                event: .portUnreachable, title: "Port unreachable", priority: .warning,
                check: CheckName("port login:443"), target: "login:443", route: .direct, phase: .connect,
                reason: .connectTimeout, incident: "a", raised: .now - 7200, message: "It is shut.")
        ]
        let odd = ["NaN", "+Inf", "-Inf", "9.2e18", "-1e300", "253402300800"].enumerated().map {
            index, value in
            metrics(of: "gw-\(index + 2):9100", sound).samples.replacing(/\ [^ ]+\n/, with: " \(value)\n")
        }
        let text = metrics(of: "gw-1:9100", sound) + odd.joined()
        try Data(text.grouped.utf8).write(to: URL(filePath: prometheus.textFiles + "/x.prom"))
        try await prometheus.query("connector_watch_snapshot_timestamp_seconds") { $0.count == 7 }
        try await withTemporaryDirectory { directory in
            let page = directory("fleet.html")
            for arguments in [[], ["--format", "json"], ["--html", page]] {
                let fleet = try await Program.run(
                    [Repository.built + "/connector-watch", "fleet", "--prometheus", prometheus.address]
                        + arguments)
                #expect(fleet.status == 2, "\(arguments): \(fleet.errors)")
                let shown = arguments.contains(page) ? try directory.read("fleet.html") : fleet.bytes
                for number in 1...7 {
                    #expect(String(decoding: shown, as: UTF8.self).contains("gw-\(number):9100"))
                }
            }
        }
    }

    @Test func whatIsNoPrometheusIsTold() async throws {
        let port = FreePort.next()
        let run = { (url: String) in
            try await Program.run([Repository.built + "/connector-watch", "fleet", "--prometheus", url])
        }
        let nobody = try await run("http://127.0.0.1:\(port)")
        #expect(nobody.status == 3)
        #expect(nobody.errors.hasPrefix("The Prometheus at http://127.0.0.1:\(port) "), "\(nobody.errors)")
        let server = try await RunningProgram([
            "python3", "-u", "-m", "http.server", "--bind", "127.0.0.1", "\(port)",
        ])
        try await server.output { $0.contains("Serving") }
        let page = try await run("http://127.0.0.1:\(port)")
        #expect(page.status == 3)
        #expect(page.errors.contains("and not as a Prometheus does."), "\(page.errors)")
        withExtendedLifetime(server) {}
        let prometheus = try await Prometheus()
        let nothing = try await run(prometheus.address)
        #expect(nothing.status == 3)
        #expect(
            nothing.errors.contains("has had no metrics of connector-watch within a week."),
            "\(nothing.errors)")
        let wrong = try await run("prometheus.example")
        #expect(wrong.status == 64)
    }
}

extension String {
    /// Without what is said of the metrics.
    fileprivate var samples: String {
        split(separator: "\n").filter { !$0.hasPrefix("#") }.joined(separator: "\n") + "\n"
    }

    /// The samples of each metric together, as the format demands.
    fileprivate var grouped: String {
        let lines = split(separator: "\n").map(String.init).filter { !$0.hasPrefix("#") }
        return lines.sorted().joined(separator: "\n") + "\n"
    }
}
