import Foundation

/// A directory that is removed with this object.
final class TemporaryDirectory: Sendable {
    /// Without symbolic links.
    let path: String

    init(below parent: String = "/tmp") throws {
        var template = Array("\(parent)/trust-test.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // Tests look into it as another user.
        chmod(path, 0o755)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func callAsFunction(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> String {
        try Data(bytes).write(to: URL(filePath: self(name)))
        return self(name)
    }

    /// Writes thousands of files, which the usual way takes its time for.
    func writeQuickly(_ bytes: [UInt8], to name: String) throws {
        let file = open(self(name), O_CREAT | O_WRONLY | O_CLOEXEC, 0o644)
        defer { close(file) }
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else { throw POSIXError(.EIO) }
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }

    @discardableResult
    func makeDirectory(_ name: String) throws -> String {
        try FileManager.default.createDirectory(atPath: self(name), withIntermediateDirectories: true)
        return self(name)
    }

    @discardableResult
    func link(_ name: String, to target: String) throws -> String {
        try FileManager.default.createSymbolicLink(atPath: self(name), withDestinationPath: target)
        return self(name)
    }

    func read(_ name: String) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: self(name))))
    }
}

/// A command that failed.
struct CommandFailure: Error {
    var command: [String]
    var output: String
}

/// Runs a command to its end, and returns its standard output.
@discardableResult
func run(_ command: String..., in directory: String = "/tmp") throws -> [UInt8] {
    try runAll(command, in: directory)
}

/// The same with the command in one list.
func runAll(_ command: [String], in directory: String) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(filePath: directory)
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let bytes = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
    let complaints = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
        throw CommandFailure(command: command, output: String(decoding: complaints, as: UTF8.self))
    }
    return bytes
}

/// Runs `body` with the file access rights of nobody (setfsuid(2), which counts for the calling thread only).
func asNobody<Result>(_ body: () throws -> Result) rethrows -> Result {
    typealias Call = @convention(c) (UInt32) -> Int32
    let setfsuid = unsafeBitCast(dlsym(nil, "setfsuid"), to: Call.self)
    _ = setfsuid(65534)
    defer { _ = setfsuid(0) }
    return try body()
}

/// Whether these commands are all on this host.
func areInstalled(_ commands: String...) -> Bool {
    commands.allSatisfy { (try? run("sh", "-c", "command -v \($0)")) != nil }
}
