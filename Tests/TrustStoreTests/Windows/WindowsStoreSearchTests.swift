import Foundation
import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// A store of a Windows host, as it is read over a share.
struct WindowsStoreSearchTests {
    private let directory: TemporaryDirectory
    private let identity: Identity
    private let other: Identity

    init() async throws {
        directory = try TemporaryDirectory()
        (identity, other) = try await Identity.both
    }

    @discardableResult
    private func write(_ holder: Identity, _ properties: [UInt8] = WindowsStore.key(), to name: String? = nil)
        throws
        -> String
    {
        try directory.write(WindowsStore.element(holder, properties), to: name ?? holder.thumbprint.text)
    }

    @Test func theCertificateIsFoundWithTheKeyThatWindowsHas() throws {
        let file = try write(identity, WindowsStore.key() + WindowsStore.name("connector"))
        try write(other, WindowsStore.key() + WindowsStore.archived)
        try directory.write(other.keyPEM, to: "\(identity.thumbprint).key")
        var search = Search(identity, directory.path)
        for _ in 0..<2 {
            let lookup = search.run()
            #expect(lookup.certificates == 2 && lookup.problems.isEmpty && lookup.laterProblems.isEmpty)
            let found = try #require(lookup.found)
            #expect(found.file == file && found.hasKey == nil)
            #expect(found.key == KeyFacts(.windows(.linked(provider: WindowsStore.provider)), file: file))
            #expect(found.windows?.friendlyName == "connector")
            #expect(lookup.superseded.map(\.windows?.isArchived) == [true])
        }
        #expect(search.opened() == 0)
    }

    @Test func withoutAKeyProviderNoKeyIsLinked() throws {
        try write(identity, [])
        var search = Search(identity, directory.path)
        #expect(search.run().found?.key?.state == .windows(.notLinked))
        try directory.write(
            WindowsStore.sst(WindowsStore.property(32, identity.der)), to: identity.thumbprint.text)
        #expect(search.run().found?.key?.state == .windows(.untold))
    }

    @Test func aFileOfAnotherNameIsFoundAndNamed() throws {
        let file = try write(identity, to: other.thumbprint.text)
        var search = Search(identity, directory.path)
        let lookup = search.run()
        #expect(lookup.found?.file == file)
        let detail = "it is named after another certificate than the one in it, \(identity.thumbprint)"
        #expect(lookup.laterProblems == [StoreProblem(.damaged, path: file, detail: detail)])
        // The other way round the certificate is not there.
        var second = Search(other, directory.path)
        #expect(second.run().found == nil && second.run().problems.map(\.detail) == [detail])
    }

    @Test func twoFilesWithOneThumbprintAreACopyOfEachOther() throws {
        let file = try write(identity)
        let copy = try write(identity, to: "export")
        var search = Search(identity, directory.path)
        let lookup = search.run()
        #expect(lookup.found?.file == file && lookup.copies.map(\.file) == [copy])
    }

    /// What copying tools make of an alternate data stream, and what lies beside the certificates.
    @Test func otherFilesBesideTheCertificatesAreNoProblem() throws {
        try write(identity)
        for name in [
            "\(identity.thumbprint):Zone.Identifier", "\(identity.thumbprint):AFP_AfpInfo:$DATA",
            "desktop.ini",
        ] {
            try directory.write("[ZoneTransfer]\r\nZoneId=3\r\n", to: name)
        }
        try directory.write(
            WindowsStore.key() + WindowsStore.property(35, [1]), to: String(repeating: "0", count: 40))
        var search = Search(identity, directory.path)
        let lookup = search.run()
        #expect(lookup.problems.isEmpty && lookup.laterProblems.isEmpty && lookup.certificates == 1)
    }

    @Test func aHalfCopiedFileIsAProblemAndThenRead() throws {
        let bytes = WindowsStore.element(identity)
        var search = Search(identity, directory.path)
        for (count, isZero) in [(0, false), (bytes.count, true), (bytes.count / 2, false)] {
            let half = isZero ? Array(repeating: 0, count: count) : Array(bytes.prefix(count))
            try directory.write(half, to: identity.thumbprint.text)
            let lookup = search.run()
            #expect(lookup.found == nil && lookup.problems.map(\.kind) == [.damaged], "\(lookup.problems)")
        }
        try write(identity)
        #expect(search.run().found != nil)
    }

    @Test func attributesAndEqualContentChangeNothing() throws {
        let file = try write(identity)
        var search = Search(identity, directory.path)
        let first = search.run()
        chmod(file, 0o444)
        utimes(file, nil)
        #expect(search.run() == first)
        try write(identity)
        #expect(search.run() == first)
    }
}
