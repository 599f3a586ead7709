import Foundation
import SystemdHost
import TestSupport
import Testing
import WatchCore

@Suite(.timeLimit(.minutes(1)))
struct SilencesOnHostTests {
    private func entry(_ id: String, until: Int = 1_900_000_000) -> SilenceEntry {
        SilenceEntry(
            id: id, from: nil, until: .exact(until), scope: SilenceScope(checks: [CheckPattern("port *")]),
            reason: "r")
    }

    @Test func aMissingFileHasNoneAndIsMadeForEverybodyToRead() async throws {
        try await withTemporaryDirectory { directory in
            let file = SilencesOnHost(path: directory.appending(path: "silences.conf").path)
            #expect(file.read().entries == [])
            #expect(file.read().problems == [])
            try file.change { $0 + [entry("a")] }
            #expect(file.read().entries?.map(\.id) == ["a"])
            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o644)
            let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
            #expect(names == ["silences.conf"])
        }
    }

    @Test func aFileWithErrorsIsNotChanged() async throws {
        try await withTemporaryDirectory { directory in
            let file = SilencesOnHost(path: directory.appending(path: "silences.conf").path)
            let text = "[Silence a]\nUntil=soon\nChecks=*\nReason=r\n"
            try text.write(toFile: file.path, atomically: true, encoding: .utf8)
            #expect(throws: SilencesFailure.self) { try file.change { $0 } }
            #expect(try String(contentsOfFile: file.path, encoding: .utf8) == text)
            #expect(file.read().entries == [])
            #expect(file.read().problems.first?.hasPrefix("\(file.path):2:7: error: ") == true)
        }
    }

    @Test func whatCannotBeReadSaysSoAndHasNoEntries() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending(path: "silences.conf").path
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
            let reading = SilencesOnHost(path: path).read()
            #expect(reading.entries == nil)
            #expect(reading.problems == ["\(path): error: Not a regular file."])
        }
    }

    @Test func whoChangesItAtTheSameTimeLosesNothing() async throws {
        try await withTemporaryDirectory { directory in
            let file = SilencesOnHost(path: directory.appending(path: "silences.conf").path)
            await withTaskGroup { group in
                for number in 0..<20 {
                    group.addTask { try? file.change { $0 + [entry("a\(number)")] } }
                }
            }
            #expect(file.read().entries?.count == 20)
        }
    }

    @Test func thoseThatAreOverAreTold() {
        let file = SilencesOnHost(path: "/nowhere/silences.conf")
        let entries = [entry("old", until: 99), entry("new", until: 101)]
        #expect(file.current(entries, at: 100).map(\.id) == ["new"])
    }
}
