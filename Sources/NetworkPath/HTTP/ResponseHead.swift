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
    /// As sent; bytes that are not UTF-8 are percent-encoded, as browsers do.
    private(set) var location: String?
    /// The value of `Date` (RFC 9110 section 6.6.1).
    private(set) var date: String?
    /// The value of `Age`: how many seconds caches have kept the answer (RFC 9111 section 5.1).
    private(set) var age: String?
    /// The value of `Retry-After` (RFC 9110 section 10.2.3).
    private(set) var retryAfter: String?
    /// What a proxy says of why it cannot serve the request, as in `X-Squid-Error: ERR_DNS_FAIL 0`.
    private(set) var proxyError: String?
    /// The values of `Proxy-Authenticate` (RFC 9110 section 11.7.1).
    private(set) var proxyChallenges: [String] = []
    /// By what a later request can ask whether it has changed (RFC 9110 section 13.1).
    private(set) var validators = Validators()
    private(set) var freshness = Freshness()
    private var lengths: [String] = []
    private var transferCodings: [String] = []
    private var contentCodings: [String] = []

    static let statusLineLimit = 256
    /// The most bytes of ``proxyError``.
    static let proxyErrorLimit = 120
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
    }

    /// Whether another head follows (1xx, RFC 9110 section 15.2).
    ///
    /// A 101 would end HTTP, which was not requested.
    var isInterim: Bool { status < 200 && status != 101 }

    /// Adds one field, unfolded; a line that is not a field is skipped.
    mutating func add(line: [UInt8]) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), !line.contains(0) else { return }
        let bytes = Self.trimmed(line[(colon + 1)...])
        let value = String(decoding: bytes, as: UTF8.self)
        // White space before the colon is against RFC 9112 section 5.1, and common.
        switch String(decoding: Self.trimmed(line[..<colon]), as: UTF8.self).lowercased() {
        case "location": location = location ?? Self.address(bytes)
        case "date": date = date ?? value
        case "age": age = age ?? value
        case "retry-after": retryAfter = retryAfter ?? value
        case "etag": validators.tag = validators.tag ?? Validators.bounded(value)
        case "last-modified": validators.modified = validators.modified ?? Validators.bounded(value)
        case "cache-control": freshness.control += "," + value.lowercased()
        case "expires": freshness.expires = freshness.expires ?? value
        case "content-length": lengths += Self.list(value)
        case "transfer-encoding": transferCodings += Self.codings(value)
        case "content-encoding": contentCodings += Self.codings(value)
        case "proxy-authenticate": proxyChallenges.append(value)
        case "x-squid-error": noteProxyError("X-Squid-Error: ", value)
        case "proxy-status": noteProxyError("Proxy-Status: ", value)
        // Only its own pages have it.
        case "server" where value.hasPrefix("mitmproxy"): noteProxyError("Server: ", value)
        default: break
        }
    }

    private mutating func noteProxyError(_ name: String, _ value: String) {
        // RFC 9209 section 2.1: a Proxy-Status without "error" tells of no failure.
        guard proxyError == nil, name != "Proxy-Status: " || value.contains("error=") else { return }
        proxyError = name + String(decoding: value.utf8.prefix(Self.proxyErrorLimit), as: UTF8.self)
    }

    /// The compressions of the body, in the order in which they were applied.
    var codings: [String] { contentCodings + transferCodings.filter { $0 != "chunked" } }

    /// How the body ends; chunks win over a length (RFC 9112 section 6.3).
    ///
    /// - Throws: A failure if the head contradicts itself.
    func framing() throws(PhaseError) -> Framing {
        if status == 101 {
            throw PhaseError(.httpMalformed("the answer is an unexpected \"101 Switching Protocols\""))
        }
        if status == 204 || status == 304 { return .counted(0) }
        if transferCodings.last == "chunked" { return .chunked }
        guard transferCodings.isEmpty, let length = lengths.first else { return .untilEnd }
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

    /// Without the white space around it.
    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isText = { (byte: UInt8) in byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") }
        guard let first = bytes.firstIndex(where: isText), let last = bytes.lastIndex(where: isText) else {
            return []
        }
        return bytes[first...last]
    }

    /// A URL of any bytes.
    private static func address(_ bytes: ArraySlice<UInt8>) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        let encoded = bytes.flatMap { byte in
            byte < 0x80 ? [byte] : [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    /// The members of a comma-separated value; empty members are kept, so that they are refused.
    private static func list(_ value: String) -> [String] {
        value.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
            .map { String(decoding: trimmed(ArraySlice($0)), as: UTF8.self) }
    }

    /// The codings of a value, in lower case; "identity" is none.
    private static func codings(_ value: String) -> [String] {
        list(value.lowercased()).filter { !$0.isEmpty && $0 != "identity" }
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
