internal import FoundationEssentials
internal import NetworkPath
internal import WatchCore

/// Asks a Prometheus what its series are now (its HTTP interface, version 1).
struct PrometheusClient: Sendable {
    /// A series and its value.
    struct Sample: Sendable, Equatable {
        var labels: [String: String]
        var value: Double

        var metric: String { labels["__name__"] ?? "" }
        /// Whom it was scraped from, as in `gw-1:9100`.
        var instance: String { labels["instance"] ?? "" }
        /// The value as seconds since 1970, or `nil` if that is no date from then until the year 9999: each host may say what
        /// it likes.
        var date: Date? {
            (0..<253_402_300_800).contains(value) ? Date(timeIntervalSince1970: value) : nil
        }
        /// The value as a count, or `nil` if it is none that a daemon has.
        var count: Int? { (0...1_000_000).contains(value) ? Int(value) : nil }
    }

    /// How long an answer is waited for.
    static let timeout = Duration.seconds(60)
    /// The most bytes of an answer: that of 10,000 hosts has 40 million.
    static let limit = 128 << 20

    let path: PathProber
    /// Where it is served, with or without a path.
    let address: WebAddress
    /// A file with the only roots, or `nil` for the system's.
    let authorities: String?

    /// Evaluates an expression of PromQL.
    ///
    /// - Throws: Sentences that say why there is no answer.
    func query(_ expression: String) async throws(CommandFailure) -> [Sample] {
        let base = address.text.hasSuffix("/") ? String(address.text.dropLast()) : address.text
        guard let place = WebAddress("\(base)/api/v1/query?query=\(expression.formEncoded)") else {
            throw CommandFailure(["\"\(address.text)\" is no address of a Prometheus."])
        }
        let request = WebRequest(
            to: place, fields: ["Accept: application/json"],
            trust: WebRequest.ServerTrust(authorities: authorities), limit: Self.limit)
        let outcome = await path.send(request, through: nil, within: Self.timeout)
        guard let answer = outcome.answer else {
            let clause = outcome.path.deliveryFailure(through: nil, limit: Self.timeout)
            throw CommandFailure(["The Prometheus at \(address.origin) \(clause ?? "gave no answer")."])
        }
        return try samples(answer)
    }

    private func samples(_ answer: WebAnswer) throws(CommandFailure) -> [Sample] {
        let origin = address.origin
        guard !answer.isBodyCut else {
            throw CommandFailure(["The answer of \(origin) has more than \(Self.limit >> 20) MiB."])
        }
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(answer.body.utf8)) else {
            let location = answer.location.map { ", to \($0.prefix(200))" } ?? ""
            throw CommandFailure([
                "\(origin) answered \"\(answer.statusLine)\"\(location), and not as a Prometheus does."
            ])
        }
        guard answer.status == 200, let result = document.data?.result else {
            throw CommandFailure([
                "The Prometheus at \(origin) refuses: \(document.error ?? answer.statusLine)."
            ])
        }
        return result.map { Sample(labels: $0.metric, value: $0.value) }
    }

    /// An answer, or an error in its place.
    private struct Document: Decodable {
        struct Result: Decodable {
            var result: [Series]
        }

        struct Series: Decodable {
            var metric: [String: String]
            var value: Double

            private enum CodingKeys: String, CodingKey {
                case metric, value
            }

            init(from decoder: any Decoder) throws {
                let container = try decoder.container(keyedBy: CodingKeys.self)
                metric = try container.decode([String: String].self, forKey: .metric)
                // The time of the evaluation comes first.
                var pair = try container.nestedUnkeyedContainer(forKey: .value)
                _ = try pair.decode(Double.self)
                value = Double(try pair.decode(String.self)) ?? .nan
            }
        }

        var data: Result?
        var error: String?
    }
}
