/// The schemes of the challenges in a head, as sent and each once (RFC 9110 section 11.6.1).
///
/// One field may hold several challenges, and a challenge several parameters, all with commas between them: what is
/// followed by "=" is a parameter. What stands in quotation marks never counts.
func authenticationSchemes(_ fields: [String]) -> [String] {
    var schemes: [String] = []
    for field in fields {
        for part in field.splitOutsideQuotes {
            let words = part.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            let word = words.prefix(while: isTokenByte)
            let rest = words[word.endIndex...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
            let isEnded = rest.isEmpty || rest.startIndex > word.endIndex
            guard !word.isEmpty, isEnded, rest.first != UInt8(ascii: "=") else { continue }
            let scheme = String(decoding: word.prefix(32), as: UTF8.self)
            if !schemes.contains(scheme), schemes.count < 8 { schemes.append(scheme) }
        }
    }
    return schemes
}

/// A tchar of RFC 9110 section 5.6.2.
private func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

extension String {
    /// The parts between commas, of which those inside a quoted string are none.
    fileprivate var splitOutsideQuotes: [Substring] {
        var (isQuoted, isEscaped) = (false, false)
        return split(omittingEmptySubsequences: true) { character in
            defer { isEscaped = isQuoted && character == "\\" && !isEscaped }
            if character == "\"", !isEscaped { isQuoted.toggle() }
            return character == "," && !isQuoted
        }
    }
}
