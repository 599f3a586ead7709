import FoundationEssentials

@testable import NetworkPath

/// An answer of a server, from its status line to its page.
enum FuzzedResponse {
    /// It means the same however it comes, and no more of it is kept than the limit.
    static func run(_ bytes: [UInt8]) throws {
        let whole = parse(bytes, inPiecesOf: bytes.count)
        for size in [1, 7] {
            let other = parse(bytes, inPiecesOf: size)
            try promise(
                (whole == nil) == (other == nil), "It is refused in one piece, or in pieces of \(size), only."
            )
            let isSame = whole?.head == other?.head && whole?.body == other?.body
            try promise(isSame, "In pieces of \(size) it is another answer.")
        }
        guard let whole, let head = whole.head else { return }
        try promise(whole.body.count <= ResponseParser.bodyLimit, "\(whole.body.count) bytes are kept.")
        try promise((whole.content?.plain.count ?? 0) <= ResponseParser.bodyLimit, "A page is not limited.")
        _ = whole.page
        let freshness = head.freshness.duration(at: Date(timeIntervalSince1970: 1_795_000_000))
        try promise(freshness >= .zero, "It is fresh for \(freshness).")
        _ = head.date.flatMap(Date.init(httpDate:))
        _ = authenticationSchemes(head.proxyChallenges)
    }

    /// - Returns: the parser after the last byte, or `nil` if it is no answer.
    private static func parse(_ bytes: [UInt8], inPiecesOf size: Int) -> ResponseParser? {
        var parser = ResponseParser()
        var rest = bytes[...]
        do throws(PhaseError) {
            while !rest.isEmpty {
                if case .done = try parser.feed(rest.prefix(size)) { return parser }
                rest = rest.dropFirst(size)
            }
            try parser.end()
            return parser
        } catch {
            return nil
        }
    }
}
