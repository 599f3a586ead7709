internal import Glibc

/// Splits a text into lines, chunk by chunk; the rest of a line that is too long is left out.
struct LineSplitter {
    /// In bytes.
    static let lineLimit = 64 << 10

    /// The number of the line that comes next, from 1.
    private(set) var number = 1
    private(set) var cutLines = 0
    /// The line so far, without what came before the chunk at hand.
    private var line: [UInt8] = []
    private var isCut = false

    /// Shows each line that ends in the chunk, without its end.
    mutating func take(
        _ chunk: UnsafeRawBufferPointer, _ visitor: (_ line: ArraySlice<UInt8>, _ number: Int) -> Void
    ) {
        var rest = chunk[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            guard let start = part.baseAddress, let end = memchr(start, 0x0a, part.count) else {
                return keep(part)
            }
            let length = UnsafeRawPointer(end) - start
            keep(UnsafeRawBufferPointer(rebasing: part.prefix(length)))
            give(visitor)
            rest = rest.dropFirst(length + 1)
        }
    }

    /// Shows the last line, if no line end follows it.
    mutating func end(_ visitor: (_ line: ArraySlice<UInt8>, _ number: Int) -> Void) {
        if !line.isEmpty { give(visitor) }
    }

    private mutating func keep(_ part: UnsafeRawBufferPointer) {
        let room = Self.lineLimit - line.count
        if part.count > room, !isCut {
            isCut = true
            cutLines += 1
        }
        line.append(contentsOf: UnsafeRawBufferPointer(rebasing: part.prefix(room)))
    }

    private mutating func give(_ visitor: (_ line: ArraySlice<UInt8>, _ number: Int) -> Void) {
        visitor(line.last == 0x0d ? line.dropLast() : line[...], number)
        number += 1
        line.removeAll(keepingCapacity: true)
        isCut = false
    }
}
