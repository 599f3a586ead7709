import COpenSSL
import Files
import Foundation
import TestSupport
import Testing

@testable import Certificates
@testable import TrustStore
@testable import WatchCore

/// One verdict for one certificate, whatever its spelling.
struct StoreSpellingTests {
    private let identity: Identity

    init() async throws {
        identity = try await Identity.connector.value
    }

    private func utf16(_ text: String, isBigEndian: Bool, hasMark: Bool) -> [UInt8] {
        ((hasMark ? [0xfeff] : []) + Array(text.utf16)).flatMap { unit in
            let bytes = [UInt8(unit & 0xff), UInt8(unit >> 8)]
            return isBigEndian ? bytes.reversed() : bytes
        }
    }

    /// Ways in which an editor, a shell or a configuration language changes a text.
    private var texts: [(name: String, change: (String) -> [UInt8])] {
        [
            ("UTF-16LE", { utf16($0, isBigEndian: false, hasMark: true) }),
            ("UTF-16BE", { utf16($0, isBigEndian: true, hasMark: true) }),
            ("UTF-16LE without mark", { utf16($0, isBigEndian: false, hasMark: false) }),
            ("UTF-16BE without mark", { utf16($0, isBigEndian: true, hasMark: false) }),
            ("UTF-8 with mark", { [0xef, 0xbb, 0xbf] + Array($0.utf8) }),
            ("CR LF", { Array($0.replacing("\n", with: "\r\n").utf8) }),
            (
                "CR LF, glued",
                {
                    Array(
                        $0.replacing("-----\n-----", with: "----------").replacing("\n", with: "\r\n").utf8)
                }
            ),
            ("CR", { Array($0.replacing("\n", with: "\r").utf8) }),
            ("glued", { Array($0.replacing("-----\n-----", with: "----------").utf8) }),
            ("indented", { Array("    \($0.replacing("\n", with: "\n    "))".utf8) }),
            ("indented by tabs, CR LF", { Array("\t\($0.replacing("\n", with: "\r\n\t"))".utf8) }),
            ("spaces", { Array($0.replacing("\n", with: " ").utf8) }),
            ("one line", { Array($0.replacing("\n", with: "").utf8) }),
            ("escaped", { Array($0.replacing("\n", with: "\\n").utf8) }),
        ]
    }

    @Test func certificatesOneAfterTheOtherAreAllRead() async throws {
        let other = try await Identity.other.value
        let contents = StoreContents.read(other.der + identity.der + [0x0a])
        #expect(contents.certificates == [other.der, identity.der])
        #expect(contents.format == .der && contents.problem == nil)
    }

    @Test func aFileThatEndsTooEarlyIsToldWithItsSize() async throws {
        for bytes in [identity.der, try await identity.pkcs12()] {
            let contents = StoreContents.read(Array(bytes.dropLast(5)))
            let sizes = "(\(bytes.count - 5) of \(bytes.count) bytes)"
            #expect(contents.problem?.detail == "it is truncated \(sizes), or it is not a DER file")
        }
    }

    @Test func aTextIsReadHoweverItWasSaved() async throws {
        let other = try await Identity.other.value
        for text in texts {
            let bytes = text.change(identity.pem + other.pem + identity.keyPEM)
            let contents = StoreContents.read(bytes)
            #expect(contents.certificates == [identity.der, other.der], "\(text.name)")
            #expect(contents.hasKey == true && contents.problem == nil, "\(text.name)")
            let certificate = try #require(Certificate(der: identity.der))
            var comparison = KeyComparison(
                with: certificate, passwords: .standard, legacy: LegacyAlgorithms())
            comparison.read(bytes)
            #expect(comparison.reading == .matching(isEncrypted: false), "\(text.name)")
        }
    }

    /// A block named `label`, in lines of 64 characters.
    private func block(_ label: String, _ bytes: [UInt8]) -> String {
        let text = Data(bytes).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n"
    }

