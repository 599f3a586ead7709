import Foundation

/// The working tree under test.
enum Tree {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// Where the binaries under test lie: `BIN` of the environment, else beside the running tests.
    static var binaries: String {
        if let path = ProcessInfo.processInfo.environment["BIN"] {
            return URL(filePath: path, relativeTo: root).path
        }
        return URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    }
}
