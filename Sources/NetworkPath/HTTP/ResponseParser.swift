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

    /// Bytes of all heads and trailers together.
    static let headLimit = 32 * 1024
    static let chunkLineLimit = 1024
    /// Bytes of the body that are kept.
    static let bodyLimit = 64 * 1024

    private enum State {
        case statusLine
        case field
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
    private var state = State.statusLine
    private var reading: ResponseHead?
    private var line: [UInt8] = []
    private var headBytes = 0

    /// Takes the next bytes, at least one; stops at what is not HTTP.
    mutating func feed(_ bytes: ArraySlice<UInt8>) throws(Stopped) -> Step {
        var rest = bytes
        while let byte = rest.first {
            switch state {
            case .statusLine, .field, .trailer:
                rest.removeFirst()
                headBytes += 1
                if headBytes > Self.headLimit { throw Stopped(.httpTooLarge(limit: Self.headLimit)) }
                try append(byte, rest)
            case .chunkLine, .chunkEnd:
                rest.removeFirst()
                if line.count >= Self.chunkLineLimit {
                    throw Stopped(.httpTooLarge(limit: Self.chunkLineLimit))
                }
                try append(byte, rest)
            case .counted(let count):
                let taken = take(count, of: &rest)
                state = taken == count ? .done : .counted(count - taken)
            case .chunk(let count):
                let taken = take(count, of: &rest)
                state = taken == count ? .chunkEnd : .chunk(count - taken)
            case .untilEnd:
                _ = take(Int.max, of: &rest)
            case .done:
                return .done
            }
            if body.count >= Self.bodyLimit { state = .done }
        }
        if case .done = state { return .done }
        return .readOn
    }

    /// Takes the end of the connection; stops with `closed` where more had to come.
    mutating func end() throws(Stopped) {
        switch state {
        case .untilEnd, .done: state = .done
        case .statusLine, .field, .counted, .chunkLine, .chunk, .chunkEnd, .trailer: throw Stopped(.closed)
        }
    }

    /// Adds one byte to the line, and reads the line when it is whole.
    ///
    /// A line may end without its CR (RFC 9112 section 2.2); a CR inside is refused.
    private mutating func append(_ byte: UInt8, _ rest: ArraySlice<UInt8>) throws(Stopped) {
        guard byte == UInt8(ascii: "\n") else {
            line.append(byte)
            return try checkBeginning(rest)
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        if line.contains(UInt8(ascii: "\r")) {
            throw Stopped(.httpMalformed("there is a bare carriage return in \(quoted(line))"))
        }
        let whole = line
        line.removeAll(keepingCapacity: true)
        try read(whole)
    }

    /// Sees at the first bytes that something else than HTTP is spoken, which may never end a line.
    private func checkBeginning(_ rest: ArraySlice<UInt8>) throws(Stopped) {
        guard case .statusLine = state, line.count <= ResponseHead.beginning.count,
            !ResponseHead.beginning.starts(with: line)
        else { return }
        let shown = (line + rest.prefix(60)).prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
        throw Stopped(.httpMalformed("the answer begins with \(quoted(shown)) instead of a status line"))
    }

    private mutating func read(_ line: [UInt8]) throws(Stopped) {
        switch state {
        case .statusLine:
            reading = try ResponseHead(statusLine: line)
            state = .field
        case .field:
            if line.isEmpty { try endHead() } else { try reading?.add(line: line) }
        case .chunkLine:
            let size = try Self.chunkSize(line)
            state = size == 0 ? .trailer : .chunk(size)
        case .chunkEnd:
            if !line.isEmpty { throw Stopped(.httpMalformed("a chunk is followed by \(quoted(line))")) }
            state = .chunkLine
        case .trailer:
            if line.isEmpty { state = .done }
        case .counted, .chunk, .untilEnd, .done:
            break
        }
    }

    private mutating func endHead() throws(Stopped) {
        guard let head = reading else { return }
        if head.isInterim {
            state = .statusLine
            return
        }
        switch try head.framing() {
        case .counted(let count): state = count == 0 ? .done : .counted(count)
        case .chunked: state = .chunkLine
        case .untilEnd: state = .untilEnd
        }
        self.head = head
    }

    /// The size at the beginning of a chunk; extensions are skipped (RFC 9112 section 7.1).
    private static func chunkSize(_ line: [UInt8]) throws(Stopped) -> Int {
        let size = line.prefix {
            $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t")
        }
        guard size.first.map({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) == true,
            let count = Int(String(decoding: size, as: UTF8.self), radix: 16)
        else {
            throw Stopped(.httpMalformed("the chunk size is \(quoted(line))"))
        }
        return count
    }

    /// Moves up to `count` bytes of the body from `rest` to what is kept; how many it took off.
    private mutating func take(_ count: Int, of rest: inout ArraySlice<UInt8>) -> Int {
        let taken = rest.prefix(count)
        body += taken.prefix(Self.bodyLimit - body.count)
        rest = rest.dropFirst(taken.count)
        return taken.count
    }
}
