import Certificates
import FoundationEssentials
import WatchCore

@testable import NetworkPath

/// What the addresses gave that a server's certificate names: its issuer, a list, an answer of a responder.
///
/// The input is a certificate, its issuer and what came, the first two after two bytes of their length each, all after four
/// bytes of the seconds since 1970; the higher byte comes first.
enum FuzzedRevocation {
    /// No more is kept of it than the limits.
    static func run(_ bytes: [UInt8]) throws {
        var rest = bytes[...]
        let date = Date(timeIntervalSince1970: Double(number(&rest, of: 4)))
        let parts = (0..<2).map { _ in take(number(&rest, of: 2), from: &rest) }
        guard let certificate = Certificate(der: parts[0]) else { return }
        let issuers = [parts[1]].compactMap(Certificate.init(der:))
        let sources = NamedSource.all(
            [.issuer, .list, .responder], of: certificate, certificate.facts, at: 0, issuers: issuers,
            isIssuerNeeded: true)
        for source in sources {
            let content = RevocationContent(source: source, date: date, others: [0])
            let outcome = content.read(Array(rest))
            try promise(
                (outcome.revoked?.count ?? 0) <= RevocationMemory.revokedLimit, "A list is not limited.")
            try promise(outcome.issuers.count <= 8, "Issuers are not limited.")
        }
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, of count: Int) -> Int {
        take(count, from: &rest).reduce(0) { $0 << 8 | Int($1) }
    }

    private static func take(_ count: Int, from rest: inout ArraySlice<UInt8>) -> [UInt8] {
        defer { rest = rest.dropFirst(count) }
        return Array(rest.prefix(count))
    }
}
