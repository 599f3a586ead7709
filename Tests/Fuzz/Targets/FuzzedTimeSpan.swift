@testable import WatchCore

/// A time span of the configuration or of a command's option.
enum FuzzedTimeSpan {
    /// It is not negative, and stays the same when it is written and read again.
    static func run(_ bytes: [UInt8]) throws {
        guard let span = try? TimeSpan.read(String(decoding: bytes, as: UTF8.self)) else { return }
        try promise(span >= .zero, "It is negative: \(span).")
        let text = TimeSpan.text(of: span)
        try promise((try? TimeSpan.read(text)) == span, "\"\(text)\" is another span than \(span).")
    }
}
