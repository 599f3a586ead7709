internal import WatchCore

/// Reads one HTTP/1.x response from a connection, in pieces of any size (RFC 9112).
///
/// It stops after the beginning of the body: no probe needs more.
struct ResponseParser {
    /// What to do after some bytes.
    enum Step {
        case readOn
        case done
    }

    /// The most bytes of the trailers.
    static let trailerLimit = HeadParser.limit
    static let chunkLineLimit = 1024
    /// The most bytes of a page's body that are kept.
    static let bodyLimit = 64 * 1024

    private enum State {
        case head
        case counted(Int)
        case chunkLine
        case chunk(Int)
        case chunkEnd
        case trailer
        case untilEnd
        case done
    }

    /// The head, once it is complete.
    private(set) var head: ResponseHead?
    /// As it came, perhaps compressed.
    private(set) var body: [UInt8] = []
    /// Whether the body is longer than what is kept.
    private(set) var isBodyCut = false
    /// The beginning of the body without its compressions; see ``HTTPFacts/coding`` for one that cannot be undone.
    var page: (text: String, isCut: Bool, coding: String?) {
        let codings = head?.codings ?? []
        guard let body = BodyCoding.decode(body, codings, limit: Self.bodyLimit) else {
            return ("", isBodyCut, String(codings.joined(separator: ", ").prefix(60)))
        }
        return (String(decoding: body.plain, as: UTF8.self), isBodyCut || body.isCut, nil)
    }
    /// The most bytes of the body that are kept.
    private let limit: Int
    private var state = State.head
    private var heads = HeadParser()
    private var line = LineBuffer()
    private var trailerBytes = 0

    /// - Parameters:
    ///   - limit: the most bytes of the body that are kept.
    ///   - isReserved: whether the body stays where it is while it grows, so that no copies of its bytes are left behind.
    init(limit: Int = Self.bodyLimit, isReserved: Bool = false) {
        self.limit = limit
        if isReserved { body.reserveCapacity(limit) }
    }

    /// The body without its compressions, at most as long as what is kept, or `nil` where they cannot be undone.
    var content: (plain: [UInt8], isCut: Bool)? {
        BodyCoding.decode(body, head?.codings ?? [], limit: limit).map {
            ($0.plain, isBodyCut || $0.isCut)
        }
    }

    /// Takes ``content`` out, so that no byte of the body stays here.
    mutating func takeContent() -> (plain: SecretBytes, isCut: Bool)? {
        if head?.codings.isEmpty ?? true { return (SecretBytes(moving: &body), isBodyCut) }
        defer { body.overwrite() }
        guard var content else { return nil }
        return (SecretBytes(moving: &content.plain), content.isCut)
    }

    /// Reads the next bytes.
    ///
    /// - Throws: A failure if they are not HTTP.
    mutating func feed(_ bytes: ArraySlice<UInt8>) throws(PhaseError) -> Step {
        var rest = bytes
        while !rest.isEmpty {
            switch state {
            case .head:
                if let head = try heads.take(&rest) { try begin(head) }
            case .chunkLine, .chunkEnd, .trailer:
                if let line = try takeLine(of: &rest) { try read(line) }
            case .counted(let count):
                let left = keep(count, of: &rest)
                state = left == 0 ? .done : .counted(left)
            case .chunk(let count):
                let left = keep(count, of: &rest)
                state = left == 0 ? .chunkEnd : .chunk(left)
            case .untilEnd:
                _ = keep(nil, of: &rest)
            case .done:
                return .done
            }
            if isBodyCut { state = .done }
        }
        if case .done = state { return .done }
        return .readOn
    }

    /// Handles the end of the connection.
    ///
    /// - Throws: `closed` if the response is incomplete.
    mutating func end() throws(PhaseError) {
        switch state {
        case .untilEnd, .done: state = .done
        case .head, .counted, .chunkLine, .chunk, .chunkEnd, .trailer: throw PhaseError(.closed)
        }
    }

    private mutating func begin(_ head: ResponseHead) throws(PhaseError) {
        switch try head.framing() {
        case .counted(let count): state = count == 0 ? .done : .counted(count)
        case .chunked: state = .chunkLine
        case .untilEnd: state = .untilEnd
        }
        self.head = head
    }

    /// Takes a line between or after the chunks, within its limit.
    private mutating func takeLine(of rest: inout ArraySlice<UInt8>) throws(PhaseError) -> [UInt8]? {
        guard case .trailer = state else {
            let left = Self.chunkLineLimit - line.count
            if left == 0 { throw PhaseError(.httpTooLarge(limit: Self.chunkLineLimit)) }
            return line.take(left, of: &rest)
        }
        let left = Self.trailerLimit - trailerBytes
        if left == 0 { throw PhaseError(.httpTooLarge(limit: Self.trailerLimit)) }
        trailerBytes += rest.count
        defer { trailerBytes -= rest.count }
        return line.take(left, of: &rest)
    }

    private mutating func read(_ line: [UInt8]) throws(PhaseError) {
        switch state {
        case .chunkLine:
            let size = try Self.chunkSize(line)
            state = size == 0 ? .trailer : .chunk(size)
        case .chunkEnd:
            if !line.isEmpty { throw PhaseError(.httpMalformed("a chunk is followed by \(quoted(line))")) }
            state = .chunkLine
        case .trailer:
            if line.isEmpty { state = .done }
        case .head, .counted, .chunk, .untilEnd, .done:
            break
        }
    }

    /// The size of a chunk; extensions are ignored (RFC 9112 section 7.1).
    private static func chunkSize(_ line: [UInt8]) throws(PhaseError) -> Int {
        let size = line.prefix {
            $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t")
        }
        guard size.first.map({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) == true,
            let count = Int(String(decoding: size, as: UTF8.self), radix: 16)
        else {
            throw PhaseError(.httpMalformed("the chunk size \(quoted(line)) is invalid"))
        }
        return count
    }

    /// Moves bytes of the body from `rest` to what is kept.
    ///
    /// - Parameters:
    ///   - count: how many bytes belong to the body, or `nil` for all.
    ///   - rest: the bytes at hand.
    /// - Returns: How many of the `count` bytes are still missing.
    private mutating func keep(_ count: Int?, of rest: inout ArraySlice<UInt8>) -> Int {
        let taken = rest.prefix(count ?? rest.count)
        let room = limit - body.count
        body += taken.prefix(room)
        rest = rest.dropFirst(taken.count)
        let left = count.map { $0 - taken.count } ?? 0
        isBodyCut = taken.count > room || (taken.count == room && left > 0)
        return left
    }
}
