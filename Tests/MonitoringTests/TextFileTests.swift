import Foundation
import TestSupport
import Testing

@testable import WatchCore

/// What the daemon writes, read by a real node_exporter and a real Prometheus.
@Suite(.timeLimit(.minutes(3))) struct TextFileTests {
    @Test func whatTheDaemonWritesIsWhatPrometheusHas() async throws {
        let prometheus = try await Prometheus()
        let file = prometheus.textFiles + "/connector-watch.prom"
        try await withTemporaryDirectory { directory in
            let port = FreePort.next()
            try await Program.succeed(Repository.path("packaging/make-sample"), directory("sample"))
            let configuration = try directory.write(
                """
                [Connector]
                Name=hq-01 "north"
                Cloud=none
                [Metrics]
                TextFile=\(file)
                [Trust]
                SettingsFile=\(directory("sample"))/TrustSettings.xml
                MachineStore=\(directory("sample"))/store
                [Defaults]
                Interval=1s
                FailingInterval=1s
                [Port shut]
                Host=ok.test
                Ports=7
                [TLS untrusted]
                Host=ok.test
                Port=\(port)
                Checks=certificate
                """, to: "connector-watch.conf")
            try await Program.bash(
                "openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 3 -subj /CN=ok.test",
                in: directory.path)
            let server = try await RunningProgram(
                [
                    "openssl", "s_server", "-accept", "\(port)", "-key", "k.pem", "-cert", "c.pem",
                    "-naccept", "9999",
                ],
                in: directory.path)
            let daemon = try await RunningProgram([
                Repository.built + "/connector-watchd", "--config", configuration,
            ])
            try await prometheus.query(
                "connector_watch_alerts{event=\"1020\"} + ignoring(event) group_right connector_watch_alerts{event=\"1043\"}"
            ) { !$0.isEmpty }
            // It leaves the file as it is.
            daemon.send(SIGTERM)
            #expect(try await daemon.status() == 0)
            withExtendedLifetime(server) {}
            let written = try ExpositionText(String(contentsOfFile: file, encoding: .utf8))
            let time = try #require(written["snapshot_timestamp_seconds", ""])
            let series = try await prometheus.scraped(Date(timeIntervalSince1970: time))
            #expect(series.count == written.samples.count && series.count > 40)
            for one in series {
                #expect(written.holds(one), "\(one)")
            }
            #expect(try await prometheus.query("node_textfile_scrape_error").map(\.number) == [0])
            let identity = series.first { $0.name == "connector_watch_connector_info" }
            #expect(identity?.labels["connector"] == "hq-01 \"north\"")
            let handshake = series.first { $0.name == "connector_watch_tls_info" }
            #expect(
                handshake?.labels["version"] == "TLSv1.3" && handshake?.labels["group"] == "x25519",
                "\(series)")
            #expect(
                series.contains {
                    $0.name == "connector_watch_probe_duration_seconds" && $0.labels["phase"] == "handshake"
                })
            let check = try await Program.run(["/bin/bash", "-c", "promtool check metrics <'\(file)'"])
            #expect(check.status == 0 && check.errors.isEmpty, "\(check.output)\(check.errors)")
        }
    }

    /// Names that others chose come through as they are, but for what does not show.
    @Test func hostileNamesComeThrough() async throws {
        let prometheus = try await Prometheus()
        let name = "a\"b\\c\nd{e}=\u{0}\r\u{1b}[31m\u{202e}ß\u{2028}# TYPE x y"
        var snapshot = Snapshot.sample(at: Date())
        snapshot.connector = name
        snapshot.checks[0].target = name
        snapshot.checks[0].check = CheckName(name)
        snapshot.clockOffsetS = .nan
        try Data(snapshot.metrics.utf8).write(to: URL(filePath: prometheus.textFiles + "/x.prom"))
        // What is being written is none of the collector's.
        try Data("half a li".utf8).write(to: URL(filePath: prometheus.textFiles + "/.x.prom.tmp"))
        let series = try await prometheus.scraped(snapshot.time)
        let shown = "a\"b\\c\nd{e}=[31mß# TYPE x y"
        #expect(series.first { $0.name == "connector_watch_connector_info" }?.labels["connector"] == shown)
        #expect(
            series.filter { $0.labels["check"] == shown }.map(\.name).sorted() == [
                "connector_watch_check_info", "connector_watch_last_probe_timestamp_seconds",
                "connector_watch_probe_success",
            ])
        #expect(!series.contains { $0.name == "connector_watch_clock_offset_seconds" })
        #expect(try await prometheus.query("node_textfile_scrape_error").map(\.number) == [0])
    }

    /// The largest text that there can be is taken as a whole.
    @Test func theMostThatThereCanBeIsTaken() async throws {
        let prometheus = try await Prometheus()
        let snapshot = Snapshot.largest(at: Date())
        let text = snapshot.metrics
        try Data(text.utf8).write(to: URL(filePath: prometheus.textFiles + "/x.prom"))
        let series = try await prometheus.scraped(snapshot.time)
        let written = try ExpositionText(text)
        #expect(series.count == written.samples.count)
        #expect((3_000...6_000).contains(series.count), "\(series.count)")
        print("The most that there can be: \(series.count) series, \(text.utf8.count) bytes.")
    }
}

extension ExpositionText {
    /// Whether a series is a sample of the text.
    fileprivate func holds(_ series: Prometheus.Series) -> Bool {
        samples.contains {
            $0.name == series.name && $0.value == series.number && values(of: $0) == series.labels
        }
    }

    /// The labels of a sample, unescaped.
    private func values(of sample: Sample) -> [String: String] {
        let pairs = sample.labels.matches(of: /([a-z_]+)="((?:[^"\\]|\\.)*)"/).map { match in
            let value = match.2.replacing(/\\(.)/) { $0.1 == "n" ? "\n" : $0.1 }
            return (String(match.1), String(value))
        }
        return Dictionary(uniqueKeysWithValues: pairs)
    }
}
