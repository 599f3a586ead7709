import Foundation
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

/// Whom a certificate can make this host ask, and how often.
@Suite(.timeLimit(.minutes(3)))
struct RevocationGuardTests {
    /// The server is on the internet, the address it names on this host.
    @Test func aServerOnTheInternetDoesNotChooseWhatIsAskedInside() async throws {
        let authority = try await Authority()
        let server = try await authority.server(lists: [authority.url("crl")], on: "192.0.2.10")
        try await authority.make("list crl issuing")
        let seen = try await authority.prober().checks(server, host: "served.test").revocation
        guard case .notAsked = seen.first?.failure else {
            Issue.record("\(seen)")
            return
        }
        #expect(try await authority.requests(0) == [])
    }

    /// Neither does it by a redirect.
    @Test func aRedirectIsGuardedAsWell() async throws {
        let inside = try await Authority()
        let authority = try await Authority("return 302 \(inside.url("crl"));", on: "192.0.2.10")
        let list = "http://served.test:\(authority.port)/crl"
        let server = try await authority.server(lists: [list], on: "192.0.2.10")
        let seen = try await authority.prober().checks(server, host: "served.test").revocation
        guard case .notAsked = seen.first?.failure else {
            Issue.record("\(seen)")
            return
        }
        #expect(try await authority.requests(1) == ["GET /crl 302"])
        #expect(try await inside.requests(0) == [])
    }

    /// Directly is how the connector asks, whatever its proxy.
    @Test(arguments: [true, false])
    func directIsAskedInAnyCase(isDirect: Bool) async throws {
        let authority = try await Authority(on: "192.0.2.10")
        let server = try await authority.server(lists: ["http://served.test:\(authority.port)/crl"])
        try await authority.make("list crl issuing")
        let squid = try await Squid("http_access allow all")
        var target = server.target()
        target.routes = squid.routes(isDirect: isDirect)
        let seen = try await authority.prober().probe(at: target)
        let proxied = try #require(seen.proxy?.control.tls?.revocation)
        #expect(proxied.map(\.isProxied) == (isDirect ? [true] : [false, true]))
        #expect(proxied.map(\.status) == (isDirect ? [.good] : [.good, .good]))
        #expect(seen.direct?.control.tls?.revocation.map(\.isProxied) == (isDirect ? [false] : nil))
        #expect(try await authority.requests(2) == ["GET /crl 200", "GET /crl 200"])
    }

    @Test(arguments: [
        ("https://ok.test/crl", false), ("ldap://ok.test/crl", false), ("file:///etc/passwd", false),
        ("http://user:password@ok.test/crl", false), ("http:///crl", false), ("http://ok%2etest/", false),
        ("HTTP://OK.test/crl", true), ("http://[::1]:8080/crl", true),
    ])
    func onlyPlainHTTPIsAnAddress(text: String, isOne: Bool) {
        #expect((PlainAddress(text) != nil) == isOne)
    }

    @Test(arguments: [
        ("192.0.2.1", AddressScope.global), ("10.1.2.3", .site), ("169.254.169.254", .host),
        ("2001:db8::1", .global), ("fd00::1", .site), ("::ffff:127.0.0.1", .host), ("64:ff9b::7f00:1", .host),
        ("2002:7f00:1::", .host), ("ok.test", .global),
    ])
    func howFarInsideAnAddressIs(text: String, scope: AddressScope) {
        #expect(AddressScope(of: text) == scope)
    }

    @Test(arguments: [
        ("http://crl.test/", true), ("http://crl.test:8080/", true), ("http://pki/", false),
        ("http://localhost/", false), ("http://a.localhost./", false), ("http://printer.local/", false),
        ("http://10.0.0.1/", false), ("http://[::1]/", false), ("http://192.0.2.1/", true),
    ])
    func whatAProxyIsAskedFor(text: String, isAllowed: Bool) throws {
        #expect(try #require(PlainAddress(text)).isAllowedThroughProxy(within: .global) == isAllowed)
    }

    @Test(arguments: [(80, true), (8080, true), (1024, true), (25, false), (443, false), (22, false)])
    func portsOfOtherServicesAreLeftAlone(port: Int, isSane: Bool) throws {
        #expect(try #require(PlainAddress("http://ok.test:\(port)/")).hasSanePort == isSane)
    }

    // MARK: How often

    private static let hour = Duration.seconds(3600)

