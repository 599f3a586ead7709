internal import HeapModule

/// When what is to be done: a heap of due times in slots of 100 ms, so that much that is due at about the same time
/// costs one waking.
struct Schedule: Sendable {
    /// What can be due; each of them at one time only.
    enum Item: Sendable, Hashable {
        case probe(CheckName)
        /// Of a probe in flight.
        case deadline(ProbeID)
    }

    private struct Due: Sendable, Comparable {
        var slot: Int64
        /// In the order they were set; tells a due time that still holds from one that was replaced.
        var serial: UInt64
        var item: Item

        static func < (a: Due, b: Due) -> Bool { (a.slot, a.serial) < (b.slot, b.serial) }
        static func == (a: Due, b: Due) -> Bool { a.serial == b.serial }
    }

    static let slot = Duration.milliseconds(100)

    private var heap = Heap<Due>()
    private var serials: [Item: UInt64] = [:]
    private var lastSerial: UInt64 = 0

    /// Makes `item` due at `uptime`, rounded up to a slot; an earlier setting no longer holds.
    mutating func set(_ item: Item, at uptime: Duration) {
        lastSerial += 1
        serials[item] = lastSerial
        heap.insert(Due(slot: Self.slot(of: uptime), serial: lastSerial, item: item))
    }

    mutating func cancel(_ item: Item) {
        serials[item] = nil
    }

    func isSet(_ item: Item) -> Bool { serials[item] != nil }

    /// The start of the slot in which something is due next, or `nil` if nothing is.
    mutating func next() -> Duration? {
        while let first = heap.min {
            if serials[first.item] == first.serial { return Self.slot * Int(first.slot) }
            heap.removeMin()
        }
        return nil
    }

    /// Takes out one thing that is due at `uptime`, the longest due first.
    mutating func take(at uptime: Duration) -> Item? {
        while let first = heap.min, Self.slot * Int(first.slot) <= uptime {
            heap.removeMin()
            if serials[first.item] == first.serial {
                serials[first.item] = nil
                return first.item
            }
        }
        return nil
    }

    /// The start of the first slot that does not begin before a time.
    static func roundUp(_ uptime: Duration) -> Duration { slot * Int(slot(of: uptime)) }

    /// The start of the last slot that does not begin after a time.
    static func roundDown(_ uptime: Duration) -> Duration {
        let up = roundUp(uptime)
        return up > uptime ? up - slot : up
    }

    private static func slot(of uptime: Duration) -> Int64 {
        let (seconds, attoseconds) = uptime.components
        // Up here as well: who wakes a part of a nanosecond too soon finds nothing due, and waits for the same slot again.
        let nanoseconds = max(0, seconds * 1_000_000_000 + (attoseconds + 999_999_999) / 1_000_000_000)
        return (nanoseconds + 99_999_999) / 100_000_000
    }
}
