internal import FoundationEssentials
internal import NetworkPath
internal import WatchCore

/// What a kind of receiver is sent, and what its answers mean.
///
/// It never says more than the journal entry, and decides nothing about who is told.
protocol DeliveryFormat: Sendable {
    /// The request, or `nil` for what this kind is never sent.
    func message(_ content: DeliveryContent) -> DeliveryMessage?
    func judge(_ answer: WebAnswer) -> DeliveryAnswer.Outcome
}

/// The head and the body of a request.
struct DeliveryMessage {
    /// Fields of the head, each as `Name: value`.
    var fields: [String]
    var body: [UInt8]

    init(_ mediaType: String, id: String? = nil, _ body: JSONValue) {
        fields = ["Content-Type: \(mediaType)", "Accept: */*"]
        // The same whenever it is sent again (draft-ietf-httpapi-idempotency-key-header).
        if let id { fields.append("Idempotency-Key: \"\(id)\"") }
        self.body = body.bytes
    }
}

extension DeliveryFormat {
    /// What the status says, by RFC 9110 and RFC 6585.
    func judge(_ answer: WebAnswer) -> DeliveryAnswer.Outcome { answer.outcome }
}

extension WebAnswer {
    var outcome: DeliveryAnswer.Outcome {
        switch status {
        case 200...299: .taken
        case 300...399: .refused("\(told); redirects are not followed")
        case 408, 425, 429, 500...: .failed(told, retryAfter: pause)
        default: .refused(told, isMalformed: status == 400)
        }
    }

    /// As in `answered "429 Too Many Requests"`.
    var told: String {
        let line = statusLine.split(separator: " ", maxSplits: 1).last.map(String.init) ?? String(status)
        let words = body.split { $0.isWhitespace }.joined(separator: " ").prefix(120)
        let isPage = words.hasPrefix("<")
        let rest =
            location.map { " (to \($0.prefix(120)))" } ?? (words.isEmpty || isPage ? "" : " (\(words))")
        return "answered \"\(line)\"\(rest)".withVisibleScalars
    }

    /// How long the receiver asks to be left alone.
    private var pause: Duration? {
        guard let retryAfter else { return nil }
        if let seconds = Int(retryAfter), seconds >= 0 { return .seconds(min(seconds, 1_000_000)) }
        guard let until = Date(httpDate: retryAfter), let date else { return nil }
        return .seconds(max(0, min(until.timeIntervalSince(date), 1_000_000)))
    }
}