    @Test func anAddressIsAskedOnceUntilThereIsANewerOne() async throws {
        let authority = try await Authority()
        let server = try await authority.server(lists: [authority.url("crl")])
        try await authority.make("list crl issuing")
        let prober = try authority.prober()
        let begin = Date()
        for (time, count) in [(0, 1), (300, 1), (3599, 1), (86_400, 1), (7 * 86_400 + 60, 2)] {
            let seen = await prober.checks(
                server, after: .seconds(time), at: begin + Double(min(time, 7 * 86_400 + 60)))
            #expect(seen.revocation.first?.status == .good, "after \(time) s")
            #expect(try await authority.requests(count).count == count, "after \(time) s")
        }
        // It has not changed: 304, and stale is stale.
        let log = try await authority.requests(2)
        #expect(log == ["GET /crl 200", "GET /crl 304"])
        // A stale one is asked again sooner, and a new one is taken.
        try await authority.make("list new issuing; mv public/new public/crl; touch -d '1 hour' public/crl")
        let later = Duration.seconds(7 * 86_400 + 400)
        let seen = await prober.checks(server, after: later, at: begin + 7 * 86_400 + 400)
        #expect(try await authority.requests(3).last == "GET /crl 200")
        #expect(seen.revocation.first?.failure == nil)
    }

    /// One that gave nothing is asked again with each probe.
    @Test func whatFailedIsAskedAgain() async throws {
        let authority = try await Authority()
        let server = try await authority.server(lists: [authority.url("crl")])
        let prober = try authority.prober()
        #expect(await prober.checks(server).revocation.first?.failure == .status(404))
        try await authority.make("list crl issuing")
        let seen = await prober.checks(server, after: .seconds(15)).revocation.first
        #expect(seen?.failure == nil)
        #expect(seen?.status == .good)
        #expect(try await authority.requests(2) == ["GET /crl 404", "GET /crl 200"])
    }

    /// What a list said holds while it cannot be fetched.
    @Test func revokedStaysRevokedWhileTheListIsGone() async throws {
        let authority = try await Authority()
        let server = try await authority.server(lists: [authority.url("crl")])
        try await authority.make("revoke leaf issuing; list crl issuing")
        let prober = try authority.prober()
        _ = await prober.checks(server)
        try await authority.make("rm public/crl")
        let week = Duration.seconds(8 * 86_400)
        let source = await prober.checks(server, after: week, at: Date() + 8 * 86_400).revocation.first
        #expect(source?.failure == .status(404))
        guard case .revoked = source?.status else {
            Issue.record("\(String(describing: source))")
            return
        }
    }

    /// Several servers of one authority share what came, also for certificates that nobody had asked about.
    @Test func allChecksShareOneList() async throws {
        let authority = try await Authority()
        let list = authority.url("crl")
        let good = try await authority.server("one", lists: [list])
        let bad = try await authority.server("two", lists: [list])
        try await authority.make("revoke two issuing; list crl issuing")
        let prober = try authority.prober()
        async let first = prober.checks(good)
        async let second = prober.checks(bad)
        #expect(await first.revocation.first?.status == .good)
        let third = try await authority.server("three", lists: [list])
        guard case .revoked = await second.revocation.first?.status else {
            Issue.record("the second one is not revoked")
            return
        }
        #expect(await prober.checks(third).revocation.first?.status == .good)
        #expect(try await authority.requests(1).count == 1)
    }

    /// It was asked for while the clock was 20 days behind: by that one, the list would have held for 27 days.
    @Test func aListWhoseTimeIsOverIsAskedForThoughTheClockWasSet() throws {
        let memory = RevocationMemory()
        let key = RevocationMemory.Key(address: try #require(PlainAddress("http://ok.test/")), proxy: nil)
        let right = Date(timeIntervalSince1970: 1_795_000_000)
        let isRecalled = { (days: Int) in
            let now = Timestamp(uptime: .seconds(days * 86_400 + 9), date: right + Double(days) * 86_400)
            return if case .recall = memory.plan(key, about: 1, at: now) { true } else { false }
        }
        var outcome = RevocationMemory.Outcome()
        outcome.statuses = [1: .good]
        outcome.nextUpdate = right + 7 * 86_400
        _ = memory.take(outcome, of: key, at: Timestamp(uptime: .zero, date: right - 20 * 86_400))
        #expect(isRecalled(0) && isRecalled(6) && !isRecalled(7) && !isRecalled(20))
        // Of one that was over when it was asked for, nothing newer is expected at once.
        let now = Timestamp(uptime: .seconds(8 * 86_400), date: right + 8 * 86_400)
        _ = memory.take(outcome, of: key, at: now)
        #expect(isRecalled(8))
    }

    @Test func aBoundedNumberIsRemembered() throws {
        let memory = RevocationMemory()
        for number in 0..<1000 {
            let address = try #require(PlainAddress("http://ok.test/\(number)"))
            var outcome = RevocationMemory.Outcome()
            outcome.revoked = Array(0..<100)
            outcome.statuses = Dictionary(uniqueKeysWithValues: (0..<100).map { ($0, .good) })
            let now = Timestamp(uptime: .seconds(number), date: Date())
            _ = memory.take(outcome, of: RevocationMemory.Key(address: address, proxy: nil), at: now)
        }
        #expect(memory.count == RevocationMemory.limit)
        #expect(memory.revokedCount <= RevocationMemory.revokedLimit)
    }
}
