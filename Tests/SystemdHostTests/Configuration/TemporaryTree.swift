import Foundation

/// A directory that takes the place of "/", and goes when the last owner does.
final class TemporaryTree: Sendable {
    let root: String

    init() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        root = directory.path
    }

    deinit { try? FileManager.default.removeItem(atPath: root) }

    /// Writes a file below the root, and the directories it needs.
    func write(_ text: String, to path: String) throws {
        try makeParent(of: path)
        try Data(text.utf8).write(to: URL(filePath: root + path))
    }

    func link(_ path: String, to target: String) throws {
        try makeParent(of: path)
        try FileManager.default.createSymbolicLink(atPath: root + path, withDestinationPath: target)
    }

    private func makeParent(of path: String) throws {
        let parent = URL(filePath: root + path).deletingLastPathComponent()
        try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
    }
}
