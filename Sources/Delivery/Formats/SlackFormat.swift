internal import WatchCore

/// A message for an incoming webhook of Slack: plain text in blocks, so that nothing in it mentions or links.
struct SlackFormat: DeliveryFormat {
    /// The most characters of a section, and of a header.
    static let sectionLimit = 3000
    static let headerLimit = 150

    func message(_ content: DeliveryContent) -> DeliveryMessage? {
        guard case .notification(let entry, let id, _) = content else { return nil }
        var blocks: [JSONValue] = [
            ["type": "header", "text": Self.text(entry.headline, Self.headerLimit)],
            ["type": "section", "text": Self.text(entry.message, Self.sectionLimit)],
        ]
        if let remedy = entry.value(of: .remedy) {
            blocks.append(["type": "section", "text": Self.text(remedy, Self.sectionLimit)])
        }
        let facts = entry.facts.map { "\($0.name): \($0.value)" }.joined(separator: " · ")
        blocks.append(["type": "context", "elements": [Self.text(facts, Self.sectionLimit)]])
        let whole: JSONValue = [
            "text": .string(entry.line.cut(to: Self.sectionLimit).escaped), "blocks": .array(blocks),
        ]
        return DeliveryMessage("application/json", id: id, whole)
    }

    private static func text(_ text: String, _ limit: Int) -> JSONValue {
        ["type": "plain_text", "text": .string(text.cut(to: limit)), "emoji": false]
    }
}

extension String {
    /// With its control characters escaped, in which Slack mentions and links.
    fileprivate var escaped: String {
        replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
