import Testing

@testable import WatchCore

/// Where addresses can be reached from, at both ends of each block of IANA's registries.
struct AddressScopeTests {
    @Test(arguments: [
        ("0.0.0.0", "0.255.255.255", AddressScope.host, "1.0.0.0"),
        ("10.0.0.0", "10.255.255.255", .site, "11.0.0.0"),
        ("100.64.0.0", "100.127.255.255", .site, "100.128.0.0"),
        ("127.0.0.0", "127.255.255.255", .host, "128.0.0.0"),
        ("169.254.0.0", "169.254.255.255", .host, "169.255.0.0"),
        ("172.16.0.0", "172.31.255.255", .site, "172.32.0.0"),
        ("192.0.0.11", "192.0.0.255", .site, "192.0.1.0"),
        ("192.168.0.0", "192.168.255.255", .site, "192.169.0.0"),
        ("198.18.0.0", "198.19.255.255", .site, "198.20.0.0"),
        ("::", "::ffff", .host, "::1:0:0:0"),
        ("64:ff9b:1::808:808", "64:ff9b:1:ffff:ffff:ffff:808:808", .site, "64:ff9b:2::808:808"),
        ("100::", "100::1:ffff:ffff:ffff:ffff", .site, "100:0:0:2::"),
        ("2001:2::", "2001:2:0:ffff:ffff:ffff:ffff:ffff", .site, "2001:200::"),
        ("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .site, "5f01::"),
        ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .site, "fbff::"),
        ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .site, "fe00::"),
        ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", .host, "fe7f::"),
        ("224.0.0.0", "255.255.255.255", .host, "223.255.255.255"),
    ])
    func aBlockHasItsScopeFromEndToEnd(first: String, last: String, scope: AddressScope, beyond: String)
        throws
    {
        #expect(AddressScope(try #require(IPAddress(first))) == scope)
        #expect(AddressScope(try #require(IPAddress(last))) == scope)
        #expect(AddressScope(try #require(IPAddress(beyond))) == .global)
    }

    @Test(arguments: [
        "192.0.0.9", "192.0.0.10", "2001::1", "2001:1::1", "2001:3::1", "2001:4:112::1", "2001:20::1",
        "2001:3f:ffff::", "2606:4700::1111", "8.8.8.8",
        // For documentation.
        "192.0.2.1", "198.51.100.1", "203.0.113.1", "2001:db8::1", "3fff::1",
    ])
    func whatIsReachedFromEverywhereIsGlobal(text: String) throws {
        #expect(AddressScope(try #require(IPAddress(text))) == .global)
        #expect(!text.isPrivate)
    }

    @Test(arguments: [
        ("::ffff:127.0.0.1", AddressScope.host), ("::ffff:10.0.0.1", .site), ("::ffff:8.8.8.8", .global),
        ("64:ff9b::7f00:1", .host), ("64:ff9b::808:808", .global), ("64:ff9b:1::7f00:1", .host),
        ("2002:7f00:1::", .host), ("2002:a00:1::", .site), ("2002:808:808::", .global), ("::7f00:1", .host),
    ])
    func anAddressThatStandsForAnotherHasItsScope(text: String, scope: AddressScope) throws {
        #expect(AddressScope(try #require(IPAddress(text))) == scope)
    }

    @Test(arguments: [
        ("1.2.3.4", [1, 2, 3, 4]), ("255.255.255.255", [255, 255, 255, 255]),
        ("2001:db8::a:1", [0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10, 0, 1]),
        ("::", Array(repeating: 0, count: 16)),
        ("1:2:3:4:5:6:7:8", [0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 8]),
        ("::1.2.3.4", [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4]),
        ("1::", [0, 1] + Array(repeating: 0, count: 14)),
    ])
    func anAddressIsItsBytes(text: String, bytes: [UInt8]) {
        #expect(IPAddress(text)?.bytes == bytes)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.", ".1.2.3", "1..2.3", "1.2.3.4 ",
        "0x7f.0.0.1",
        "a.b.c.d", "ok.test", ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7::8:9",
        "12345::", "::g", "1.2.3.4::", "::1.2.3", "fe80::1%eth0", "[::1]", "٣.2.3.4",
    ])
    func whatIsNoAddressHasNone(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test func aZoneIsNoPartOfAnAddressThatIsPrivate() {
        #expect("fe80::1%eth0".isPrivate)
        #expect(!"2001:db8::1%eth0".isPrivate)
        #expect(!"fc.example".isPrivate)
    }
}
