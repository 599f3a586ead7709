internal import FoundationEssentials
internal import NetworkPath

/// The JSON of an answer, which secrets can be taken out of before a decoder makes copies of them.
struct JSONBody: Sendable {
    private let bytes: SecretBytes

    init(_ bytes: SecretBytes) {
        self.bytes = bytes
    }

    /// Takes the values of these members out of the outermost object; what a decoder sees in their place is no secret.
    ///
    /// - Parameter names: the members.
    /// - Returns: Those that are there and not empty.
    /// - Throws: Why the text is not for a decoder.
    func withdraw(_ names: Set<String>) throws(JSONOutline.Flaw) -> [String: SecretBytes] {
        let members = try members
        var secrets: [String: SecretBytes] = [:]
        for member in members where names.contains(member.name) && !member.value.isEmpty {
            secrets[member.name] = bytes.withMutableBytes { all in
                let value = UnsafeMutableRawBufferPointer(rebasing: all[member.value])
                var secret: [UInt8] = []
                secret.reserveCapacity(value.count)
                var isEscaped = false
                for byte in value {
                    // Of the escapes only that of a slash may stand in a token (RFC 6749 appendix A).
                    isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
                    if !isEscaped { secret.append(byte) }
                }
                for index in value.indices { value[index] = UInt8(ascii: "*") }
                return SecretBytes(moving: &secret)
            }
        }
        return secrets
    }

    /// Decodes the whole.
    func decode<Value: Decodable & Sendable>(_ type: Value.Type) throws(JSONOutline.Flaw) -> Value? {
        _ = try members
        return bytes.withBytes { try? JSONDecoder().decode(type, from: Data($0)) }
    }

    /// The strings of the outermost object.
    private var members: [JSONOutline.Member] {
        get throws(JSONOutline.Flaw) {
            let result: Result<[JSONOutline.Member], JSONOutline.Flaw> = bytes.withBytes { text in
                do throws(JSONOutline.Flaw) {
                    return .success(try JSONOutline(text).members)
                } catch {
                    return .failure(error)
                }
            }
            return try result.get()
        }
    }
}
