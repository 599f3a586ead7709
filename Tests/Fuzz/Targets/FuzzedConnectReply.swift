@testable import NetworkPath

/// A proxy's answer to CONNECT: its head, and what comes out of the tunnel behind it.
enum FuzzedConnectReply {
    /// It ends at the same byte however it comes.
    static func run(_ bytes: [UInt8]) throws {
        let whole = parse(bytes, inPiecesOf: bytes.count)
        let single = parse(bytes, inPiecesOf: 1)
        try promise(whole?.head == single?.head, "Byte by byte it is another answer.")
        try promise(whole?.rest == single?.rest, "Byte by byte another part comes out of the tunnel.")
        guard let head = whole?.head else { return }
        try promise(
            head.statusLine.utf8.count <= 3 * ResponseHead.statusLineLimit, "The status line is not cut.")
        try promise(authenticationSchemes(head.proxyChallenges).count <= 8, "There are too many schemes.")
    }

    private static func parse(
        _ bytes: [UInt8], inPiecesOf size: Int
    ) -> (head: ResponseHead, rest: ArraySlice<UInt8>)? {
        var parser = HeadParser()
        var rest = bytes[...]
        while !rest.isEmpty {
            var piece = rest.prefix(size)
            rest = rest.dropFirst(size)
            do {
                if let head = try parser.take(&piece) { return (head, piece + rest) }
            } catch {
                return nil
            }
        }
        return nil
    }
}