    @Test(arguments: ["CERTIFICATE", "PKCS7", "PKCS12"])
    func aBlockIsWhatItHoldsAndNotWhatItIsCalled(label: String) async throws {
        let (pkcs12, pkcs7) = (try await identity.pkcs12(), try await identity.pkcs7())
        for inner in [identity.der, pkcs7, pkcs12] {
            let contents = StoreContents.read(Array(block(label, inner).utf8))
            #expect(contents.certificates == [identity.der] && contents.problem == nil)
            #expect(contents.hasKey == (inner == pkcs12 ? true : label == "PKCS12" ? false : nil))
        }
        let noCertificate = StoreContents.read(Array(block("CERTIFICATE", [0x30, 3, 0x30, 1, 0]).utf8))
        #expect(noCertificate.certificates.isEmpty && noCertificate.problem?.kind == .damaged)
    }

    @Test func base64AloneIsReadAsWhatItStandsFor() async throws {
        for (bytes, hasKey) in [
            (try await identity.pkcs12(), true), (try await identity.pkcs7(), nil), (identity.der, nil),
        ] as [([UInt8], Bool?)] {
            for options in [[], [.lineLength76Characters]] as [Data.Base64EncodingOptions] {
                let contents = StoreContents.read(
                    Array(Data(bytes).base64EncodedString(options: options).utf8))
                #expect(contents.certificates == [identity.der] && contents.hasKey == hasKey)
            }
        }
        let words = StoreContents.read(Array(String(repeating: "NoCertificate", count: 30).utf8))
        #expect(words.problem?.kind == .damaged)
    }

    /// .NET and Windows make no difference between the two, and files with both exist.
    @Test func nullAndEmptyPasswordsMayBeMixedInOneFile() throws {
        for (sealed, parts) in [([], nil), (nil, [])] as [([UInt8]?, [UInt8]?)] {
            let bytes = try MixedPKCS12.make(identity, seal: sealed, parts: parts)
            let contents = StoreContents.read(bytes)
            #expect(contents.certificates == [identity.der] && contents.problem == nil)
        }
    }

