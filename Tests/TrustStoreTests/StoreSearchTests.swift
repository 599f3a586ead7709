import Foundation
import TestSupport
import Testing
import WatchCore

@testable import TrustStore

struct StoreSearchTests {
    private let directory: TemporaryDirectory
    private let identity: Identity
    private let other: Identity

    init() async throws {
        directory = try TemporaryDirectory()
        (identity, other) = try await Identity.both
    }

    private func search(_ places: String...) -> StoreLookup {
        var search = Search(identity)
        search.places = places.map { directory($0) }
        return search.run()
    }

    private func kinds(_ lookup: StoreLookup) -> [String: StoreProblem.Kind] {
        let prefix = directory.path.count + 1
        return Dictionary(lookup.problems.map { (String($0.path.dropFirst(prefix)), $0.kind) }) { first, _ in
            first
        }
    }

    @Test func theFirstPlaceThatHasItWins() throws {
        try directory.makeDirectory("empty")
        try directory.makeDirectory("store")
        try directory.write(other.der, to: "store/a.cer")
        try directory.write(identity.pem + identity.keyPEM, to: "store/b.pem")
        try directory.write(identity.der, to: "later.der")
        let lookup = search("empty", "store", "later.der")
        #expect(lookup.places == [directory("empty"), directory("store"), directory("later.der")])
        #expect(lookup.certificates == 3)
        #expect(lookup.copies.map(\.file) == [directory("later.der")])
        #expect(lookup.problems.isEmpty && !lookup.isUnfinished)
        let found = try #require(lookup.found)
        #expect(found.file == directory("store/b.pem"))
        #expect(found.hasKey == true)
        #expect(found.facts.connectorID == Identity.connectorID)
        #expect(found.facts.thumbprint == identity.thumbprint)
    }

    @Test(arguments: ["%.pfx", "%.PFX", "%"])
    func theFileNamedAfterTheThumbprintIsTriedFirst(_ pattern: String) async throws {
        try directory.makeDirectory("my")
        for name in ["0", "1", "a"] { try directory.write(try await other.pkcs12(), to: "my/\(name).pfx") }
        let name = pattern.replacing("%", with: identity.thumbprint.text)
        try directory.write(try await identity.pkcs12(["-legacy"]), to: "my/\(name)")
        try directory.write(identity.der, to: "my/0.cer")
        let lookup = search("my")
        #expect(lookup.certificates == 5)
        #expect(lookup.found?.file == directory("my/\(name)"))
    }

