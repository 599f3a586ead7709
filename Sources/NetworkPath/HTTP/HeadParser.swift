internal import WatchCore

/// Gathers bytes into lines.
struct LineBuffer {
    private var bytes: [UInt8] = []

    /// How many bytes of a line there are that is not whole yet.
    var count: Int { bytes.count }

    /// Takes one byte; the line, without its end, that is whole with it.
    ///
    /// A line may end without its CR (RFC 9112 section 2.2); a CR inside is refused.
    mutating func take(_ byte: UInt8) throws(PhaseError) -> [UInt8]? {
        guard byte == UInt8(ascii: "\n") else {
            bytes.append(byte)
            return nil
        }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        if bytes.contains(UInt8(ascii: "\r")) {
            throw PhaseError(.httpMalformed("there is a bare carriage return in \(quoted(bytes))"))
        }
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// The beginning of that line, with what follows it in `rest`, as far as it shows in a sentence.
    func beginning(with rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        (bytes + rest.prefix(60)).prefix { $0 != UInt8(ascii: "\r") && $0 != UInt8(ascii: "\n") }
    }

    /// Whether it can still become a line that begins with `start`.
    func mayBegin(with start: [UInt8]) -> Bool {
        bytes.count <= start.count ? start.starts(with: bytes) : bytes.starts(with: start)
    }
}

/// Reads the head of one HTTP/1.x response out of the bytes of a connection, however they come in pieces (RFC 9112).
///
/// Interim responses before it (1xx) are skipped.
struct HeadParser {
    /// Bytes of all heads together.
    static let limit = 32 * 1024

    private var line = LineBuffer()
    private var reading: ResponseHead?
    private var count = 0

    /// Takes the head's bytes off the beginning of `bytes`, and none behind its end; the head, once it is whole.
    mutating func take(_ bytes: inout ArraySlice<UInt8>) throws(PhaseError) -> ResponseHead? {
        while let byte = bytes.popFirst() {
            count += 1
            if count > Self.limit { throw PhaseError(.httpTooLarge(limit: Self.limit)) }
            guard let line = try line.take(byte) else {
                try checkBeginning(bytes)
                continue
            }
            if let head = try read(line) { return head }
        }
        return nil
    }

    /// Sees at the first bytes that something else than HTTP is spoken, which may never end a line.
    private func checkBeginning(_ rest: ArraySlice<UInt8>) throws(PhaseError) {
        guard reading == nil, !line.mayBegin(with: ResponseHead.beginning) else { return }
        let shown = quoted(line.beginning(with: rest))
        throw PhaseError(.httpMalformed("the answer begins with \(shown) instead of a status line"))
    }

    private mutating func read(_ line: [UInt8]) throws(PhaseError) -> ResponseHead? {
        guard let head = reading else {
            reading = try ResponseHead(statusLine: line)
            return nil
        }
        guard line.isEmpty else {
            try reading?.add(line: line)
            return nil
        }
        reading = nil
        return head.isInterim ? nil : head
    }
}
