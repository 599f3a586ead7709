import Foundation
import TestSupport

/// A directory that takes the place of "/", and goes when the last owner does.
final class TemporaryTree: Sendable {
    private let directory: TemporaryDirectory

    var root: String { directory.path }

    init() throws {
        directory = try TemporaryDirectory()
    }

    /// Writes a file below the root, and the directories it needs.
    func write(_ text: String, to path: String) throws {
        try directory.write(text, to: try place(path))
    }

    func link(_ path: String, to target: String) throws {
        try directory.link(try place(path), to: target)
    }

    /// The name within the directory, whose parent is there.
    private func place(_ path: String) throws -> String {
        let name = path.split(separator: "/").joined(separator: "/")
        if let end = name.lastIndex(of: "/") { try directory.makeDirectory(String(name[..<end])) }
        return name
    }
}
