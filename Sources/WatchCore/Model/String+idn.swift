extension String {
    /// A URL or a relative reference with its host in ASCII, as it stands in a certificate (RFC 5890): `bücher.example`
    /// becomes `xn--bcher-kva.example`.
    var withASCIIHost: String {
        guard !utf8.allSatisfy({ $0 < 0x80 }), let begin = authorityStart else { return self }
        let end = self[begin...].firstIndex { "/?#\\".contains($0) } ?? endIndex
        // Other full stops that are typed in place of a dot (RFC 3490 section 3.1).
        let labels = self[begin..<end].split(omittingEmptySubsequences: false) { ".。．｡".contains($0) }
        return self[..<begin] + labels.map(\.asciiLabel).joined(separator: ".") + self[end...]
    }

    private var authorityStart: Index? {
        if hasPrefix("//") { return index(startIndex, offsetBy: 2) }
        guard let slashes = firstRange(of: "://"),
            self[..<slashes.lowerBound].utf8.allSatisfy({ $0 < 0x80 && $0 != UInt8(ascii: "/") })
        else { return nil }
        return slashes.upperBound
    }
}

extension Substring {
    /// The label in Punycode (RFC 3492 section 6.3), if it needs it; a port after it stays.
    fileprivate var asciiLabel: String {
        guard !utf8.allSatisfy({ $0 < 0x80 }) else { return String(self) }
        let name = prefix { $0 != ":" }
        let scalars = name.lowercased().unicodeScalars.map(\.value)
        // A label has at most 63 characters; the work below grows with the square of them.
        guard scalars.count <= 63 else { return String(self) }
        var output = String(decoding: scalars.filter { $0 < 0x80 }.map(UInt8.init), as: UTF8.self)
        let basic = UInt32(output.utf8.count)
        if basic > 0 { output += "-" }
        var (threshold, delta, bias, handled) = (UInt32(128), UInt32(0), UInt32(72), basic)
        while let next = scalars.filter({ $0 >= threshold }).min() {
            delta += (next - threshold) * (handled + 1)
            threshold = next
            for scalar in scalars {
                if scalar < threshold { delta += 1 }
                guard scalar == threshold else { continue }
                output += Self.punycode(delta, bias)
                bias = Self.adapted(delta, handled + 1, isFirst: handled == basic)
                (delta, handled) = (0, handled + 1)
            }
            (delta, threshold) = (delta + 1, threshold + 1)
        }
        return "xn--" + output + self[name.endIndex...]
    }

    /// One number with variable length.
    private static func punycode(_ number: UInt32, _ bias: UInt32) -> String {
        let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        var (rest, text, position) = (number, "", UInt32(36))
        while true {
            let least = position <= bias ? 1 : Swift.min(26, position - bias)
            guard rest >= least else { return text + String(digits[Int(rest)]) }
            text.append(digits[Int(least + (rest - least) % (36 - least))])
            rest = (rest - least) / (36 - least)
            position += 36
        }
    }

    private static func adapted(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = delta / (isFirst ? 700 : 2)
        delta += delta / count
        var steps: UInt32 = 0
        while delta > 455 {
            delta /= 35
            steps += 36
        }
        return steps + 36 * delta / (delta + 38)
    }
}
