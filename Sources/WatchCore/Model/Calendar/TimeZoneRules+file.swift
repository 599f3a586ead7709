extension TimeZoneRules {
    /// Larger files are no zones: the largest of them has 4 kB.
    package static let maximumFileSize = 1 << 20

    /// Reads the value of `TZ` in the form of POSIX; `nil` for any other text.
    package init?(posix text: String) {
        guard let rule = DaylightRule(text) else { return nil }
        self.init(offset: rule.standard, transitions: [], rule: rule)
    }

    /// Reads a file of the time zone database (TZif, RFC 9636 section 3).
    ///
    /// `nil` for anything else, and for a file that counts leap seconds, which no clock of a host does.
    package init?(file bytes: [UInt8]) {
        guard bytes.count <= Self.maximumFileSize, var header = FileHeader(bytes[...]) else { return nil }
        var body = bytes.dropFirst(FileHeader.size)
        var timeSize = 4
        if header.version >= FileHeader.secondVersion {
            // The same again with times of 64 bits, and then what holds after the last of them.
            body = body.dropFirst(header.bodySize(timeSize: 4))
            guard let second = FileHeader(body) else { return nil }
            (header, timeSize) = (second, 8)
            body = body.dropFirst(FileHeader.size)
        }
        let size = header.bodySize(timeSize: timeSize)
        guard header.leapSeconds == 0, header.types > 0, body.count >= size,
            let (offset, transitions) = Self.transitions(in: body.prefix(size), header, timeSize: timeSize)
        else { return nil }
        let footer = body.dropFirst(size)
        guard timeSize == 8, let text = Self.footer(footer) else {
            guard timeSize == 4 else { return nil }
            self.init(offset: offset, transitions: transitions, rule: nil)
            return
        }
        let rule = DaylightRule(text)
        guard text.isEmpty || rule != nil else { return nil }
        self.init(offset: offset, transitions: transitions, rule: rule)
    }

    private static func transitions(
        in body: ArraySlice<UInt8>, _ header: FileHeader, timeSize: Int
    ) -> (Int, [Transition])? {
        let times = body.prefix(header.times * timeSize)
        let indices = body.dropFirst(times.count).prefix(header.times)
        let types = Array(body.dropFirst(times.count + indices.count).prefix(header.types * 6))
        let offsets = (0..<header.types).map { types[($0 * 6)..<($0 * 6 + 4)].bigEndian }
        // No clock is a day off.
        guard offsets.allSatisfy({ abs($0) < 86_400 }), indices.allSatisfy({ $0 < header.types }) else {
            return nil
        }
        let transitions = zip(0..., indices).map { number, type in
            let start = times.startIndex + number * timeSize
            return Transition(
                time: times[start..<(start + timeSize)].bigEndian, offset: offsets[Int(type)])
        }
        let isSorted = zip(transitions, transitions.dropFirst()).allSatisfy { $0.time < $1.time }
        return isSorted ? (offsets[0], transitions) : nil
    }

    /// The text between the two line ends at the end of a file.
    private static func footer(_ bytes: ArraySlice<UInt8>) -> String? {
        guard bytes.count >= 2, bytes.first == UInt8(ascii: "\n"), bytes.last == UInt8(ascii: "\n") else {
            return nil
        }
        return String(decoding: bytes.dropFirst().dropLast(), as: UTF8.self)
    }
}

/// What one of the two parts of a file of the time zone database begins with.
private struct FileHeader {
    static let size = 44
    /// Of the format that has a second part.
    static let secondVersion = UInt8(ascii: "2")

    var version: UInt8
    var leapSeconds: Int
    var times: Int
    var types: Int
    /// In bytes: names of times, and two kinds of marks.
    private var names: Int
    private var marks: Int

    init?(_ bytes: ArraySlice<UInt8>) {
        let head = Array(bytes.prefix(Self.size))
        guard head.count == Self.size, head.starts(with: Array("TZif".utf8)) else { return nil }
        version = head[4]
        let counts = (0..<6).map { head[(20 + $0 * 4)..<(24 + $0 * 4)].bigEndian }
        guard counts.allSatisfy({ 0...TimeZoneRules.maximumFileSize ~= $0 }) else { return nil }
        (leapSeconds, times, types, names) = (counts[2], counts[3], counts[4], counts[5])
        marks = counts[0] + counts[1]
    }

    func bodySize(timeSize: Int) -> Int {
        times * (timeSize + 1) + types * 6 + names + leapSeconds * (timeSize + 4) + marks
    }
}

extension ArraySlice<UInt8> {
    /// A signed number, the most significant byte first.
    fileprivate var bigEndian: Int {
        let bits = reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return count == 4 ? Int(Int32(truncatingIfNeeded: bits)) : Int(Int64(bitPattern: bits))
    }
}
