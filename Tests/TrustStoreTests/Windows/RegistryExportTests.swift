import Foundation
import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// The machine's store as `reg export` writes it.
struct RegistryExportTests {
    private let identity: Identity
    private let other: Identity

    init() async throws {
        (identity, other) = try await Identity.both
    }

    @Test(arguments: WindowsStore.Encoding.allCases, ["\r\n", "\n"])
    func aStoreIsReadInEveryEncoding(_ encoding: WindowsStore.Encoding, _ lineEnd: String) {
        let contents = StoreContents.read(
            WindowsStore.registry(WindowsStore.keys("MY", [identity, other]), encoding, lineEnd: lineEnd))
        #expect(contents.format == .windowsRegistry && contents.problem == nil && contents.hasKey == nil)
        #expect(contents.certificates == [identity.der, other.der])
        #expect(contents.windows[0]?.key == .linked(provider: WindowsStore.provider))
    }

    @Test(arguments: [
        ("hex:", "hex(3):"), ("hex:", "HEX:"), ("\"Blob\"", "\"BLOB\""), ("\\MY\\", "\\my\\"),
        ("\\SystemCertificates\\", "\\SYSTEMCERTIFICATES\\"), ("\\\r\n  ", ""), ("\\\r\n  ", "\\\r\n\t"),
        ("HKEY_LOCAL_MACHINE\\SOFTWARE", "HKEY_USERS\\S-1-5-20\\Software"),
        ("\"Blob\"", "; a note\r\n\"Name\"=\"x\"\r\n\"Odd\"=dword:00000001\r\n\"Blob\""),
    ])
    func spellingsThatRegeditTakesAreRead(_ text: String, _ spelling: String) {
        let lines = WindowsStore.keys("MY", [identity]).map { $0.replacing(text, with: spelling) }
        let contents = StoreContents.read(WindowsStore.registry(lines))
        #expect(contents.certificates == [identity.der] && contents.problem == nil)
    }

