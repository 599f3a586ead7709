internal import FoundationEssentials

/// By what a request can ask whether what it gave before has changed (RFC 9110 section 8.8).
struct Validators: Sendable, Equatable {
    /// The value of `ETag`.
    var tag: String?
    /// The value of `Last-Modified`.
    var modified: String?

    private static let limit = 128

    /// The fields of such a request.
    var fields: [String] {
        [tag.map { "If-None-Match: \($0)" }, modified.map { "If-Modified-Since: \($0)" }].compactMap(\.self)
    }

    /// A value that may be sent back, or `nil`.
    static func bounded(_ value: String) -> String? {
        value.utf8.count <= limit && value.utf8.allSatisfy { 0x20...0x7e ~= $0 } ? value : nil
    }
}

/// For how long an answer may be taken for the present one (RFC 9111 section 4.2).
struct Freshness: Equatable {
    /// The values of `Cache-Control`, in lower case.
    var control = ""
    var expires: String?

    /// More than this is not believed.
    private static let limit = Duration.seconds(7 * 24 * 3600)

    /// - Parameter date: when the answer came.
    /// - Returns: zero where nothing is said.
    func duration(at date: Date) -> Duration {
        let ages = control.split { $0 == "," || $0 == " " }.filter { $0.hasPrefix("max-age=") }
        if let seconds = ages.first.flatMap({ UInt32($0.dropFirst(8)) }) {
            return min(.seconds(seconds), Self.limit)
        }
        guard let end = expires.flatMap(Date.init(httpDate:)) else { return .zero }
        return min(.seconds(max(0, end.timeIntervalSince(date))), Self.limit)
    }
}
