import Foundation
import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// A store that is large and well, looked at in passing: what matters shows at once, and all else in turn.
@Suite(.timeLimit(.minutes(2)))
struct PassingLookTests {
    private let directory: TemporaryDirectory
    private let identity: Identity
    private let other: Identity
    private var search: Search
    private let first: StoreLookup

    private static let files = 600

    init() async throws {
        directory = try TemporaryDirectory()
        (identity, other) = try await Identity.both
        for number in 1...Self.files { try directory.write(other.der, to: "other-\(number).cer") }
        try directory.write(identity.der, to: "own.cer")
        try directory.write(identity.keyPEM, to: "own.key")
        search = Search(identity, directory.path)
        first = search.run()
    }

    @Test mutating func aStoreThatIsAsItWasIsFoundAsItWas() {
        #expect(first.found?.key?.state == .matching && first.problems.isEmpty)
        #expect(first.certificates == Self.files + 1)
        for _ in 0..<20 { #expect(search.pass() == first) }
        #expect(search.run() == first)
    }

    /// Writes into a file that there is, as a mount does that tells nobody.
    private func overwrite(_ name: String, with bytes: some Sequence<UInt8>) throws {
        let handle = try #require(FileHandle(forWritingAtPath: directory(name)))
        try handle.truncate(atOffset: 0)
        handle.write(Data(bytes))
        try handle.close()
    }

    private enum Change: CaseIterable {
        case newFile, renamedOver, renamed, removed, linked
        case ownFile, ownKey, ownKeyRemoved, directoryExchanged
    }

    private func make(_ change: Change) throws {
        switch change {
        case .newFile: try directory.write("damaged", to: "new.cer")
        case .renamedOver:
            try directory.write("damaged", to: "new")
            rename(directory("new"), directory("other-300.cer"))
        case .renamed: rename(directory("own.cer"), directory("other.cer"))
        case .removed: unlink(directory("other-300.cer"))
        case .linked: link(directory("own.cer"), directory("copy.cer"))
        case .ownFile: try overwrite("own.cer", with: other.der)
        case .ownKey: try overwrite("own.key", with: other.keyPEM.utf8)
        case .ownKeyRemoved: unlink(directory("own.key"))
        case .directoryExchanged:
            try FileManager.default.copyItem(atPath: directory.path, toPath: directory.path + ".new")
            rename(directory.path, directory.path + ".old")
            rename(directory.path + ".new", directory.path)
            try FileManager.default.removeItem(atPath: directory.path + ".old")
            unlink(directory("other-300.cer"))
        }
    }

    @Test(arguments: Change.allCases)
    private mutating func whatMattersShowsAtOnce(_ change: Change) throws {
        _ = search.pass()
        try make(change)
        let seen = search.pass()
        #expect(seen != first)
        search.cache = StoreCache()
        #expect(seen == search.run())
    }

    @Test mutating func whatIsWrittenIntoAnotherFileShowsInItsTurnOrOnceSomethingCallsForIt() throws {
        let name = "other-300.cer"
        var (passing, thorough) = (search, search)
        try overwrite(name, with: Array("damaged".utf8))
        let looks = (1...8).first { _ in passing.pass() != first }
        #expect(looks != nil)
        #expect(passing.pass().problems.map(\.path) == [directory(name)])
        #expect(thorough.run() != first)
    }

    @Test mutating func anotherQuestionIsAnsweredFromAllFiles() {
        search.request.thumbprint = other.thumbprint
        let seen = search.pass()
        #expect(seen.found?.facts.thumbprint == other.thumbprint)
        search.places = [directory("own.cer")]
        #expect(search.pass().places == [directory("own.cer")])
    }

    @Test mutating func aStoreThatIsNotWellIsLookedAtWhole() throws {
        try overwrite("other-7.cer", with: Array("damaged".utf8))
        #expect(search.run() != first)
        try overwrite("other-300.cer", with: Array("damaged".utf8))
        #expect(search.pass().problems.count == 2)
    }
}
