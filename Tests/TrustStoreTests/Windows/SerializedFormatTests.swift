import TestSupport
import Testing

@testable import TrustStore
@testable import WatchCore

/// Files of a user's store on Windows, and serialized stores.
struct SerializedFormatTests {
    private let identity: Identity
    private let other: Identity

    init() async throws {
        (identity, other) = try await Identity.both
    }

    @Test func aCertificateIsReadWithWhatWindowsKeepsBesideIt() {
        let properties =
            WindowsStore.key() + WindowsStore.name("Größe€ コ😀") + WindowsStore.property(0x8123, [1])
        let contents = StoreContents.read(WindowsStore.element(identity, properties))
        #expect(contents.format == .windowsCertificate && contents.problem == nil)
        #expect(contents.certificates == [identity.der] && contents.hasKey == nil)
        let expected = WindowsProperties(
            key: .linked(provider: WindowsStore.provider), friendlyName: "Größe€ コ😀")
        #expect(contents.windows == [0: expected])
    }

    @Test(arguments: [
        (WindowsStore.key(nil), WindowsKey.linked(provider: nil)),
        (WindowsStore.key(""), .linked(provider: nil)),
        (WindowsStore.name("only a name"), .notLinked), ([], .notLinked),
    ])
    func theKeyProviderTellsWhetherWindowsHasAKey(_ properties: [UInt8], _ key: WindowsKey) {
        let contents = StoreContents.read(WindowsStore.element(identity, properties))
        #expect(contents.windows[0]?.key == key && contents.problem == nil)
    }

    @Test func anArchivedCertificateIsToldAsOne() {
        let contents = StoreContents.read(
            WindowsStore.element(identity, WindowsStore.key() + WindowsStore.archived))
        #expect(contents.windows[0]?.isArchived == true)
    }

    @Test func propertiesStandInAnyOrder() {
        let bytes = WindowsStore.property(32, identity.der) + WindowsStore.key()
        #expect(StoreContents.read(bytes).windows[0]?.key == .linked(provider: WindowsStore.provider))
    }

    @Test(arguments: [33, 34, 35])
    func aFileAboutAListOrAKeyHoldsNoCertificateAndIsNoProblem(_ id: Int) {
        let contents = StoreContents.read(WindowsStore.key() + WindowsStore.property(id, [1, 2, 3]))
        #expect(contents.certificates.isEmpty && contents.problem == nil)
    }

    @Test func aStoreHoldsCertificatesEachWithItsOwnProperties() {
        let bytes = WindowsStore.sst(
            WindowsStore.archived + WindowsStore.property(32, other.der),
            WindowsStore.key() + WindowsStore.name("ours") + WindowsStore.property(32, identity.der),
            WindowsStore.name("a list") + WindowsStore.property(33, [1]), WindowsStore.property(34, [2]))
        let contents = StoreContents.read(bytes)
        #expect(contents.format == .windowsStore && contents.problem == nil)
        #expect(contents.certificates == [other.der, identity.der])
        #expect(contents.windows[0] == WindowsProperties(key: .untold, isArchived: true))
        let linked = WindowsKey.linked(provider: WindowsStore.provider)
        #expect(contents.windows[1] == WindowsProperties(key: linked, friendlyName: "ours"))
        #expect(StoreContents.read(WindowsStore.sst()) == StoreContents(format: .windowsStore))
    }

    @Test func aHundredCertificatesAreRead() {
        var elements: [UInt8] = []
        for _ in 0..<100 { elements += WindowsStore.property(32, other.der) }
        #expect(StoreContents.read(WindowsStore.sst(elements)).certificates.count == 100)
    }

    /// At whatever byte it is cut, there is a whole certificate or none, and the fault is named with its offset.
    @Test(arguments: [true, false])
    func aCutFileIsAProblemWithItsOffsetAndNeverAShortCertificate(_ isStore: Bool) {
        let element = WindowsStore.element(other, WindowsStore.key() + WindowsStore.name("x"))
        let whole =
            isStore ? WindowsStore.sst(element, WindowsStore.property(32, identity.der)) : element
        for count in (isStore ? 8 : 4)..<whole.count {
            let contents = StoreContents.read(Array(whole.prefix(count)))
            #expect(contents.certificates.allSatisfy { $0 == other.der || $0 == identity.der })
            #expect(contents.problem?.kind == .damaged, "\(count)")
            #expect(contents.problem?.detail.contains("offset ") == true, "\(contents.problem?.detail ?? "")")
        }
        let cut = StoreContents.read(Array(whole.dropLast(isStore ? 20 : 5))).problem?.detail ?? ""
        #expect(cut.contains("property 32 (certificate) at offset"), "\(cut)")
    }

    @Test func faultsAreNamedByPropertyAndOffset() {
        let tiny = Array(repeating: WindowsStore.property(99), count: 1_000_000).joined()
        let table: [([UInt8], String)] = [
            (
                WindowsStore.property(3) + [99, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0],
                "property 99 at offset 12 has the reserved word 7 instead of 1"
            ),
            (
                WindowsStore.property(3) + [99, 0, 0, 0, 1, 0, 0, 0, 255, 255, 255, 255],
                "it is cut off: property 99 at offset 12 has 4294967295 bytes, of which 0 are there"
            ),
            (WindowsStore.property(3) + [0, 0, 0, 0], "the property at offset 12 has the id 0"),
            (
                WindowsStore.property(2, [1]) + WindowsStore.property(32, identity.der),
                "property 2 (key provider) at offset 0 has 1 bytes, of which 28 are the least"
            ),
            (
                WindowsStore.property(2, Array(repeating: 0x7f, count: 28))
                    + WindowsStore.property(32, identity.der),
                "property 2 (key provider) at offset 0 has the provider's name at 2139062143, beyond its 28 bytes"
            ),
            (
                WindowsStore.property(32, [0x30, 0x82, 1, 0] + Array(repeating: 0, count: 9)),
                "property 32 (certificate) at offset 0 ends in the middle of the certificate: 13 of 260 bytes are there"
            ),
            (
                WindowsStore.property(32, [1, 2, 3]),
                "property 32 (certificate) at offset 0 is not a certificate in DER"
            ),
            (
                WindowsStore.property(32, [0x30, 0x03, 2, 1, 0]),
                "property 32 (certificate) at offset 0 is not a certificate that OpenSSL can read"
            ),
            (Array(tiny), "it has more than 1000 properties before offset 12000"),
            (
                Array(repeating: 0, count: 500),
                "it holds nothing but zero bytes, as a file that was not copied to its end"
            ),
        ]
        for (bytes, detail) in table { #expect(StoreContents.read(bytes).problem?.detail == detail) }
    }

    @Test func ofALongNameOnlyTheStartIsKept() {
        let name = String(repeating: "n", count: 100_000)
        let contents = StoreContents.read(WindowsStore.element(identity, WindowsStore.name(name)))
        #expect(contents.windows[0]?.friendlyName?.count == 259 && contents.problem == nil)
    }
}
