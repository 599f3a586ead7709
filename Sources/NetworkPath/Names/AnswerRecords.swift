internal import CAres
internal import Glibc
internal import WatchCore

/// The records of a name server's answer (RFC 1035 section 4.1).
///
/// In what order they stand does not matter: c-ares 1.18 has no address for a name whose alias stands behind it, and
/// calls that a success.
struct AnswerRecords {
    /// A whole message, with at least a head.
    private let message: UnsafeBufferPointer<UInt8>
    private var place = Int(cares_head)

    init(_ message: UnsafeBufferPointer<UInt8>) {
        self.message = message
    }

    /// What it says of one family: the addresses of the name, which aliases may lead to, or that there are none.
    mutating func reply(about family: AddressFamily) -> NameServer.Reply {
        var addresses: [SocketAddress] = []
        for _ in 0..<number(at: 4) {
            guard skipName(), skip(4) else { return .error(.malformed) }
        }
        for _ in 0..<number(at: 6) {
            guard skipName(), place + 10 <= message.count else { return .error(.malformed) }
            let (type, size) = (number(at: place), number(at: place + 8))
            guard skip(10), place + size <= message.count else { return .error(.malformed) }
            if type == Self.recordType(family), addresses.count < NameLookup.addressLimit {
                guard let address = address(family, size: size) else { return .error(.malformed) }
                addresses.append(address)
            }
            place += size
        }
        return addresses.isEmpty ? .noAddress : .addresses(addresses)
    }

    static func recordType(_ family: AddressFamily) -> Int {
        Int(family == .ipv6 ? cares_aaaa : cares_a)
    }

    /// Two bytes, the higher one first.
    private func number(at place: Int) -> Int { Int(message[place]) << 8 | Int(message[place + 1]) }

    private func address(_ family: AddressFamily, size: Int) -> SocketAddress? {
        let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(message)[place..<place + size])
        switch (family, size) {
        case (.ipv6, MemoryLayout<in6_addr>.size):
            return SocketAddress(bytes.loadUnaligned(as: in6_addr.self))
        case (.ipv4, MemoryLayout<in_addr>.size), (.any, MemoryLayout<in_addr>.size):
            return SocketAddress(bytes.loadUnaligned(as: in_addr.self))
        default: return nil
        }
    }

    private mutating func skip(_ count: Int) -> Bool {
        guard place + count <= message.count else { return false }
        place += count
        return true
    }

    /// Steps over a name, which may end in a pointer to another one.
    private mutating func skipName() -> Bool {
        guard place < message.count, let start = message.baseAddress else { return false }
        var text: UnsafeMutablePointer<CChar>?
        var count = 0
        guard ares_expand_name(start + place, start, Int32(message.count), &text, &count) == cares_success
        else { return false }
        ares_free_string(text)
        return skip(count)
    }
}
