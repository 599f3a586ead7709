import Foundation
import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// Stores that a real implementation of crypt32 wrote.
@Suite(
    .enabled(if: areInstalled("wine", "winegcc"), "wine and winegcc are not installed"),
    .timeLimit(.minutes(2)))
struct WineStoreTests {
    /// What it wrote, once for all tests: many.sst, empty.sst, element, stores.reg, system.reg.
    private static let written = Task {
        let directory = try TemporaryDirectory()
        let (wanted, other) = (try await Identity.connector.value, try await Identity.other.value)
        try directory.write(wanted.der, to: "wanted.der")
        try directory.write(other.der, to: "other.der")
        let source = Repository.path("Tests/Wine/windows-store.c")
        try await Program.succeed(
            "sh", "-ec",
            """
            export WINEPREFIX=$PWD/prefix WINEDEBUG=-all WINEDLLOVERRIDES=mscoree,mshtml= HOME=$PWD DISPLAY=
            openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -subj /CN=ca -out ca.pem
            : >index
            echo 01 >number
            printf '[ca]\\ndefault_ca=a\\n[a]\\ndatabase=index\\ncrlnumber=number\\ndefault_md=sha256\\n' >config
            openssl ca -gencrl -config config -keyfile ca.key -cert ca.pem -crldays 30 | openssl crl -outform DER -out list
            winegcc -o windows-store "$0" -lcrypt32
            timeout 180 wine ./windows-store.exe.so wanted.der other.der list . </dev/null >/dev/null
            timeout 60 wine reg export 'HKLM\\SOFTWARE\\Microsoft\\SystemCertificates' stores.reg /y >/dev/null
            timeout 60 wineserver -w
            cp prefix/system.reg .
            """, source, in: directory.path)
        return directory
    }

    private let directory: TemporaryDirectory
    private let wanted: Identity
    private let other: Identity

    init() async throws {
        directory = try await Self.written.value
        wanted = try await Identity.connector.value
        other = try await Identity.other.value
    }

    private func read(_ name: String) throws -> StoreContents {
        StoreContents.read(try directory.read(name))
    }

    @Test(arguments: ["element", "many.sst", "stores.reg", "system.reg"])
    func whatWineWroteIsRead(_ name: String) throws {
        let contents = try read(name)
        #expect(contents.problem == nil)
        #expect(Set(contents.certificates) == (name == "element" ? [wanted.der] : [wanted.der, other.der]))
        let index = try #require(contents.certificates.firstIndex(of: wanted.der))
        let expected = WindowsProperties(
            key: .linked(provider: WindowsStore.provider), friendlyName: "Größe €😀")
        #expect(contents.windows[index] == expected)
        if name.hasSuffix(".reg") { #expect(contents.otherStores == [other.thumbprint: "CA"]) }
    }

    @Test func anEmptyStoreIsEmpty() throws {
        #expect(try read("empty.sst") == StoreContents(format: .windowsStore))
        #expect(try directory.read("empty.sst") == WindowsStore.sst())
    }

    /// The tests' own writer agrees with it byte for byte.
    @Test func theSameBytesAreWrittenByTheDocumentsLayout() throws {
        let key = WindowsStore.key(container: "te-11111111-2222-3333-4444-555555555555")
        let bytes = try directory.read("element")
        #expect(bytes.contains(key) && bytes.contains(WindowsStore.name("Größe €😀")))
        #expect(bytes.suffix(wanted.der.count + 12) == WindowsStore.property(32, wanted.der)[...])
    }
}
