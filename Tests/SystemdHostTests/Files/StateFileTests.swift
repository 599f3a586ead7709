import Foundation
import SystemdHost
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct StateFileTests {
    private let old = "{\"old\":1}"

    private func names(in directory: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
    }

    private func write(_ text: String, to file: StateFile) throws {
        try Data(text.utf8).write(to: URL(filePath: file.path))
    }

    @Test func whatAnEarlierVersionSavedIsReadAndKeptAside() async throws {
        try await withTemporaryDirectory { directory in
            let file = StateFile(directory: directory.path)
            #expect(file.load() == .absent)
            try write(old, to: file)
            #expect(file.load() == .loaded(Array(old.utf8)))
            file.retire()
            #expect(file.load() == .absent)
            #expect(try names(in: directory.path) == ["state.json.taken-over"])
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

    @Test func ofTheDamagedOnesTheLatestAreKept() async throws {
        try await withTemporaryDirectory { directory in
            let file = StateFile(directory: directory.path)
            for number in 0..<5 {
                try write("damaged \(number)", to: file)
                _ = try file.setAside(at: Date(timeIntervalSince1970: Double(number)))
            }
            #expect(
                try names(in: directory.path)
                    == (2..<5).map { "state.json.damaged-19700101T00000\($0)Z" })
        }
    }
}
