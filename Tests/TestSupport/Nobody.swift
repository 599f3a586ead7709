import Glibc

/// Runs `body` with the file access rights of nobody (setfsuid(2), which counts for the calling thread only).
package func asNobody<Result>(_ body: () throws -> Result) rethrows -> Result {
    typealias Call = @convention(c) (UInt32) -> Int32
    let setfsuid = unsafeBitCast(dlsym(nil, "setfsuid"), to: Call.self)
    _ = setfsuid(65534)
    defer { _ = setfsuid(0) }
    return try body()
}
