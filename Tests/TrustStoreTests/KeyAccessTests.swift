import Foundation
import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// Who may read a private key, and what is said of one that this program may not read.
struct KeyAccessTests {
    private let directory: TemporaryDirectory
    private let identity: Identity

    init() async throws {
        directory = try TemporaryDirectory()
        identity = try await Identity.connector.value
    }

    private func key(in place: String = "") throws -> KeyFacts {
        var search = Search(identity, directory(place))
        return try #require(search.run().found?.key)
    }

    @Test(arguments: [
        (UInt32(0o600), FileAccess.Readers.nobodyElse), (0o400, .nobodyElse), (0o640, .group),
        (0o644, .everybody),
        (0o604, .everybody), (0o622, .nobodyElse),
    ])
    func theModeSaysWhoMayReadIt(_ mode: UInt32, _ readers: FileAccess.Readers) async throws {
        let file = try directory.write(try await identity.pkcs12(), to: "a.pfx")
        chmod(file, mode)
        chown(file, 12, 34)
        let access = try #require(try key().access)
        #expect(access == FileAccess(owner: 12, group: 34, mode: mode))
        #expect(access.readers == readers)
    }

    @Test func aDirectoryThatIsClosedKeepsEverybodyOut() throws {
        try directory.makeDirectory("closed/open")
        let file = try directory.write(identity.pem + identity.keyPEM, to: "closed/open/a.pem")
        chmod(file, 0o644)
        chmod(directory("closed"), 0o750)
        try directory.link("way", to: "closed/open")
        for place in ["closed/open", "way"] {
            let access = try #require(try key(in: place).access)
            #expect(access.closedDirectory == directory("closed"))
            #expect(access.readers == .group)
        }
    }

    @Test func theModeIsThatOfTheKeysOwnFileAsItIsNow() throws {
        chmod(try directory.write(identity.der, to: "a.cer"), 0o644)
        let file = try directory.write(identity.keyPEM, to: "a.key")
        var search = Search(identity, directory.path)
        for (mode, readers) in [(0o600, FileAccess.Readers.nobodyElse), (0o644, .everybody)] {
            chmod(file, UInt32(mode))
            #expect(search.run().found?.key?.access?.readers == readers)
        }
    }

    @Test(arguments: ["a.key", "a.pem", "b.key", "b.pem"])
    func aKeyThatMayNotBeReadIsUnknown(_ name: String) throws {
        try directory.write(identity.der, to: "a.cer")
        chmod(try directory.write(identity.keyPEM, to: name), 0o600)
        let facts = try asNobody { try key() }
        #expect(facts.state == .unknown(.permission, "Permission denied"))
        #expect(facts.file == directory(name))
        #expect(facts.access?.mode == 0o600)
    }

    @Test func whatIsNoKeyIsUnknownOnlyByTheNameOfOne() throws {
        try directory.write(identity.der, to: "a.cer")
        let broken = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
        try directory.write(broken, to: "b.pem")
        mkfifo(directory("b.key.pem"), 0o600)
        #expect(try key() == KeyFacts(.missing))
        try directory.write(broken, to: "a.key")
        guard case .unknown(.damaged, _) = try key().state else {
            Issue.record("A broken key is not told.")
            return
        }
        unlink(directory("a.key"))
        mkfifo(directory("a.key"), 0o600)
        #expect(try key().state == .unknown(.system, "it is a FIFO"))
        unlink(directory("a.key"))
        truncate(try directory.write("", to: "a.key"), 1 << 30)
        #expect(try key().state == .unknown(.tooLarge, "it is larger than 262144 bytes"))
    }

    @Test func noMoreFilesThanTheBoundAreReadForAKey() throws {
        try directory.write(identity.der, to: "a.cer")
        for number in 0...KeyNeighbours.limit { try directory.write("no key", to: "\(number).key") }
        #expect(
            try key().state
                == .unknown(.tooLarge, "more than 100 files beside the certificate may contain it"))
        // One of the same name is among those that are read.
        try directory.write(identity.keyPEM, to: "a.key")
        #expect(try key().state == .matching)
    }

    @Test func everyCopyHasItsOwnKey() async throws {
        let other = try await Identity.other.value
        try directory.write(identity.pem + identity.keyPEM, to: "1.pem")
        try directory.write(identity.pem + other.keyPEM, to: "2.pem")
        try directory.write(try await identity.pkcs12(["-nokeys"]), to: "3.pfx")
        var search = Search(identity, directory.path)
        let lookup = search.run()
        #expect(lookup.found?.key?.state == .matching)
        #expect(lookup.copies.map(\.key?.state) == [.different, .missing])
    }
}
