internal import WatchCore

/// The names of /etc/hosts (hosts(5)), which outrank the name servers.
struct HostsFile {
    private var names: [String: [SocketAddress]] = [:]

    init(_ bytes: [UInt8] = []) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let fields = line.prefix { $0 != UInt8(ascii: "#") }.split(whereSeparator: Self.isBlank)
            guard fields.count > 1, let first = fields.first,
                let address = SocketAddress(text: String(decoding: first, as: UTF8.self))
            else { continue }
            for field in fields.dropFirst() {
                let name = NameLookup(host: String(decoding: field, as: UTF8.self), family: .any).name
                names[name, default: []].append(address)
            }
        }
    }

    static func isBlank(_ byte: UInt8) -> Bool {
        [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(byte)
    }

    func names(_ name: String) -> Bool { names[name] != nil }

    /// The answer to a lookup, or `nil` if the file has none.
    func answer(to lookup: NameLookup) -> NameLookup.Answer? {
        let addresses = names[lookup.name]?.filter { $0.isOf(lookup.family) } ?? []
        return addresses.isEmpty ? nil : .addresses(addresses.preferredFirst)
    }
}
