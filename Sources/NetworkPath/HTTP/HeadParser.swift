internal import WatchCore

/// Collects bytes into lines.
struct LineBuffer {
    private var bytes: [UInt8] = []

    /// The number of bytes of the incomplete line.
    var count: Int { bytes.count }

    /// Takes up to `limit` bytes of the line from `rest`.
    ///
    /// A line may end in LF alone (RFC 9112 section 2.2).
    ///
    /// - Returns: The line, without its end, or `nil` if it is incomplete.
    mutating func take(_ limit: Int, of rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        let part = rest.prefix(limit)
        let end = part.firstIndex(of: UInt8(ascii: "\n"))
        bytes += part[..<(end ?? part.endIndex)]
        rest = rest[(end.map { $0 + 1 } ?? part.endIndex)...]
        guard end != nil else { return nil }
        if bytes.last == UInt8(ascii: "\r") { bytes.removeLast() }
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    /// The incomplete line, for a message.
    var beginning: ArraySlice<UInt8> { bytes.prefix { $0 != UInt8(ascii: "\r") } }

    /// Whether the incomplete line can still begin with `start`.
    func mayBegin(with start: [UInt8]) -> Bool {
        bytes.count <= start.count ? start.starts(with: bytes) : bytes.starts(with: start)
    }
}

/// Reads the head of one HTTP/1.x response from a connection, in pieces of any size (RFC 9112).
///
/// Interim responses (1xx) are skipped. What real servers and proxies send is read as browsers do: a folded field is
/// unfolded, and a carriage return inside a line is a space.
struct HeadParser {
    /// The most bytes of all heads together.
    static let limit = 64 * 1024

    private var line = LineBuffer()
    private var reading: ResponseHead?
    /// A field that the next line may continue (obs-fold, RFC 9112 section 5.2).
    private var field: [UInt8] = []
    private var count = 0

    /// Takes bytes of the head from `bytes`, but none after its end.
    ///
    /// - Returns: The head once it is complete, or `nil` before.
    mutating func take(_ bytes: inout ArraySlice<UInt8>) throws(PhaseError) -> ResponseHead? {
        while !bytes.isEmpty {
            let left = Self.limit - count
            if left == 0 { throw PhaseError(.httpTooLarge(limit: Self.limit)) }
            count += bytes.count
            let line = line.take(left, of: &bytes)
            count -= bytes.count
            guard let line else {
                try checkBeginning()
                continue
            }
            if let head = try read(line) { return head }
        }
        return nil
    }

    /// Notices at the first bytes if the peer does not speak HTTP; it may never end a line.
    private func checkBeginning() throws(PhaseError) {
        guard reading == nil, !line.mayBegin(with: ResponseHead.beginning) else { return }
        let shown = quoted(line.beginning)
        throw PhaseError(.httpMalformed("the answer begins with \(shown) instead of a status line"))
    }

    private mutating func read(_ line: [UInt8]) throws(PhaseError) -> ResponseHead? {
        let line = line.map { $0 == UInt8(ascii: "\r") ? UInt8(ascii: " ") : $0 }
        guard reading != nil else {
            reading = try ResponseHead(statusLine: line)
            return nil
        }
        if let first = line.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
            field += line
            return nil
        }
        reading?.add(line: field)
        field = line
        guard line.isEmpty, let head = reading else { return nil }
        reading = nil
        return head.isInterim ? nil : head
    }
}
