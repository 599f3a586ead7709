/// What resolv.conf(5) says, as the C library reads it.
struct ResolverOptions: Equatable {
    /// At least one address.
    var servers: [String] = []
    /// The domains in which a name is looked up that is not found as it is, or has too few dots to be tried so first.
    var domains: [String] = []
    /// A name with as many dots is tried as it is first.
    var dots = 1
    /// Whether UDP is not to be used.
    var usesTCP = false

    /// The most servers that count (MAXNS of resolv.h).
    static let serverLimit = 3

    /// - Parameters:
    ///   - bytes: the file, or nothing if there is none.
    ///   - hostName: this host's name, whose domain counts where the file names none.
    init(_ bytes: [UInt8] = [], hostName: String = "") {
        if let dot = hostName.firstIndex(of: ".") { domains = [String(hostName[dot...].dropFirst())] }
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = line.split(whereSeparator: HostsFile.isBlank).map {
                String(decoding: $0, as: UTF8.self)
            }
            guard let key = words.first, line.first.map(HostsFile.isBlank) == false else { continue }
            let values = words.dropFirst()
            switch key {
            case "nameserver": servers += values.prefix(1).filter { SocketAddress.Literal($0) != nil }
            case "domain": domains = Array(values.prefix(1))
            case "search": domains = Array(values)
            case "options": for option in values { take(option) }
            default: continue
            }
        }
        servers = servers.isEmpty ? ["127.0.0.1"] : Array(servers.prefix(Self.serverLimit))
        domains = domains.map { $0.last == "." ? String($0.dropLast()) : $0 }.filter { !$0.isEmpty }
    }

    private mutating func take(_ option: String) {
        if option == "use-vc" { usesTCP = true }
        if option.hasPrefix("ndots:"), let number = Int(option.dropFirst(6)) {
            dots = min(max(number, 0), 15)
        }
    }

    /// The names to ask for, in this order, until one is found.
    func candidates(for lookup: NameLookup) -> [String] {
        if lookup.isComplete { return [lookup.name] }
        let longer = domains.map { "\(lookup.name).\($0)" }.filter { $0.utf8.count <= 253 }
        let count = lookup.name.utf8.count { $0 == UInt8(ascii: ".") }
        return count >= dots ? [lookup.name] + longer : longer + [lookup.name]
    }
}
