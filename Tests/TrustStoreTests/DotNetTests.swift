import Foundation
import TestSupport
import Testing
import WatchCore

@testable import TrustStore

/// Stores that the .NET runtime writes, and settings that it reads.
@Suite(
    .enabled(if: DotNet.isThere, "\(DotNet.absence)"),
    .timeLimit(.minutes(2)))
struct DotNetTests {
    private let directory: TemporaryDirectory
    private let identity: Identity

    init() async throws {
        directory = try TemporaryDirectory()
        identity = try await Identity.connector.value
        // The algorithms that its OpenSSL knows.
        try directory.write(
            try await identity.pkcs12(["-legacy", "-name", "connector"], password: "x"), to: "in.p12")
    }

    private func lookup(_ store: String) -> StoreLookup {
        var search = Search(identity, store)
        return search.run()
    }

    @Test func whatItsStoreWritesIsRead() async throws {
        _ = try await DotNet.run("add", "in.p12", in: directory)
        let store = directory(".dotnet/corefx/cryptography/x509stores/my")
        let file = "\(store)/\(identity.thumbprint).pfx"
        let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let lookup = lookup(store)
        #expect(lookup.problems.isEmpty)
        #expect(lookup.found?.file == file)
        #expect(lookup.found?.key?.state == .matching)
        _ = try await DotNet.run("remove", identity.thumbprint.text, in: directory)
        #expect(self.lookup(store).found == nil)
    }

    @Test(arguments: ["null.pfx", "empty.pfx", "several.pfx", "certificate.cer", "several.p7b"])
    func whatItExportsIsRead(name: String) async throws {
        try directory.makeDirectory("exported")
        try directory.makeDirectory("store")
        _ = try await DotNet.run("export", "in.p12", "exported", in: directory)
        try FileManager.default.moveItem(
            atPath: directory("exported/\(name)"), toPath: directory("store/\(name)"))
        let lookup = lookup(directory("store"))
        #expect(lookup.problems.isEmpty)
        #expect(lookup.found != nil)
        if name.hasSuffix("pfx") { #expect(lookup.found?.key?.state == .matching) }
    }

    /// Of its two ways to read XML both, one or none take a document: so it is read, read with a remark, or refused.
    @Test func settingsAreReadAsItReadsThem() async throws {
        let documents: [(name: String, bytes: [UInt8])] = [
            ("plain", Array(settingsText.utf8)), ("mark", Array("\u{feff}\(settingsText)".utf8)),
            ("two-marks", Array("\u{feff}\u{feff}\(settingsText)".utf8)),
            ("version", Array(settingsText("1.0", "1.1").utf8)),
            ("no-break-space", Array(settingsText(">false", ">\u{a0}false").utf8)),
            ("capital", Array(settingsText("false", "True").utf8)),
            ("capitals", Array(settingsText("false", "TRUE").utf8)),
            ("digit", Array(settingsText("false", "1").utf8)),
            ("white-space", Array(settingsText(">false<", "> false\n<").utf8)),
            ("word", Array(settingsText("false", "maybe").utf8)),
            ("yes", Array(settingsText("false", "yes").utf8)),
            ("no-declaration", Array(settingsText("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n", "").utf8)),
            ("late-declaration", Array("\n\(settingsText)".utf8)),
            ("cut", Array(settingsText.utf8.prefix(200))), ("zeros", [UInt8](repeating: 0, count: 300)),
            ("junk", Array("\(settingsText)<a/>".utf8)),
            ("cdata", Array(settingsText("4905", "<![CDATA[4905]]>").utf8)),
            ("utf-16", utf16("utf-16", .utf16LittleEndian)), ("utf-16be", utf16("utf-16", .utf16BigEndian)),
            ("utf-32", utf16("utf-32", .utf32LittleEndian)),
            ("not-utf-8", utf16("utf-8", .utf16LittleEndian)),
        ]
        for (name, bytes) in documents { try directory.write(bytes, to: name) }
        let said = try await DotNet.run(["read"] + documents.map(\.name), in: directory)
        let lines = said.split(separator: "\n").map(String.init)
        #expect(lines.count == documents.count)
        for ((name, bytes), line) in zip(documents, lines) {
            #expect(line == "\(name) \(words(TrustSettingsReader.read(bytes)))")
        }
    }

    private func utf16(_ name: String, _ encoding: String.Encoding) -> [UInt8] {
        Array("\u{feff}\(settingsText("utf-8", name))".data(using: encoding) ?? Data())
    }

    /// What this reading says of the two: the stricter one first.
    private func words(_ reading: SettingsReading) -> String {
        guard case .read(let settings) = reading else { return "refused refused" }
        return settings.oddSpelling == nil ? "read read" : "refused read"
    }
}
