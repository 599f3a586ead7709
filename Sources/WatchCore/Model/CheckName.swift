/// The name of a check as alerts and the command line show it: `port login:443`, `login office`, `trust`.
package struct CheckName: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }

    package static func < (a: CheckName, b: CheckName) -> Bool { a.text < b.text }
}

extension CheckName: Codable {
    package init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
