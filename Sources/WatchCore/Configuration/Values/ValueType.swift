/// Why a text is not a valid value.
package struct ValueError: Error, Equatable {
    /// What is wrong with it, as a clause, or `nil` if saying what is allowed is enough.
    var reason: String?
    /// The value that was probably meant.
    var suggestion: String?

    init(_ reason: String? = nil, suggestion: String? = nil) {
        self.reason = reason
        self.suggestion = suggestion
    }
}

/// How one word becomes a value and back, and a description of what is allowed.
struct ValueType<Value: Sendable>: Sendable {
    /// What is allowed, as in "a whole number from 1 to 100".
    let allowed: String
    let read: @Sendable (String) throws(ValueError) -> Value
    /// The text that `read` turns back into the same value.
    let write: @Sendable (Value) -> String
}

extension ValueType<String> {
    /// Any text, with a limit in bytes.
    static func text(maximum: Int) -> Self {
        checked("at most \(maximum) bytes of text") { text throws(ValueError) in
            guard text.utf8.count <= maximum else { throw ValueError("it has \(text.utf8.count) bytes") }
            return text
        }
    }

    /// A text that `read` validates and normalizes.
    static func checked(
        _ allowed: String, _ read: @escaping @Sendable (String) throws(ValueError) -> String
    ) -> Self {
        ValueType(allowed: allowed, read: read) { $0 }
    }
}

extension ValueType<Bool> {
    /// The boolean values of systemd.syntax(7), in upper or lower case.
    static let boolean = ValueType(
        allowed: "yes or no",
        read: { text throws(ValueError) in
            switch text.lowercased() {
            case "1", "yes", "y", "true", "t", "on": return true
            case "0", "no", "n", "false", "f", "off": return false
            case let other:
                throw ValueError(
                    suggestion: EditDistance.nearest(to: other, among: ["yes", "no", "true", "false"]))
            }
        },
        write: { $0 ? "yes" : "no" })
}

extension ValueType<Int> {
    /// A whole number in decimal digits.
    static func count(_ range: ClosedRange<Int>) -> Self {
        number("a whole number from \(range.lowerBound) to \(range.upperBound)", range)
    }

    /// An HTTP status (RFC 9110 section 15).
    static let status = number("HTTP status codes from 100 to 599", 100...599)

    private static func number(_ allowed: String, _ range: ClosedRange<Int>) -> Self {
        ValueType(
            allowed: allowed,
            read: { text throws(ValueError) in
                let isDecimal = text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
                guard isDecimal, !text.isEmpty else { throw ValueError("it is not a whole number") }
                guard let number = Int(text), range.contains(number) else {
                    throw ValueError("it is out of range")
                }
                return number
            },
            write: { String($0) })
    }
}

extension ValueType<Int> {
    private static let units: [(letter: Character, bytes: Int)] = [
        ("G", 1 << 30), ("M", 1 << 20), ("K", 1 << 10),
    ]

    /// A size in bytes, with the suffixes of systemd.syntax(7): K, M and G, each 1024 times the one before.
    static func size(_ range: ClosedRange<Int>) -> Self {
        ValueType(
            allowed: "a size from \(sizeText(range.lowerBound)) to \(sizeText(range.upperBound))",
            read: { text throws(ValueError) in
                let unit = units.first { $0.letter == text.last }
                let digits = unit == nil ? text[...] : text.dropLast()
                guard !digits.isEmpty,
                    digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")) ~= $0 })
                else { throw ValueError("it is not a number with K, M, G or nothing behind it") }
                let (size, isTooLarge) = (Int(digits) ?? .max).multipliedReportingOverflow(
                    by: unit?.bytes ?? 1)
                guard !isTooLarge, range.contains(size) else { throw ValueError("it is out of range") }
                return size
            },
            write: sizeText)
    }

    @Sendable private static func sizeText(_ size: Int) -> String {
        guard size > 0, let unit = units.first(where: { size.isMultiple(of: $0.bytes) }) else {
            return String(size)
        }
        return "\(size / unit.bytes)\(unit.letter)"
    }
}

extension ValueType<UInt16> {
    /// A TCP port.
    static let port = ValueType(
        allowed: "port numbers from 1 to 65535",
        read: { text throws(ValueError) in
            UInt16(try ValueType<Int>.count(1...65535).read(text))
        },
        write: { String($0) })
}

extension ValueType<Duration> {
    /// A time span (systemd.time(7)) within a range.
    static func span(_ range: ClosedRange<Duration>) -> Self {
        let (least, most) = (TimeSpan.text(of: range.lowerBound), TimeSpan.text(of: range.upperBound))
        return ValueType(
            allowed: "a time span from \(least) to \(most)",
            read: { text throws(ValueError) in
                let span = try TimeSpan.read(text)
                if span < range.lowerBound { throw ValueError("it is shorter than \(least)") }
                if span > range.upperBound { throw ValueError("it is longer than \(most)") }
                return span
            },
            write: { TimeSpan.text(of: $0) })
    }
}

extension ValueType where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the raw values of `Value`.
    static func choice(_ type: Value.Type = Value.self) -> Self {
        let words = type.allCases.map(\.rawValue)
        let quoted = words.map { "\"\($0)\"" }
        return ValueType(
            allowed: quoted.dropLast().joined(separator: ", ") + " or " + (quoted.last ?? ""),
            read: { text throws(ValueError) in
                guard let value = Value(rawValue: text) else {
                    throw ValueError(suggestion: EditDistance.nearest(to: text, among: words))
                }
                return value
            },
            write: { $0.rawValue })
    }
}