    @Test func aStoreIsSearchedInSpiteOfWhatElseLiesThere() async throws {
        try directory.makeDirectory("store/below")
        try directory.write(identity.pem, to: "store/below/too-deep.pem")
        try directory.write("Read me.", to: "store/README")
        try directory.write(Array("0 starts like DER".utf8), to: "store/0.txt")
        try directory.write("", to: "store/empty.pfx")
        try directory.write(Array(other.der.dropLast(9)), to: "store/halved.cer")
        try directory.write("no certificate", to: "store/text.crt")
        try directory.write(other.keyPEM, to: "store/server.key")
        try directory.write(other.keyPEM, to: "store/key.pem")
        try directory.write(try await other.pkcs12(password: "secret"), to: "store/locked.p12")
        try directory.link("store/nowhere.pem", to: "nothing")
        try directory.link("store/elsewhere.pem", to: "../elsewhere")
        try directory.write(other.pem, to: "elsewhere")
        mkfifo(directory("store/fifo"), 0o600)
        truncate(try directory.write("", to: "store/huge.pem"), 1 << 33)
        truncate(try directory.write("", to: "store/huge.iso"), 1 << 33)
        let lookup = search("store")
        #expect(lookup.found == nil && !lookup.isUnfinished)
        #expect(lookup.certificates == 1)
        #expect(
            kinds(lookup) == [
                "store/empty.pfx": .damaged, "store/halved.cer": .damaged, "store/text.crt": .damaged,
                "store/locked.p12": .password, "store/nowhere.pem": .missing, "store/huge.pem": .tooLarge,
            ])
    }

    @Test func whatIsNamedAsAPlaceIsExpectedToBeAStore() throws {
        try directory.write("no store", to: "note")
        let lookup = search("note", "absent/store", "no-match/*.pfx", "*.pfx")
        #expect(
            kinds(lookup) == [
                "note": .damaged, "absent/store": .missing, "no-match/*.pfx": .missing,
            ])
        #expect(lookup.places.count == 4)
        #expect(
            lookup.problems.last?.detail == "the nearest directory that exists is \"\(directory.path)\"")
    }

    @Test(arguments: ["homes/*/my", "homes/*/my/*.pfx", "homes/[ab]/m?/*"])
    func aGlobMayMeanFilesOrDirectories(_ pattern: String) async throws {
        try directory.makeDirectory("homes/a/my")
        try directory.makeDirectory("homes/b/my")
        try directory.write(try await other.pkcs12(), to: "homes/a/my/1.pfx")
        try directory.write(try await identity.pkcs12(["-nokeys"]), to: "homes/b/my/2.pfx")
        let lookup = search(pattern)
        #expect(lookup.found?.file == directory("homes/b/my/2.pfx"))
        #expect(lookup.found?.hasKey == false)
        #expect(lookup.problems.isEmpty)
    }

    @Test func aPlaceWithWildcardsInItsNameIsTakenAsItStands() throws {
        try directory.write(identity.pem, to: "a[1].pem")
        #expect(search("a[1].pem").found != nil)
    }

    @Test func whatMayNotBeReadIsTold() throws {
        for name in ["closed", "open", "homes/a"] { try directory.makeDirectory(name) }
        for name in ["key.key", "a.pem", identity.thumbprint.text] {
            chmod(try directory.write(identity.pem, to: "open/\(name)"), 0o600)
        }
        chmod(directory("closed"), 0o700)
        chmod(directory("homes/a"), 0o700)
        let lookup = asNobody { search("closed", "closed/file", "open", "homes/*/*.pem") }
        #expect(lookup.found == nil)
        #expect(
            kinds(lookup) == [
                "closed": .permission, "closed/file": .permission, "open/a.pem": .permission,
                "open/\(identity.thumbprint)": .permission, "homes/*/*.pem": .permission,
            ])
        #expect(lookup.problems.allSatisfy { $0.detail == "Permission denied" })
    }

    @Test func aGlobIsSearchedPastADirectoryThatMayNotBeRead() throws {
        for name in ["a", "b", "c"] {
            try directory.makeDirectory("homes/\(name)")
            try directory.write(name == "c" ? identity.pem : other.pem, to: "homes/\(name)/x.pem")
        }
        chmod(directory("homes/a"), 0o700)
        let lookup = asNobody { search("homes/*/*.pem") }
        #expect(kinds(lookup) == ["homes/*/*.pem": .permission])
        #expect(lookup.found?.file == directory("homes/c/x.pem"))
    }

    @Test func noMoreProblemsThanTheBoundAreKept() throws {
        for number in 0..<30 { try directory.write("", to: "\(number).pem") }
        #expect(search(".").problems.count == 20)
    }

    @Test func noMoreFilesThanTheBoundAreRead() throws {
        let directory = try TemporaryDirectory(below: "/dev/shm")
        for number in 0...StorePlace.fileLimit { try directory.writeQuickly([], to: "\(number)") }
        var search = Search(identity, directory.path)
        #expect(search.run().problems.map(\.kind) == [.tooLarge])
    }

    @Test func theSearchEndsWhereItIsToldTo() throws {
        try directory.write(other.pem, to: "1.pem")
        try directory.write(identity.pem, to: "2.pem")
        var search = Search(identity, directory.path)
        search.goesOn = { $0.lookup.certificates == 0 }
        let lookup = search.run()
        #expect(lookup.isUnfinished && lookup.found == nil)
        #expect(lookup.certificates == 1)
    }
}
