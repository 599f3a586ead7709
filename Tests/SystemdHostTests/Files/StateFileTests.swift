import Foundation
import SystemdHost
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct StateFileTests {
    /// Saves and waits; what `save` reports.
    private func save(_ bytes: [UInt8], in file: StateFile) async -> String? {
        await answer { file.save(bytes, then: $0) }
    }

    private func names(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    }

    private let old = Array("{\"old\":1}".utf8)
    private let new = Array("{\"new\":2}".utf8)

    @Test func whatIsSavedIsLoaded() async throws {
        try await withTemporaryDirectory { directory in
            let file = StateFile(directory: directory.path)
            #expect(file.load() == .absent)
            #expect(await save(old, in: file) == nil)
            #expect(await save(new, in: file) == nil)
            #expect(file.load() == .loaded(new))
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(try names(in: directory.path) == ["state.json"])
        }
    }

    @Test func savesKeepTheirOrder() async throws {
        try await withTemporaryDirectory { directory in
            let file = StateFile(directory: directory.path)
            let reports = Reports<String?>()
            for number in 1...20 {
                file.save(Array("\(number)".utf8)) { @Sendable in reports($0) }
            }
            for _ in 1...20 { #expect(await reports.next() == .some(nil)) }
            #expect(file.load() == .loaded(Array("20".utf8)))
        }
    }

    @Test func whatACrashLeftBehindIsReplaced() async throws {
        try await withTemporaryDirectory { directory in
            let file = StateFile(directory: directory.path)
            #expect(await save(old, in: file) == nil)
            let left = directory(".state.json.new")
            try Data("{\"half".utf8).write(to: URL(filePath: left))
            try FileManager.default.setAttributes([.posixPermissions: 0o666], ofItemAtPath: left)
            #expect(file.load() == .loaded(old))
            #expect(await save(new, in: file) == nil)
            #expect(file.load() == .loaded(new))
            #expect(!FileManager.default.fileExists(atPath: left))
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func aFullDiskKeepsTheOldState() async throws {
        try await withTinyFileSystem(size: 64) { directory in
            let file = StateFile(directory: directory.path)
            #expect(await save(old, in: file) == nil)
            let big = [UInt8](repeating: 0x20, count: 100_000)
            #expect(
                await save(big, in: file)
                    == "Failed to write \"\(file.path)\": No space left on device.")
            #expect(file.load() == .loaded(old))
            let names = try names(in: directory.path)
            #expect(names == ["state.json"])
            #expect(await save(new, in: file) == nil)
        }
    }

    @Test func aReadOnlyFileSystemKeepsTheOldState() async throws {
        try await withTinyFileSystem(size: 64) { directory in
            let file = StateFile(directory: directory.path)
            #expect(await save(old, in: file) == nil)
            try await Program.succeed("mount", "-o", "remount,ro", directory.path)
            #expect(
                await save(new, in: file)
                    == "Failed to write \"\(file.path)\": Read-only file system.")
            #expect(file.load() == .loaded(old))
        }
    }

    @Test func aMissingDirectoryIsToldAndNotMade() async throws {
        try await withTemporaryDirectory { directory in
            let file = StateFile(directory: directory("gone"))
            #expect(file.load() == .absent)
            #expect(
                await save(new, in: file)?.hasSuffix("state.json\": No such file or directory.") == true
            )
        }
    }

    @Test func whatCannotBeAStateIsDamaged() async throws {
        try await withTemporaryDirectory { directory in
            let file = StateFile(directory: directory.path)
            try Data().write(to: URL(filePath: file.path))
            #expect(file.load() == .damaged("The state \"\(file.path)\" is empty."))
            truncate(file.path, StateFile.limit + 1)
            #expect(file.load() == .damaged("The state \"\(file.path)\" is larger than 67108864 bytes."))
            unlink(file.path)
            mkfifo(file.path, 0o600)
            #expect(file.load() == .damaged("The state \"\(file.path)\" is not a regular file."))
            unlink(file.path)
            mkdir(file.path, 0o700)
            #expect(file.load() == .damaged("The state \"\(file.path)\" is not a regular file."))
        }
    }

    @Test func aStateBeyondTheBoundIsNotSaved() async throws {
        try await withTemporaryDirectory { directory in
            let file = StateFile(directory: directory.path)
            let bytes = [UInt8](repeating: 0x20, count: StateFile.limit + 1)
            #expect(
                await save(bytes, in: file)
                    == "Failed to save the state: it has 67108865 bytes; the limit is 67108864.")
            #expect(file.load() == .absent)
        }
    }

    @Test func whatCannotBeReadIsNotDamaged() async throws {
        try await withTemporaryDirectory { directory in
            let file = StateFile(directory: directory.path)
            try FileManager.default.createSymbolicLink(atPath: file.path, withDestinationPath: "state.json")
            let words = "Too many levels of symbolic links"
            #expect(file.load() == .unreadable("Failed to read the state \"\(file.path)\": \(words)."))
        }
    }

    @Test func onlyTheLatestDamagedStatesAreKept() async throws {
        try await withTemporaryDirectory { directory in
            let file = StateFile(directory: directory.path)
            try Data("mine".utf8).write(to: URL(filePath: directory("other")))
            for day in 0..<5 {
                #expect(await save(Array("\(day)".utf8), in: file) == nil)
                let date = Date(timeIntervalSince1970: 1_795_462_056 + Double(day) * 86_400)
                let path = try file.setAside(at: date)
                #expect(try Data(contentsOf: URL(filePath: path)) == Data("\(day)".utf8))
                #expect(file.load() == .absent)
            }
            #expect(
                try names(in: directory.path) == [
                    "other", "state.json.damaged-20261125T192736Z", "state.json.damaged-20261126T192736Z",
                    "state.json.damaged-20261127T192736Z",
                ])
            #expect(throws: HostError.self) { try file.setAside(at: Date()) }
        }
    }

    @Test func theDirectoryIsTheFirstThatSystemdNames() {
        #expect(StateFile.standardDirectory(stateDirectory: "/a/b:/c") == "/a/b")
        #expect(StateFile.standardDirectory(stateDirectory: "/a") == "/a")
    }

    @Test(arguments: [nil, "", ":"])
    func noDirectoryIsGuessed(stateDirectory: String?) {
        #expect(StateFile.standardDirectory(stateDirectory: stateDirectory) == nil)
    }
}
