package import FoundationEssentials
package import WatchCore

/// A time as a log has it: in ISO 8601, or as English and German Windows write it.
package struct LogTime: Sendable, Equatable {
    /// What the clocks showed, as a point in time at which those of UTC show the same; in seconds since 1970.
    private var wallTime: Int
    /// How far those clocks were ahead of UTC, in seconds, or `nil` if they were those of the log's host.
    private var offset: Int?

    /// When that was, by the zone of the host that wrote it where it does not say.
    package func date(in zone: TimeZoneRules) -> Date {
        if let offset { return Date(timeIntervalSince1970: Double(wallTime - offset)) }
        switch zone.occurrence(of: wallTime) {
        case .once(let time), .twice(let time, _, _): return Date(timeIntervalSince1970: Double(time))
        case .never: return Date(timeIntervalSince1970: Double(wallTime))
        }
    }

    /// The first time within a text's first characters, or `nil` if there is none.
    ///
    /// - Parameters:
    ///   - text: ASCII as far as it counts.
    ///   - day: the day where only the time of day stands there.
    package init?(in text: some Collection<UInt8>, day: String? = nil) {
        var scanner = DigitScanner(Array(text.prefix(Self.reach)))
        while scanner.findDigit() {
            let start = scanner.index
            if let date = scanner.date(), let time = scanner.timeOfDay(), date.exists {
                self.init(date, time)
                return
            }
            scanner.index = start
            if let day, let time = scanner.timeOfDay() {
                var scanner = DigitScanner(Array(day.utf8))
                guard scanner.findDigit(), let date = scanner.date(), date.exists else { return nil }
                self.init(date, time)
                return
            }
            scanner.index = start
            scanner.skipNumber()
        }
        return nil
    }

    private init(_ date: CivilDate, _ time: (seconds: Int, offset: Int?)) {
        wallTime = date.days * 86_400 + time.seconds
        offset = time.offset
    }

    /// How far from the start a time may stand, in bytes.
    private static let reach = 120

    /// Whether a line begins with a time, behind signs and at most two short words; quick, as every line is asked.
    static func begins(_ line: ArraySlice<UInt8>) -> Bool {
        let head = line.prefix(40)
        guard let digit = head.firstIndex(where: { $0.isDigit }), digit - line.startIndex < 24 else {
            return false
        }
        let rest = head[digit...]
        let count = rest.prefix { $0.isDigit }.count
        let signs = rest.dropFirst(count)
        guard let sign = signs.first, [0x2d, 0x2e, 0x2f, 0x3a].contains(sign) else {
            // Such as [0D14:0C58][2024-01-09T10:11:12], where an id stands first.
            return line.first == UInt8(ascii: "[") && line.prefix(16).contains(UInt8(ascii: "]"))
        }
        let more = signs.dropFirst().prefix { $0.isDigit }.count
        return more == 2 || more == 1 && signs.dropFirst(2).first == sign
    }
}

/// Reads the numbers of a time.
private struct DigitScanner {
    let text: [UInt8]
    var index = 0

    init(_ text: [UInt8]) {
        self.text = text
    }

    private var current: UInt8? { index < text.count ? text[index] : nil }

    mutating func findDigit() -> Bool {
        while let current, !current.isDigit { index += 1 }
        return index < text.count
    }

    mutating func skipNumber() {
        while let current, current.isDigit { index += 1 }
    }

    mutating func number(_ digits: ClosedRange<Int>) -> Int? {
        let start = index
        skipNumber()
        guard digits.contains(index - start) else { return nil }
        return text[start..<index].reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    mutating func skip(_ signs: String) -> UInt8? {
        guard let current, signs.utf8.contains(current) else { return nil }
        index += 1
        return current
    }

    /// `2024-01-09`, `9.1.2024`, `1/9/2024`: of two numbers that may both be the month, the first one is.
    mutating func date() -> CivilDate? {
        guard let first = number(1...4), let sign = skip("-./"), let second = number(1...2),
            skip("-./") == sign, let third = number(sign == UInt8(ascii: "-") ? 1...2 : 4...4)
        else { return nil }
        switch sign {
        case UInt8(ascii: "-"): return CivilDate(year: first, month: second, day: third)
        case UInt8(ascii: "."): return CivilDate(year: third, month: second, day: first)
        default:
            let isDayFirst = first > 12
            return CivilDate(
                year: third, month: isDayFirst ? second : first, day: isDayFirst ? first : second)
        }
    }

    /// In seconds, and how far those clocks are ahead of UTC.
    mutating func timeOfDay() -> (seconds: Int, offset: Int?)? {
        while skip(", T") != nil {}
        guard var hour = number(1...2), skip(":") != nil, let minute = number(2...2) else { return nil }
        let second = skip(":") == nil ? 0 : number(2...2) ?? -1
        guard hour < 24, minute < 60, (0...60).contains(second) else { return nil }
        if skip(".,") != nil || current == UInt8(ascii: ":") && skip(":") != nil { skipNumber() }
        while skip(" ") != nil {}
        if let half = current.map({ $0 | 0x20 }), half == UInt8(ascii: "a") || half == UInt8(ascii: "p"),
            index + 1 < text.count, text[index + 1] | 0x20 == UInt8(ascii: "m")
        {
            hour = hour % 12 + (half == UInt8(ascii: "p") ? 12 : 0)
        }
        return (hour * 3600 + minute * 60 + second, offset())
    }

    private mutating func offset() -> Int? {
        if skip("Zz") != nil { return 0 }
        guard let sign = skip("+-"), let hours = number(2...4) else { return nil }
        let isPlus = sign == UInt8(ascii: "+")
        let seconds: Int
        if hours > 99 {
            seconds = hours / 100 * 3600 + hours % 100 * 60
        } else {
            seconds = hours * 3600 + (skip(":") == nil ? 0 : (number(2...2) ?? 0) * 60)
        }
        return isPlus ? seconds : -seconds
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isHexDigit: Bool { isDigit || (0x61...0x66).contains(self | 0x20) }
    /// A letter, a digit or an underscore.
    var isOfWord: Bool { isDigit || (0x61...0x7a).contains(self | 0x20) || self == UInt8(ascii: "_") }
}
