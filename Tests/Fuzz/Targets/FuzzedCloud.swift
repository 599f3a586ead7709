import FoundationEssentials
import NetworkPath
import WatchCore

@testable import Cloud

/// The JSON that an authority or Microsoft Graph answers with, and the token in it.
enum FuzzedCloud {
    private struct Answer: Decodable, Sendable {
        var token: String?

        private enum CodingKeys: String, CodingKey {
            case token = "access_token"
        }
    }

    /// Whatever a decoder takes for an object has its secrets taken out, or is refused for its depth or its encoding.
    static func run(_ bytes: [UInt8]) throws {
        let token = (try? JSONDecoder().decode(Answer.self, from: Data(bytes)))?.token
        // UTF-16 and a byte order mark are no JSON that is exchanged (RFC 8259 section 8.1).
        let isExchanged = !bytes.contains(0) && bytes.first != 0xef
        var copy = bytes
        let body = JSONBody(SecretBytes(moving: &copy))
        do {
            let secrets = try body.withdraw(["access_token", "id_token", "device_code"])
            if let secret = secrets["access_token"] { _ = Claims(of: secret) }
            try decode(body)
            // With escapes its name may be spelt otherwise, which no genuine answer does.
            let left = bytes.contains(UInt8(ascii: "\\")) ? nil : try body.decode(Answer.self)?.token
            try promise(left?.utf8.allSatisfy { $0 == UInt8(ascii: "*") } ?? true, "A secret is left.")
        } catch let flaw as JSONOutline.Flaw {
            if case .tooDeep = flaw { return }
            try promise(token == nil || !isExchanged, "What a decoder takes is refused.")
        }
    }

    private static func decode(_ body: JSONBody) throws {
        _ = try body.decode(TokenDocument.self)
        _ = try body.decode(DeviceCodeDocument.self)
        _ = try body.decode(ErrorDocument.self).map { ($0.error.number, $0.error.sentence) }
        _ = try body.decode(ListDocument<RoleDocument>.self)
        _ = try body.decode(ListDocument<ConnectorDocument>.self)
        _ = try body.decode(ListDocument<ConnectorGroupDocument>.self)
        _ = try body.decode(AccountDocument.self)
    }
}
