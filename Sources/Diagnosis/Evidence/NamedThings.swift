internal import WatchCore

/// A host that a record names, with the port if it does.
package struct NamedHost: Hashable, Sendable {
    package var host: String
    package var port: UInt16?
}

/// What else a record names that can be compared with this host: hosts and thumbprints.
enum NamedThings {
    /// Those that stand in a URL, in quotation marks or before a port, in their order.
    static func hosts(in text: [UInt8]) -> [NamedHost] {
        var hosts: [NamedHost] = []
        for run in runs(of: text, { $0.isOfWord || ".:-/".utf8.contains($0) }) where hosts.count < limit {
            let word = String(decoding: text[run], as: UTF8.self)
            let parts = word.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false)
            let isURL = parts.count == 2 && parts[0].hasSuffix(":")
            let authority = (isURL ? parts[1] : parts[0]).prefix { $0 != "/" }
            let pieces = authority.split(separator: ":", omittingEmptySubsequences: false)
            let port = pieces.count == 2 ? UInt16(pieces[1]) : nil
            guard let name = pieces.first, isURL || port != nil || isQuoted(run, in: text),
                let host = host(String(name))
            else { continue }
            let named = NamedHost(host: host, port: port)
            if !hosts.contains(named) { hosts.append(named) }
        }
        return hosts
    }

    /// The runs of 40 hexadecimal digits, in their order.
    static func thumbprints(in text: [UInt8]) -> [Thumbprint] {
        var found: [Thumbprint] = []
        for run in runs(of: text, \.isOfWord) where run.count == 40 && found.count < limit {
            guard let thumbprint = Thumbprint(String(decoding: text[run], as: UTF8.self)),
                !found.contains(thumbprint)
            else { continue }
            found.append(thumbprint)
        }
        return found
    }

    /// More of one record are not looked at.
    private static let limit = 8

    private static func runs(of text: [UInt8], _ belongs: (UInt8) -> Bool) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for index in text.indices {
            if belongs(text[index]) {
                start = start ?? index
            } else if let begin = start {
                runs.append(begin..<index)
                start = nil
            }
        }
        if let start { runs.append(start..<text.count) }
        return runs
    }

    private static func isQuoted(_ run: Range<Int>, in text: [UInt8]) -> Bool {
        guard run.lowerBound > 0, run.upperBound < text.count else { return false }
        let marks: [UInt8] = [0x22, 0x27]
        // Typographic ones are several bytes, of which none is ASCII.
        return [text[run.lowerBound - 1], text[run.upperBound]].allSatisfy {
            marks.contains($0) || $0 >= 0x80
        }
    }

    /// The name in lower case, or `nil` if it is neither a name with a dot and a domain of letters nor an IPv4 address.
    private static func host(_ text: String) -> String? {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, text.utf8.count <= 253, let last = labels.last,
            labels.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 63 && !$0.contains("/") })
        else { return nil }
        let isAddress = labels.count == 4 && labels.allSatisfy { UInt8($0) != nil }
        let isName = last.utf8.count >= 2 && last.utf8.allSatisfy { !$0.isDigit && $0.isOfWord }
        let isType = text.lowercased().hasSuffix("exception")
        return (isName || isAddress) && !isType ? text.lowercased() : nil
    }
}
