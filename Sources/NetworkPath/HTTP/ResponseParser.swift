internal import WatchCore

/// Reads one HTTP/1.x response out of the bytes of a connection, however they come in pieces (RFC 9112).
///
/// It keeps the beginning of the body and is done with that: nothing that a look asks for lies behind.
struct ResponseParser {
    /// What to do after some bytes, or after their end.
    enum Step {
        case readOn
        case done
    }

    /// Bytes of the trailers.
    static let trailerLimit = HeadParser.limit
    static let chunkLineLimit = 1024
    /// Bytes of the body that are kept.
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

    /// The head of the answer, once it is whole.
    private(set) var head: ResponseHead?
    private(set) var body: [UInt8] = []
    /// Whether more of the body was to come than is kept.
    private(set) var isBodyCut = false
    private var state = State.head
    private var heads = HeadParser()
    private var line = LineBuffer()
    private var trailerBytes = 0

    /// Takes the next bytes, at least one; stops at what is not HTTP.
    mutating func feed(_ bytes: ArraySlice<UInt8>) throws(PhaseError) -> Step {
        var rest = bytes
        while !rest.isEmpty {
            switch state {
            case .head:
                if let head = try heads.take(&rest) { try begin(head) }
            case .chunkLine, .chunkEnd, .trailer:
                try checkLine()
                if let line = try line.take(rest.removeFirst()) { try read(line) }
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

    /// Takes the end of the connection; stops with `closed` where more had to come.
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

    /// Bounds the lines between the chunks and behind them, before each byte of them.
    private mutating func checkLine() throws(PhaseError) {
        if case .trailer = state {
            trailerBytes += 1
            if trailerBytes > Self.trailerLimit { throw PhaseError(.httpTooLarge(limit: Self.trailerLimit)) }
        } else if line.count >= Self.chunkLineLimit {
            throw PhaseError(.httpTooLarge(limit: Self.chunkLineLimit))
        }
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

    /// The size at the beginning of a chunk; extensions are skipped (RFC 9112 section 7.1).
    private static func chunkSize(_ line: [UInt8]) throws(PhaseError) -> Int {
        let size = line.prefix {
            $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t")
        }
        guard size.first.map({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) == true,
            let count = Int(String(decoding: size, as: UTF8.self), radix: 16)
        else {
            throw PhaseError(.httpMalformed("the chunk size is \(quoted(line))"))
        }
        return count
    }

    /// Moves what is there of the `count` next bytes of the body, `nil` for all, from `rest` to what is kept; how many
    /// of them are still to come.
    private mutating func keep(_ count: Int?, of rest: inout ArraySlice<UInt8>) -> Int {
        let taken = rest.prefix(count ?? rest.count)
        let room = Self.bodyLimit - body.count
        body += taken.prefix(room)
        rest = rest.dropFirst(taken.count)
        let left = count.map { $0 - taken.count } ?? 0
        isBodyCut = taken.count > room || (taken.count == room && left > 0)
        return left
    }
}
