internal import Glibc

/// Reads events as XML: what Event Viewer saves, and what wevtutil(1) prints, which has no root element.
///
/// Each event is parsed by itself, so that a damaged one costs no other, and that one line may hold gigabytes of them.
struct EventXMLReader: LogReader {
    /// The most bytes of an event that are parsed.
    private static let eventLimit = 256 << 10

    private enum Place {
        case outside
        /// At this place of the buffer an event begins; its end is looked for from the other one on.
        case inside(Int, searched: Int)
        /// In what is left of an event that is too long.
        case skipping
    }

    private var buffer: [UInt8] = []
    private var place = Place.outside
    private var line = 1
    /// Up to here line ends of the buffer are counted.
    private var counted = 0
    private var count = 0
    private var remarks = ReaderRemarks()

    private static let start = Array("<Event".utf8)
    private static let end = Array("</Event>".utf8)

    /// Whether a text that begins with `head` has events as XML.
    static func reads(_ head: [UInt8]) -> Bool {
        guard head.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") else { return false }
        return [Array("<Event ".utf8), Array("<Event>".utf8), Array("<Events".utf8)].contains {
            head.index(of: $0, from: 0) != nil
        }
    }

    mutating func take(_ chunk: UnsafeRawBufferPointer, _ visitor: (LogRecord) -> Void) {
        buffer.append(contentsOf: chunk)
        var used = 0
        while let next = step(from: used, visitor) { used = next }
        drop(used)
    }

    mutating func end(_ visitor: (LogRecord) -> Void) -> ReaderRemarks {
        if case .inside(let start, _) = place {
            parse(start..<buffer.count, visitor)
        }
        return remarks
    }

    /// Takes the next part of the buffer.
    ///
    /// - Returns: Up to where the buffer is done with, or `nil` if it takes more bytes to go on.
    private mutating func step(from used: Int, _ visitor: (LogRecord) -> Void) -> Int? {
        switch place {
        case .outside:
            guard let start = eventStart(from: used) else { return nil }
            place = .inside(start, searched: start)
            return start
        case .inside(let start, let searched):
            if let end = buffer.index(of: Self.end, from: searched), end - start <= Self.eventLimit {
                let next = end + Self.end.count
                parse(start..<next, visitor)
                place = .outside
                return next
            }
            guard buffer.count - start >= Self.eventLimit + Self.end.count else {
                place = .inside(start, searched: max(start, buffer.count - Self.end.count))
                return nil
            }
            remarks.cut += 1
            parse(start..<(start + Self.eventLimit), visitor)
            place = .skipping
            return start + Self.eventLimit
        case .skipping:
            guard let end = buffer.index(of: Self.end, from: used) else { return nil }
            place = .outside
            return end + Self.end.count
        }
    }

    private func eventStart(from index: Int) -> Int? {
        var index = index
        while let start = buffer.index(of: Self.start, from: index) {
            let next = start + Self.start.count
            guard next < buffer.count else { return nil }
            if [0x20, 0x3e, 0x09, 0x0d, 0x0a].contains(buffer[next]) { return start }
            index = next
        }
        return nil
    }

    /// Forgets what is done with, but for a mark that may have begun.
    private mutating func drop(_ used: Int) {
        let kept: Int
        switch place {
        case .outside, .skipping: kept = max(used, buffer.count - Self.end.count)
        case .inside(let start, _): kept = start
        }
        countLines(to: kept)
        buffer.removeFirst(kept)
        counted = 0
        if case .inside(_, let searched) = place { place = .inside(0, searched: searched - kept) }
    }

    private mutating func countLines(to index: Int) {
        if index > counted { line += buffer[counted..<index].count { $0 == 0x0a } }
        counted = max(counted, index)
    }

    private mutating func parse(_ range: Range<Int>, _ visitor: (LogRecord) -> Void) {
        countLines(to: range.lowerBound)
        count += 1
        var event = EventXML()
        let isWhole = event.parse(buffer[range])
        if !isWhole, range.count < Self.eventLimit { remarks.damaged += 1 }
        visitor(event.record(line: line, number: count))
    }
}

extension [UInt8] {
    /// Where a pattern begins at `start` or behind it, or `nil` if it does not.
    func index(of pattern: [UInt8], from start: Int) -> Int? {
        withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress, let first = pattern.first else { return nil }
            var next = start
            while next + pattern.count <= bytes.count {
                guard let found = memchr(base + next, Int32(first), bytes.count - next - pattern.count + 1)
                else {
                    return nil
                }
                next = UnsafeRawPointer(found) - base
                if memcmp(base + next, pattern, pattern.count) == 0 { return next }
                next += 1
            }
            return nil
        }
    }
}