    @Test func onlyThePersonalStoreCounts() {
        let policies = WindowsStore.root.replacing("Microsoft", with: #"Policies\Microsoft"#)
        let service = WindowsStore.root.replacing("System", with: #"Cryptography\Services\x\System"#)
        let lines =
            WindowsStore.keys("CA", [identity]) + WindowsStore.keys("MY", [other], root: policies)
            + WindowsStore.keys("MY", [other], root: service) + WindowsStore.keys("MY", [])
        let contents = StoreContents.read(WindowsStore.registry(lines))
        #expect(contents.certificates.isEmpty && contents.problem == nil)
        #expect(contents.otherStores == [identity.thumbprint: "CA"])
    }

    @Test func whereElseTheCertificateLiesIsTold() throws {
        let directory = try TemporaryDirectory()
        let lines = WindowsStore.keys("Disallowed", [identity]) + WindowsStore.keys("MY", [other])
        let file = try directory.write(WindowsStore.registry(lines), to: "machine.reg")
        var search = Search(identity, directory.path)
        for _ in 0..<2 {
            let lookup = search.run()
            #expect(lookup.found == nil && lookup.problems.isEmpty && lookup.certificates == 1)
            #expect(lookup.otherStores == [OtherWindowsStore(name: "Disallowed", file: file)])
        }
    }

    @Test func emptyKeysAndADeletedOneAreNoProblem() {
        let root = WindowsStore.root
        let lines = [
            "[\(root)\\MY]", "", "[\(root)\\MY\\Certificates]", "", "[\(root)\\MY\\Keys\\x]",
            "\"Blob\"=hex:zz", "",
            "[-\(root)\\MY\\Certificates\\\(identity.thumbprint)]", "\"Blob\"=hex:zz",
        ]
        #expect(StoreContents.read(WindowsStore.registry(lines)) == StoreContents(format: .windowsRegistry))
    }

    @Test(arguments: [
        (
            "\"Blob\"=hex:zz",
            "line 4, column 12: \"z\" stands where a byte of two hexadecimal digits or its comma belongs"
        ),
        (
            "\"Blob\"=hex:0,1",
            "line 4, column 13: \",\" stands where a byte of two hexadecimal digits or its comma belongs"
        ),
        (
            "\"Blob\"=hex:000",
            "line 4, column 14: \"0\" stands where a byte of two hexadecimal digits or its comma belongs"
        ),
        ("\"Blob\"=hex:03,00,\\\r\n  0", "line 5: the file ends within the value"),
        ("\"Blob\"=hex:03,00,\\\r\n", "line 5: the file ends within the value"),
        ("\"Blob\"=hex:03,00,\\", "line 4: the file ends within the value"),
        ("\"Blob\"=hex:03,00,\r\n", "line 4: the line ends within the value"),
        ("\"Blob\"=\"text:\"", "line 4, column 13: the value is not binary"),
        ("\"Blob\"=hex:03,00,\\\r\n[x]", "line 5, column 1: the value does not end before the next key"),
    ])
    func wrongHexIsNamedByLineAndColumn(_ line: String, _ detail: String) {
        let key = "[\(WindowsStore.root)\\MY\\Certificates\\\(identity.thumbprint)]"
        let contents = StoreContents.read(WindowsStore.registry([key, line], .ansi))
        #expect(contents.problem?.kind == .damaged && contents.certificates.isEmpty)
        #expect(contents.problem?.detail == "\(detail) (Blob of \(identity.thumbprint))")
    }

    @Test func theCertificateAfterADamagedOneIsFound() {
        let key = "[\(WindowsStore.root)\\MY\\Certificates\\\(other.thumbprint)]"
        let lines = [key, "\"Blob\"=hex:03,00,\\"] + WindowsStore.keys("MY", [identity])
        let contents = StoreContents.read(WindowsStore.registry(lines))
        #expect(contents.certificates == [identity.der] && contents.problem?.kind == .damaged)
    }

    @Test func aCutBlobIsNamedByItsLineAndOffset() {
        let key = "[\(WindowsStore.root)\\MY\\Certificates\\\(identity.thumbprint)]"
        let blob = WindowsStore.folded(Array(WindowsStore.element(identity, []).dropLast(9)))
        let detail =
            StoreContents.read(WindowsStore.registry([key, "\"Blob\"=hex:\(blob)"])).problem?.detail ?? ""
        let place =
            "line 4 (Blob of \(identity.thumbprint)): it is cut off: property 32 (certificate) at offset 32 has"
        #expect(detail.hasPrefix(place), "\(detail)")
    }

    @Test func aKeyNamedAfterAnotherCertificateIsNamed() {
        let key = "[\(WindowsStore.root)\\MY\\Certificates\\\(other.thumbprint)]"
        let blob = WindowsStore.folded(WindowsStore.element(identity))
        let contents = StoreContents.read(WindowsStore.registry([key, "\"Blob\"=hex:\(blob)"]))
        #expect(contents.certificates == [identity.der])
        let expected = "line 4 (Blob of \(other.thumbprint)): it holds the certificate \(identity.thumbprint)"
        #expect(contents.problem?.detail == expected)
    }

    /// Wine keeps its registry as text, whose keys have doubled backslashes and no root.
    @Test func wineOwnRegistryFileIsRead() {
        let lines = WindowsStore.keys("MY", [identity], root: #"Software\Microsoft\SystemCertificates"#)
        let text = lines.map {
            $0.hasPrefix("[") ? $0.replacing("\\", with: "\\\\") + " 1795756575\n#time=1dd7e2e6d2da78c" : $0
        }
        let bytes = Array(("WINE REGISTRY Version 2\n;; All keys\n" + text.joined(separator: "\n")).utf8)
        #expect(StoreContents.read(bytes).certificates == [identity.der])
    }

    @Test func theWholeRegistryIsReadInConstantMemory() throws {
        let directory = try TemporaryDirectory(below: "/dev/shm")
        let filler = (0..<2000).flatMap { number in
            [
                #"[HKEY_LOCAL_MACHINE\SOFTWARE\Vendor\\#(number)]"#,
                "\"Data\"=hex:" + WindowsStore.folded(other.der), "",
            ]
        }
        let chunk = Array(WindowsStore.registry(filler).dropFirst(2))
        let file = try #require(fopen(directory("machine.reg"), "w"))
        func write(_ bytes: [UInt8]) { fwrite(bytes, 1, bytes.count, file) }
        write(WindowsStore.registry([]))
        var total = 0
        while total < 200_000_000 {
            write(chunk)
            total += chunk.count
        }
        write(Array(WindowsStore.registry(WindowsStore.keys("My", [identity])).dropFirst(2)))
        fclose(file)
        let before = residentPeak()
        var search = Search(identity, directory.path)
        let found = try #require(search.run().found)
        #expect(found.file == directory("machine.reg"))
        #expect(residentPeak() - before < 100_000_000)
        #expect(search.opened() == 0)
    }

    /// A certificate may be nearly as big as a value, and a file may hold a thousand.
    @Test func onlySoManyBytesOfCertificatesAreKept() {
        var parser = RegistryExportParser(keptLimit: identity.der.count + 1)
        for line in ["REGEDIT4"] + WindowsStore.keys("My", [identity, other]) {
            for character in "\(line)\r\n".utf8 { parser.take(character) }
        }
        #expect(parser.contents.certificates == [identity.der])
        #expect(parser.contents.problem?.kind == .tooLarge)
    }

    /// The most memory that this process ever had, in bytes.
    private func residentPeak() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return Int(usage.ru_maxrss) * 1024
    }
}
