import Foundation
import TestSupport

/// A real Prometheus on a port of 127.0.0.1 that scrapes a node_exporter each second; both end with this object.
final class Prometheus: Sendable {
    /// What a query returns: one element for each series.
    struct Series: Decodable, Hashable {
        var metric: [String: String]
        private var value: [Value]

        /// The metric's name.
        var name: String { metric["__name__"] ?? "" }
        /// Without those that Prometheus adds.
        var labels: [String: String] {
            metric.filter { !["__name__", "instance", "job"].contains($0.key) }
        }
        var number: Double {
            value.last.flatMap { if case .text(let text) = $0 { Double(text) } else { nil } } ?? .nan
        }

        private enum Value: Decodable, Hashable {
            case number(Double)
            case text(String)

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                self =
                    if let number = try? container.decode(Double.self) {
                        .number(number)
                    } else {
                        .text(try container.decode(String.self))
                    }
            }
        }
    }

    private struct Answer: Decodable {
        struct Data: Decodable {
            var result: [Series]
        }

        var status: String
        var error: String?
        var data: Data?
    }

    /// Where text files are collected from.
    let textFiles: String
    /// Where it is asked.
    var address: String { "http://127.0.0.1:\(port)" }
    private let directory: TemporaryDirectory
    private let port: UInt16
    private let exporterPort: UInt16
    private let programs: [RunningProgram]

    /// Returns once both listen.
    ///
    /// - Parameters:
    ///   - rules: A file of rules that it evaluates each second, or `nil` for none.
    ///   - labels: Labels that the scraped host gets, as in `connector_group: hq`.
    ///   - honoursLabels: Whether those that a text file has itself win, so that one host can pass for many.
    /// - Throws: An error if one of them cannot be started.
    init(rules: String? = nil, labels: String = "", honoursLabels: Bool = false) async throws {
        directory = try TemporaryDirectory()
        textFiles = try directory.makeDirectory("text")
        (port, exporterPort) = (FreePort.next(), FreePort.next())
        let configuration = """
            global: {scrape_interval: 1s, evaluation_interval: 1s}
            \(rules.map { "rule_files: [\"\($0)\"]" } ?? "")
            scrape_configs:
              - job_name: node
                honor_labels: \(honoursLabels)
                static_configs: [{targets: ["127.0.0.1:\(exporterPort)"], labels: {\(labels)}}]
            """
        let file = try directory.write(configuration, to: "prometheus.yml")
        let exporter = try await RunningProgram([
            "prometheus-node-exporter", "--collector.disable-defaults", "--collector.textfile",
            "--collector.textfile.directory=\(textFiles)", "--web.listen-address=127.0.0.1:\(exporterPort)",
        ])
        try await exporter.output { $0.contains("Listening on") }
        let server = try await RunningProgram([
            "prometheus", "--config.file=\(file)", "--storage.tsdb.path=\(directory("data"))",
            "--web.listen-address=127.0.0.1:\(port)", "--web.enable-admin-api",
        ])
        try await server.output { $0.contains("Server is ready to receive web requests") }
        programs = [exporter, server]
    }

    /// What node_exporter serves of the text files.
    func exported() async throws -> String {
        try await Program.bash("curl -sf http://127.0.0.1:\(exporterPort)/metrics")
    }

    /// What an expression gives now.
    func query(_ expression: String) async throws -> [Series] {
        let command = [
            "curl", "-s", "http://127.0.0.1:\(port)/api/v1/query", "--data-urlencode", "query=\(expression)",
        ]
        let answer = try JSONDecoder().decode(Answer.self, from: Data(try await Program.succeed(command)))
        guard answer.status == "success", let data = answer.data else {
            throw ProgramFailure("\"\(expression)\": \(answer.error ?? "no answer")")
        }
        return data.result
    }

    /// What an expression gives, once that meets a condition; each asking takes its time.
    @discardableResult
    func query(_ expression: String, until condition: ([Series]) -> Bool) async throws -> [Series] {
        while true {
            let series = try await query(expression)
            if condition(series) { return series }
            try Task.checkCancellation()
        }
    }

    /// What it has of this program, once it has scraped a file that was composed at this time.
    func scraped(_ time: Date) async throws -> [Series] {
        let seconds = time.timeIntervalSince1970.rounded(.down)
        try await query("connector_watch_snapshot_timestamp_seconds") { $0.map(\.number) == [seconds] }
        return try await query("{__name__=~\"connector_watch_.*\"}")
    }

    /// A rule as it was evaluated last.
    struct Rule: Decodable {
        var name: String
        var query: String
        var health: String
        var lastError: String?
    }

    private struct Rules: Decodable {
        struct Data: Decodable {
            struct Group: Decodable {
                var rules: [Rule]
            }

            var groups: [Group]
        }

        var data: Data
    }

    /// Every rule that it evaluates.
    func rules() async throws -> [Rule] {
        let answer = try await Program.succeed("curl", "-sf", "http://127.0.0.1:\(port)/api/v1/rules")
        return try JSONDecoder().decode(Rules.self, from: Data(answer)).data.groups.flatMap(\.rules)
    }
}
