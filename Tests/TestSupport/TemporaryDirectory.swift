package import Foundation
import Synchronization

/// A new directory that is removed with this object, or when the tests end; everybody may look into it.
package final class TemporaryDirectory: Sendable {
    /// Absolute, without symbolic links.
    package let path: String

    package var url: URL { URL(filePath: path, directoryHint: .isDirectory) }

    /// - Throws: `POSIXError` if it cannot be made in `parent`.
    package init(below parent: String = "/tmp") throws {
        var template = Array("\(parent)/connector-watch-test.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // Tests look into it as another user.
        chmod(path, 0o755)
        Self.present.withLock { _ = $0.insert(path) }
        _ = Self.removalAtExit
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
        Self.present.withLock { _ = $0.remove(path) }
    }

    /// The directories that are not removed yet: what a `static let` holds never is.
    private static let present = Mutex<Set<String>>([])

    private static let removalAtExit = atexit {
        for path in TemporaryDirectory.present.withLock(\.self) {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// The path of what has this name in it.
    package func callAsFunction(_ name: String) -> String { path + "/" + name }

    package func appending(path name: String) -> URL { url.appending(path: name) }

    /// Writes a file; its path.
    @discardableResult
    package func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: self(name)))
        return self(name)
    }

    /// Writes a file of text; its path.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    /// Writes a file as one of thousands, which the usual way takes its time for.
    package func writeQuickly(_ bytes: [UInt8], to name: String) throws {
        let file = open(self(name), O_CREAT | O_WRONLY | O_CLOEXEC, 0o644)
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else { throw POSIXError(.EIO) }
    }

    /// Makes a directory, and those above it; its path.
    @discardableResult
    package func makeDirectory(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: self(name), withIntermediateDirectories: true)
        return self(name)
    }

    /// Makes a symbolic link; its path.
    @discardableResult
    package func link(_ name: String, to target: String) throws -> String {
        try FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: target)
        return self(name)
    }

    package func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: self(name))))
    }
}

/// Calls `body` with a new directory, which is removed afterwards.
package func withTemporaryDirectory<Result>(
    _ body: (TemporaryDirectory) async throws -> Result
) async throws -> Result {
    let directory = try TemporaryDirectory()
    // Paths outlive the last use of the object that they came from.
    defer { withExtendedLifetime(directory) {} }
    return try await body(directory)
}
