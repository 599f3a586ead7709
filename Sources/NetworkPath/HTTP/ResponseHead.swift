internal import WatchCore

/// The status line and header fields of an HTTP/1.x response (RFC 9112), as far as a probe needs them.
struct ResponseHead: Equatable {
    /// How the body ends (RFC 9112 section 6.3).
    enum Framing: Equatable {
        case counted(Int)
        case chunked
        case untilEnd
    }

    let status: Int
    /// At most the first ``statusLineLimit`` bytes, as sent.
    let statusLine: String
    private(set) var location: String?
    /// The value of `Date` (RFC 9110 section 6.6.1).
    private(set) var date: String?
    /// The value of `Age`: how many seconds caches have kept the answer (RFC 9111 section 5.1).
    private(set) var age: String?
    private let isHTTP10: Bool
    private var lengths: [String] = []
    private var codings: [String] = []

    static let statusLineLimit = 256
    /// The beginning of every status line.
    static let beginning = Array("HTTP/1.".utf8)

    /// Reads a status line; the reason phrase and the space before it may be missing.
    init(statusLine line: [UInt8]) throws(PhaseError) {
        let digits = line.dropFirst(9).prefix(3)
        guard line.starts(with: Self.beginning), line.count >= 12,
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= line[7],
            line[8] == UInt8(ascii: " "), let status = Int(String(decoding: digits, as: UTF8.self)),
            status >= 100,
            line.count == 12 || line[12] == UInt8(ascii: " ")
        else {
            throw PhaseError(
                .httpMalformed("the answer begins with \(quoted(line)) instead of a status line"))
        }
        self.status = status
        statusLine = String(decoding: line.prefix(Self.statusLineLimit), as: UTF8.self)
        isHTTP10 = line[7] == UInt8(ascii: "0")
    }

    /// Whether another head follows (1xx, RFC 9110 section 15.2).
    ///
    /// A 101 would end HTTP, which was not requested.
    var isInterim: Bool { status < 200 && status != 101 }

    /// Adds one header line.
    mutating func add(line: [UInt8]) throws(PhaseError) {
        if line.first == UInt8(ascii: " ") || line.first == UInt8(ascii: "\t") {
            throw PhaseError(.httpMalformed("the header line \(quoted(line)) is folded"))
        }
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0,
            line[..<colon].allSatisfy(Self.isName),
            !line.contains(0)
        else {
            throw PhaseError(.httpMalformed("the header line \(quoted(line)) is not of the form NAME: VALUE"))
        }
        let value = Self.trimmed(line[(colon + 1)...])
        switch String(decoding: line[..<colon], as: UTF8.self).lowercased() {
        case "location": location = location ?? value
        case "date": date = date ?? value
        case "age": age = age ?? value
        case "content-length": lengths += Self.list(value)
        case "transfer-encoding": codings += Self.list(value.lowercased())
        default: break
        }
    }

    /// - Returns: How the body ends.
    /// - Throws: A failure if the head contradicts itself.
    func framing() throws(PhaseError) -> Framing {
        if status == 101 {
            throw PhaseError(.httpMalformed("the answer is an unexpected \"101 Switching Protocols\""))
        }
        if !codings.isEmpty, !lengths.isEmpty {
            throw PhaseError(.httpMalformed("the answer has both Content-Length and Transfer-Encoding"))
        }
        if status == 204 || status == 304 { return .counted(0) }
        if !codings.isEmpty {
            guard codings == ["chunked"], !isHTTP10 else {
                throw PhaseError(
                    .httpMalformed(
                        "the Transfer-Encoding \(quoted(codings.joined(separator: ", "))) is not supported"))
            }
            return .chunked
        }
        guard let length = lengths.first else { return .untilEnd }
        guard lengths.allSatisfy({ $0 == length }), length.utf8.allSatisfy(Self.isDigit),
            let count = Int(length)
        else {
            throw PhaseError(
                .httpMalformed("the Content-Length \(quoted(lengths.joined(separator: ", "))) is invalid"))
        }
        return .counted(count)
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
    }

    /// Whether a field name may hold `byte` (a tchar of RFC 9110 section 5.6.2).
    private static func isName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        default: isDigit(byte) || "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> String {
        let isText = { (byte: UInt8) in byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") }
        guard let first = bytes.firstIndex(where: isText), let last = bytes.lastIndex(where: isText) else {
            return ""
        }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    /// The members of a comma-separated value; empty members are kept, so that they are refused.
    private static func list(_ value: String) -> [String] {
        value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { trimmed(ArraySlice($0)) }
    }
}

/// The first 60 bytes of what was found, quoted for a message, with a dot for each that is not printable.
func quoted(_ bytes: some Collection<UInt8>) -> String {
    let shown = bytes.prefix(60).map {
        0x20...0x7e ~= $0 && $0 != UInt8(ascii: "\"") ? $0 : UInt8(ascii: ".")
    }
    return "\"" + String(decoding: shown, as: UTF8.self) + "\""
}

func quoted(_ text: String) -> String {
    quoted(text.utf8)
}
