/// Calls `body` with a new directory on a file system of its own of `size` KiB.
package func withTinyFileSystem<Result>(
    size: Int, _ body: (TemporaryDirectory) async throws -> Result
) async throws -> Result {
    try await withTemporaryDirectory { directory in
        try await Program.succeed("mount", "-t", "tmpfs", "-o", "size=\(size)k", "tmpfs", directory.path)
        let result: Swift.Result<Result, any Error>
        do {
            result = .success(try await body(directory))
        } catch {
            result = .failure(error)
        }
        try await Program.succeed("umount", "-l", directory.path)
        return try result.get()
    }
}
