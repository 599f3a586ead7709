internal import FoundationEssentials
package import NetworkPath
package import WatchCore

/// Asks the cloud over the path that is watched, for JSON.
///
/// It keeps nothing, retries nothing and follows no redirect: none of the interfaces makes one.
package struct CloudClient: Sendable {
    private let prober: PathProber
    /// The proxy, or `nil` to connect directly.
    package let proxy: OutboundProxy?

    /// How long an answer is waited for.
    package static let timeout = Duration.seconds(30)
    /// The most bytes of an answer.
    package static let limit = 1 << 20

    package init(_ prober: PathProber, through proxy: OutboundProxy?) {
        self.prober = prober
        self.proxy = proxy
    }

    /// An answer that is JSON.
    struct Answer: Sendable {
        var page: PageAddress
        var status: Int
        /// The server's time, or `nil` if it does not tell.
        var date: Date?
        var retryAfter: Duration?
        var body: JSONBody

        var isSuccess: Bool { 200...299 ~= status }
    }

    /// Sends a request.
    ///
    /// - Returns: An answer in JSON, whatever its status.
    /// - Throws: Why there is none.
    func send(_ request: PageRequest) async throws(CloudFailure) -> Answer {
        let outcome = await prober.send(request, through: proxy, limit: Self.limit, within: Self.timeout)
        guard let answer = outcome.answer else {
            throw .path(
                UnansweredRequest(
                    page: request.page, path: outcome.path, proxy: proxy, timeout: Self.timeout, date: Date())
            )
        }
        return try Answer(answer, to: request.page)
    }
}

extension CloudClient.Answer {
    fileprivate init(_ answer: PageAnswer, to page: PageAddress) throws(CloudFailure) {
        let wait = answer.retryAfter.flatMap { Duration(retryAfter: $0, at: answer.date) }
        // Whoever has too much to do, or stands before what is down, may say so in any form.
        guard answer.status != 429, answer.status < 500 else {
            throw .busy(page, status: answer.status, retryAfter: wait)
        }
        if 300...399 ~= answer.status {
            throw .portal(
                page, "it redirects to \(answer.location.map { "\"\($0.prefix(200))\"" } ?? "nowhere")")
        }
        guard answer.contentType?.isJSON ?? false else {
            let type = answer.contentType.map { "\"\($0.prefix(60))\"" } ?? "an answer without a type"
            throw .portal(page, "it sent \(type) instead of JSON, with status \(answer.status)")
        }
        guard !answer.isBodyCut else { throw .tooLarge(page, limit: CloudClient.limit) }
        self.init(
            page: page, status: answer.status, date: answer.date, retryAfter: wait,
            body: JSONBody(answer.body))
    }

    /// Reads a document.
    func document<Document: Decodable & Sendable>(
        _ type: Document.Type
    ) throws(CloudFailure) -> Document {
        do throws(JSONOutline.Flaw) {
            if let document = try body.decode(type) { return document }
        } catch {
            throw .malformed(page, error.text)
        }
        throw .malformed(page, "it is not the JSON that the interface documents")
    }

    /// Takes secrets out, before the rest is read.
    func withdraw(_ names: Set<String>) throws(CloudFailure) -> [String: SecretBytes] {
        do throws(JSONOutline.Flaw) {
            return try body.withdraw(names)
        } catch {
            throw .malformed(page, error.text)
        }
    }
}

extension String {
    /// Whether this media type is that of JSON (RFC 6839 section 3.1).
    fileprivate var isJSON: Bool {
        self == "application/json" || self.hasSuffix("+json") || self == "text/json"
    }
}
