import Foundation
import TestSupport
import Testing

@testable import SystemdHost

/// A file that is rewritten for others to read.
@Suite(.timeLimit(.minutes(1))) struct PublishedFileTests {
    private func names(_ directory: TemporaryDirectory) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: directory.path)
    }

    private func replace(_ file: PublishedFile, with text: String?) async -> String? {
        await answer { report in
            file.replace(with: { @Sendable in text.map { Array($0.utf8) } }, then: report)
        }
    }

    @Test func everybodyMayReadItAndNothingElseIsLeft() async throws {
        try await withTemporaryDirectory { directory in
            let file = PublishedFile(path: directory("x.prom"))
            #expect(await replace(file, with: "one\n") == nil)
            #expect(await replace(file, with: "two\n") == nil)
            try #expect(directory.read("x.prom") == Array("two\n".utf8))
            try #expect(names(directory) == ["x.prom"])
            let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int
            #expect(mode == 0o644)
            #expect(await replace(file, with: nil) != nil)
            try #expect(directory.read("x.prom") == Array("two\n".utf8))
        }
    }

    /// Who reads the directory meanwhile sees the old text or the new one, and no name that ends as a text file's.
    @Test func aReaderNeverSeesAPart() async throws {
        try await withTemporaryDirectory { directory in
            let file = PublishedFile(path: directory("x.prom"))
            let texts = ["a", "b"].map { String(repeating: $0, count: 300_000) + "\n" }
            #expect(await replace(file, with: texts[0]) == nil)
            let reports = Reports(of: String?.self)
            for number in 0..<200 {
                file.replace(with: { @Sendable in Array(texts[number % 2].utf8) }, then: { reports($0) })
            }
            let whole = Set(texts.map { Array($0.utf8) })
            for _ in 0..<200 {
                #expect(try whole.contains(directory.read("x.prom")))
                let names = try names(directory)
                #expect(names.filter { $0.hasSuffix(".prom") } == ["x.prom"])
            }
            for _ in 0..<200 { #expect(await reports.next() == .some(nil)) }
        }
    }

    @Test func aDirectoryThatIsMissingIsToldAndMended() async throws {
        try await withTemporaryDirectory { directory in
            let file = PublishedFile(path: directory("later/x.prom"))
            #expect(
                await replace(file, with: "a\n")
                    == "Failed to write \"\(file.path)\": No such file or directory.")
            try directory.makeDirectory("later")
            #expect(await replace(file, with: "a\n") == nil)
        }
    }

    @Test func aFullFileSystemLeavesTheOldTextAndNoPart() async throws {
        try await withTinyFileSystem(size: 64) { directory in
            let file = PublishedFile(path: directory("x.prom"))
            #expect(await replace(file, with: "old\n") == nil)
            let failure = await replace(file, with: String(repeating: "x", count: 1 << 20))
            #expect(failure == "Failed to write \"\(file.path)\": No space left on device.")
            try #expect(directory.read("x.prom") == Array("old\n".utf8))
            try #expect(names(directory) == ["x.prom"])
        }
    }

    @Test func whatIsWithdrawnIsGone() async throws {
        try await withTemporaryDirectory { directory in
            let file = PublishedFile(path: directory("x.prom"))
            #expect(await replace(file, with: "a\n") == nil)
            file.remove()
            // Everything happens in order.
            #expect(await replace(file, with: nil) != nil)
            try #expect(names(directory).isEmpty)
        }
    }
}
