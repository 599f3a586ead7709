/// The line "hosts" of nsswitch.conf(5): where this host's programs have addresses from.
struct NameSources {
    private var sources: [String] = ["files", "dns"]

    /// - Parameter bytes: the file, or nothing if there is none.
    init(_ bytes: [UInt8] = []) {
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            let words = String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
            let parts = words.split(separator: ":", maxSplits: 1)
            guard parts.count == 2,
                parts[0].filter({ !$0.isWhitespace }) == "hosts"
            else { continue }
            sources = Self.words(parts[1])
        }
    }

    /// The sources, without what to do after which result.
    private static func words(_ text: Substring) -> [String] {
        var (sources, isAction) = ([String](), false)
        for word in text.split(whereSeparator: \.isWhitespace) {
            if word.hasPrefix("[") { isAction = true }
            if !isAction { sources.append(String(word)) }
            if word.hasSuffix("]") { isAction = false }
        }
        return sources
    }

    /// Whether name servers are asked.
    var haveNameServers: Bool { sources.contains(where: Self.isDNS) }

    /// Whether only the C library can tell what the sources know of a name.
    ///
    /// Some know names of a kind only, and need not be asked for others: mdns those below "local", mymachines those
    /// without a dot, myhostname this host's own.
    func needSystem(for name: String, isOwn: Bool) -> Bool {
        let firstDNS = sources.firstIndex(where: Self.isDNS)
        guard let firstDNS, let files = sources.firstIndex(of: "files"),
            files < firstDNS || sources[firstDNS] == "resolve"
        else { return true }
        return sources.contains { source in
            if Self.isDNS(source) || source == "files" { return false }
            if source == "myhostname" { return isOwn || ["_gateway", "_outbound"].contains(name) }
            if source == "mymachines" { return !name.utf8.contains(UInt8(ascii: ".")) }
            if source.hasPrefix("mdns") { return name == "local" || name.hasSuffix(".local") }
            return true
        }
    }

    /// systemd-resolved is asked by DNS.
    private static func isDNS(_ source: String) -> Bool { source == "dns" || source == "resolve" }
}
