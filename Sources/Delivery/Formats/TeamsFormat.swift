internal import NetworkPath
internal import WatchCore

/// A message with an Adaptive Card for a workflow of Microsoft Teams: plain text in it, so that nothing links.
struct TeamsFormat: DeliveryFormat {
    /// The most characters of a text: a message may have 28 KB.
    static let textLimit = 2000

    func message(_ content: DeliveryContent) -> DeliveryMessage? {
        guard case .notification(let entry, let id, _) = content else { return nil }
        var body: [JSONValue] = [Self.text(entry.headline, isTitle: true), Self.text(entry.message)]
        if let remedy = entry.value(of: .remedy) { body.append(Self.text(remedy)) }
        body += entry.facts.map { Self.text("\($0.name): \($0.value.cut(to: 500))") }
        let card: JSONValue = [
            "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard",
            "version": "1.4", "body": .array(body),
        ]
        let whole: JSONValue = [
            "type": "message",
            "attachments": [
                ["contentType": "application/vnd.microsoft.card.adaptive", "content": card]
            ],
        ]
        return DeliveryMessage("application/json", id: id, whole)
    }

    private static func text(_ text: String, isTitle: Bool = false) -> JSONValue {
        var run: [String: JSONValue] = ["type": "TextRun", "text": .string(text.cut(to: textLimit))]
        if isTitle { (run["weight"], run["size"]) = ("bolder", "medium") }
        return ["type": "RichTextBlock", "inlines": [.object(run)]]
    }

    /// A connector of the old kind answers 200 and says in the body that it failed; one that took it answers "1".
    func judge(_ answer: WebAnswer) -> DeliveryAnswer.Outcome {
        let words = answer.body.split { $0.isWhitespace }.joined(separator: " ")
        guard answer.status == 200, !words.isEmpty, words != "1" else { return answer.outcome }
        return .failed(answer.told)
    }
}
