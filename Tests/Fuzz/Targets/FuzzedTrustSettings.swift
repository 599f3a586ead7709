import TrustStore

@testable import WatchCore

/// A `TrustSettings.xml`.
enum FuzzedTrustSettings {
    /// What cannot be read is told with a place.
    static func run(_ bytes: [UInt8]) throws {
        switch TrustSettingsReader.read(bytes) {
        case .read: break
        case .malformed(_, let line, let column):
            try promise(line >= 1 && column >= 1, "The place is \(line):\(column).")
        case .missing, .unreadable, .shareUnavailable, .outOfTime:
            throw BrokenPromise(description: "It is not told what is wrong with the text.")
        }
    }
}
