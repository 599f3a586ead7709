import Foundation

/// Calls `body` with the path of a new directory, which is removed afterwards.
func withTemporaryDirectory<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let directory = FileManager.default.temporaryDirectory.appending(path: "connector-watch-\(UUID())").path
    try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: directory) }
    return try await body(directory)
}

/// As `withTemporaryDirectory`, on a file system of its own of `size` KiB.
func withTinyFileSystem<Result>(size: Int, _ body: (String) async throws -> Result) async throws -> Result {
    try await withTemporaryDirectory { directory in
        let mounted = try await Program.run("mount", "-t", "tmpfs", "-o", "size=\(size)k", "tmpfs", directory)
        guard mounted.status == 0 else { throw Refusal(description: mounted.errors) }
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(directory))
        } catch {
            result = .failure(error)
        }
        _ = try await Program.run("umount", "-l", directory)
        return try result.get()
    }
}

/// Something the sandbox did not grant.
struct Refusal: Error, CustomStringConvertible {
    let description: String
}