    @Test func aSealOfAnUnknownKindIsPassedOver() async throws {
        // The object identifier of SHA-256 in the seal becomes that of PBMAC1's family, which OpenSSL 3.0 does not know.
        var bytes = try await identity.pkcs12(["-macalg", "sha256"])
        let sha256: [UInt8] = [0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01]
        let pbmac1: [UInt8] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x05, 0x0e]
        let place = try #require(
            (0..<bytes.count - sha256.count).last { bytes[$0...].starts(with: sha256) })
        bytes.replaceSubrange(place..<place + sha256.count, with: pbmac1)
        let contents = StoreContents.read(bytes)
        #expect(contents.certificates == [identity.der] && contents.hasKey == true)
        #expect(contents.problem == nil)
    }

    @Test(arguments: ["secret", "pässword"])
    func aPasswordIsUnderstoodHoweverItWasSaved(password: String) async throws {
        let file = try await identity.pkcs12(password: password)
        let lines = password + "\r\n"
        for bytes in [
            Array(lines.utf8), [0xef, 0xbb, 0xbf] + Array(lines.utf8),
            utf16(lines, isBigEndian: false, hasMark: true), utf16(lines, isBigEndian: true, hasMark: true),
            utf16(lines, isBigEndian: false, hasMark: false),
        ] {
            let passwords = StorePasswords(credential: "store") { _ in .read(bytes) }
            let contents = StoreContents.read(file, passwords: passwords, legacy: LegacyAlgorithms())
            #expect(contents.certificates == [identity.der])
        }
    }

    @Test(arguments: [
        ("%.pfx", true), ("%.1.pfx", true), ("%", true), ("%.1", true), ("a.cer", true), ("%.txt", false),
        ("%.key", false), ("%.pfx.bak", false), ("%.xml", false),
    ])
    func onlyFilesThatCanBeACertificatesAreExpected(pattern: String, isExpected: Bool) throws {
        let directory = try TemporaryDirectory()
        let name = pattern.replacing("%", with: identity.thumbprint.text)
        try directory.write("Read me, I am no certificate.", to: name)
        var search = Search(identity, directory.path)
        #expect(search.run().problems.map(\.path) == (isExpected ? [directory(name)] : []))
    }

    @Test(arguments: ["", String(repeating: "\0", count: 900), "half"])
    func aFileThatJustChangedMayBeACopyOnItsWay(text: String) throws {
        let directory = try TemporaryDirectory()
        try directory.write(text, to: "\(identity.thumbprint).pfx")
        var search = Search(identity, directory.path)
        let early = search.run(later: false)
        #expect(early.isChanging && early.problems.map(\.isYoung) == [true])
        let late = search.run()
        #expect(!late.isChanging && late.problems.map(\.isYoung) == [false])
        // So it is under the name that it is copied to first.
        try directory.write(text, to: ".\(identity.thumbprint).pfx.Ab1")
        try FileManager.default.removeItem(atPath: directory("\(identity.thumbprint).pfx"))
        let named = search.run(later: false)
        #expect(named.isChanging && named.problems.isEmpty)
        // A log that lies there changes for ever.
        try FileManager.default.removeItem(atPath: directory(".\(identity.thumbprint).pfx.Ab1"))
        try directory.write(text, to: "log.txt")
        #expect(!search.run(later: false).isChanging)
    }

    @Test func aFileThatIsRewrittenForTenMinutesIsNoCopyOnItsWay() throws {
        let directory = try TemporaryDirectory()
        let name = "\(identity.thumbprint).pfx"
        var cache = StoreCache()
        cache.begin()
        let start = FileTime.now
        func mayBeCopied(_ path: String, after seconds: Int64) -> Bool {
            cache.mayBeCopied(path, at: FileTime(nanoseconds: start.nanoseconds + seconds * 1_000_000_000))
        }
        #expect(
            [0, 300, 599, 600, 700].map { mayBeCopied(name, after: $0) } == [true, true, true, false, false])
        // Another file has its own ten minutes, and a clock that was set back gives no more than that.
        #expect(mayBeCopied("b.pfx", after: 700))
        #expect([-50, 549, 551].map { mayBeCopied(name, after: $0) } == [true, true, false])
        // Once a search has found it whole or gone, it begins anew.
        cache.end(isComplete: true)
        cache.begin()
        cache.end(isComplete: true)
        cache.begin()
        #expect(mayBeCopied(name, after: 900))

        // As searches see it: written anew before each, and first seen damaged almost ten minutes ago.
        var search = Search(identity, directory.path)
        search.cache.begin()
        for path in [directory(name), ""] {
            _ = search.cache.mayBeCopied(path, at: FileTime(nanoseconds: start.nanoseconds - 599_000_000_000))
        }
        search.cache.end(isComplete: true)
        for isYoung in [true, false] {
            try directory.write("half", to: name)
            let lookup = search.run(after: isYoung ? 0 : 2)
            #expect(lookup.problems.map(\.isYoung) == [isYoung] && lookup.isChanging == isYoung)
        }
    }

    @Test func aNewNameEachTimeKeepsAMissingCertificateFromNothing() throws {
        let directory = try TemporaryDirectory()
        var search = Search(identity, directory.path)
        search.cache.begin()
        // The store as a whole has been so for longer than ten minutes.
        let early = FileTime(nanoseconds: FileTime.now.nanoseconds - 601_000_000_000)
        _ = search.cache.mayBeCopied("", at: early)
        search.cache.end(isComplete: true)
        try directory.write("half", to: ".\(identity.thumbprint).pfx.Ab2")
        #expect(!search.run(later: false).isChanging)
        // With no such file in between it counts anew.
        try FileManager.default.removeItem(atPath: directory(".\(identity.thumbprint).pfx.Ab2"))
        #expect(!search.run(later: false).isChanging)
        try directory.write("half", to: ".\(identity.thumbprint).pfx.Ab3")
        #expect(search.run(later: false).isChanging)
    }
}
