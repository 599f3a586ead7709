import Testing
import WatchCore

@testable import NetworkPath

/// Messages of name servers, byte by byte (RFC 1035 section 4.1).
struct AnswerRecordsTests {
    private static let owner = name("www.example")
    private static let host = name("host.example")
    private static let address = record(host, 1, [192, 0, 2, 1])
    private static let alias = record(owner, 5, host)

    private static func name(_ text: String) -> [UInt8] {
        text.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    private static func record(_ owner: [UInt8], _ type: UInt8, _ data: [UInt8]) -> [UInt8] {
        owner + [0, type, 0, 1, 0, 0, 0, 60, 0, UInt8(data.count)] + data
    }

    private static func message(_ records: [[UInt8]], count: UInt8? = nil) -> [UInt8] {
        [0, 7, 0x81, 0x80, 0, 1, 0, count ?? UInt8(records.count), 0, 0, 0, 0] + owner + [0, 1, 0, 1]
            + records.flatMap(\.self)
    }

    private func reply(_ message: [UInt8], _ family: AddressFamily = .ipv4) -> NameServer.Reply {
        message.withUnsafeBufferPointer { bytes in
            var records = AnswerRecords(bytes)
            return records.reply(about: family)
        }
    }

    @Test(arguments: [
        [alias, address], [address, alias],
        [record(host, 28, [UInt8](repeating: 1, count: 16)), alias, address],
        [record([0xC0, 12], 1, [192, 0, 2, 1])],
    ])
    func anAddressIsFoundWhereverItStands(records: [[UInt8]]) throws {
        let expected = try #require(SocketAddress(text: "192.0.2.1"))
        #expect(reply(Self.message(records)) == .addresses([expected]))
    }

    @Test func anAnswerWithNoAddressOfThisFamilyHasNone() {
        #expect(reply(Self.message([])) == .noAddress)
        #expect(reply(Self.message([Self.alias])) == .noAddress)
        #expect(reply(Self.message([Self.address]), .ipv6) == .noAddress)
    }

    @Test func noMoreAddressesAreTakenThanAreTried() {
        let records = (0..<200).map { Self.record(Self.host, 1, [192, 0, 2, $0]) }
        guard case .addresses(let addresses) = reply(Self.message(records)) else {
            Issue.record("no addresses")
            return
        }
        #expect(addresses.count == NameLookup.addressLimit)
    }

    @Test(arguments: [
        message([address], count: 2), message([record(host, 1, [192, 0, 2])]),
        message([record([0xC0, 200], 1, [192, 0, 2, 1])]), Array(message([]).prefix(20)),
    ])
    func whatCannotBeReadIsMalformed(message: [UInt8]) {
        #expect(reply(message) == .error(.malformed))
    }

    /// No beginning of a message is read beyond its end.
    @Test func everyBeginningOfAMessageIsTaken() {
        let whole = Self.message([Self.alias, Self.address])
        for count in 12..<whole.count { #expect(reply(Array(whole.prefix(count))) == .error(.malformed)) }
    }
}
