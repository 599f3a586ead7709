import Foundation
import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// What is remembered of a store's files, and that nothing that changed is taken for unchanged.
@Suite(.timeLimit(.minutes(2)))
struct StoreCacheTests {
    private let directory: TemporaryDirectory
    private let identity: Identity
    private let other: Identity
    private var search: Search

    init() async throws {
        directory = try TemporaryDirectory()
        (identity, other) = try await Identity.both
        search = Search(identity, directory.path)
    }

    /// Sets the modification time to a fixed one.
    private func resetTime(of file: String) {
        var times = [timeval](repeating: timeval(tv_sec: 1_600_000_000, tv_usec: 0), count: 2)
        utimes(file, &times)
    }

    @Test mutating func whatHasNotChangedIsNotOpenedAgain() async throws {
        try directory.write(identity.der, to: "1.cer")
        try directory.write(identity.keyPEM, to: "1.key")
        try directory.write(other.pem, to: "2.pem")
        try directory.write(try await other.pkcs12(password: "secret"), to: "3.pfx")
        try directory.write("no certificate", to: "note")
        let first = search.run()
        #expect(first.found?.key?.state == .matching && first.superseded.count == 1)
        #expect(first.laterProblems.map(\.kind) == [.password])
        // The key's file, at which it probes with stat(2).
        #expect(search.opened() == 1)
        #expect(search.run() == first)
    }

    @Test mutating func aFileThatIsRememberedIsSeenByWhoMayNotOpenIt() async throws {
        chmod(try directory.write(try await identity.pkcs12(), to: "1.pfx"), 0o600)
        let first = search.run()
        #expect(first.found?.key?.state == .matching)
        #expect(asNobody { search.run() } == first)
        search.cache = StoreCache()
        #expect(asNobody { search.run() }.found == nil)
    }

    @Test mutating func aFileReplacedInPlaceIsReadThoughSizeAndTimeAreTheSame() async throws {
        let certificates = try await Identity.many(8)
        let size = certificates[0].der.count
        let twin = try #require(certificates.dropFirst().first { $0.der.count == size })
        let file = try directory.write(certificates[0].der, to: "1.cer")
        resetTime(of: file)
        var search = Search(twin, directory.path)
        #expect(search.run().found == nil)
        let handle = try #require(FileHandle(forWritingAtPath: file))
        handle.write(Data(twin.der))
        try handle.close()
        resetTime(of: file)
        #expect(search.run().found != nil)

        // So is one that another file is renamed over.
        resetTime(of: try directory.write(certificates[0].der, to: "new"))
        rename(directory("new"), file)
        #expect(search.run().found == nil)
    }

    @Test mutating func aFileThatHasJustChangedIsReadAgainAsItMayChangeWithinOneTick() throws {
        try directory.write(other.pem, to: "1.pem")
        _ = search.run(later: false)
        #expect(search.opened() == 1)
        #expect(search.opened() == 0)
    }

    @Test mutating func aPermissionThatIsLostAndRegainedIsNoticed() throws {
        let file = try directory.write(identity.pem, to: "1.pem")
        #expect(search.run().found != nil)
        chmod(file, 0)
        let closed = asNobody { search.run() }
        #expect(closed.found == nil && closed.problems.map(\.kind) == [.permission])
        chmod(file, 0o644)
        #expect(asNobody { search.run() }.found != nil)
        chmod(directory.path, 0)
        #expect(asNobody { search.run() }.problems.map(\.kind) == [.permission])
        chmod(directory.path, 0o755)
        #expect(asNobody { search.run() }.found != nil)
    }

    @Test mutating func anotherPasswordIsTriedOnWhatNoneHasOpened() async throws {
        try directory.write(try await identity.pkcs12(password: "secret"), to: "1.pfx")
        try directory.write(other.pem, to: "2.pem")
        let passwords = ["wrong", "wrong", "secret", "secret"].map { password in
            StorePasswords(credential: "store") { _ in .read(Array(password.utf8)) }
        }
        var found: [Bool] = []
        for password in passwords {
            search.request.passwords = password
            found.append(search.run().found != nil)
        }
        #expect(found == [false, false, true, true])
        // The certificate's own file, for the key.
        #expect(search.opened() == 1)
        // What was open stays open: the password does not tell any more.
        search.request.passwords = .standard
        #expect(search.run().found != nil)
    }

    @Test mutating func anotherThumbprintIsSearchedForInWhatIsRemembered() throws {
        try directory.write(identity.pem, to: "1.pem")
        try directory.write(other.pem, to: "2.pem")
        _ = search.run()
        search.request.thumbprint = other.thumbprint
        let lookup = search.run()
        #expect(lookup.found?.file == directory("2.pem"))
        #expect(lookup.superseded.map(\.file) == [directory("1.pem")])
    }

    @Test mutating func whatIsGoneOrNoLongerConfiguredIsForgotten() throws {
        for name in ["1", "2", "3"] { try directory.write(other.pem, to: "\(name).pem") }
        try directory.makeDirectory("place")
        try directory.write(identity.pem, to: "place/1.pem")
        search.places = [directory.path, directory("place")]
        #expect(search.run().certificates == 4)
        #expect(search.cache.count == 4)
        unlink(directory("3.pem"))
        #expect(search.run().certificates == 3)
        #expect(search.cache.count == 3)
        search.places = [directory("place")]
        #expect(search.run().certificates == 1)
        #expect(search.cache.count == 1)
    }

    @Test mutating func aSearchThatWasEndedLeavesWhatItHasReadToTheNext() throws {
        for number in 0..<10 { try directory.write(other.pem, to: "\(number).pem") }
        search.request.issuers = ["somebody else"]
        search.goesOn = { $0.lookup.certificates < 4 }
        #expect(search.run().isUnfinished)
        #expect(search.cache.count == 4)
        #expect(search.opened() == 6)
    }

    @Test mutating func noMoreFilesThanTheBoundAreRemembered() throws {
        search.cache = StoreCache(limit: 5)
        for number in 0..<10 { try directory.write(other.pem, to: "\(number).pem") }
        for _ in 0..<2 {
            #expect(search.run().certificates == 10)
            #expect(search.cache.count == 5)
        }
    }

    @Test mutating func aStoreThatComesLaterIsSearched() throws {
        search.places = [directory("later/store"), directory("later/*.pem")]
        #expect(search.run().problems.map(\.kind) == [.missing, .missing])
        try directory.makeDirectory("later/store")
        try directory.write(identity.pem, to: "later/store/1.pem")
        try directory.write(identity.pem, to: "later/2.pem")
        let lookup = search.run()
        #expect(lookup.found?.file == directory("later/store/1.pem"))
        #expect(lookup.copies.map(\.file) == [directory("later/2.pem")])
        #expect(lookup.problems.isEmpty && lookup.laterProblems.isEmpty)
    }

    @Test mutating func placesThatOverlapAreReadOnce() throws {
        let file = try directory.write(identity.pem, to: "1.pem")
        try directory.write("", to: "2.pem")
        search.places = [directory.path, file, directory("*.pem")]
        let lookup = search.run()
        #expect(lookup.certificates == 1 && lookup.copies.isEmpty)
        #expect(lookup.laterProblems.count == 1)
    }
}
