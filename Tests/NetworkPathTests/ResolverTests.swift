import Foundation
import Synchronization
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

/// Names, asked of name servers on loopback addresses of the sandbox: real ones, and odd ones.
@Suite(.timeLimit(.minutes(1)))
struct ResolverTests {
    private static let here: [UInt8] = [192, 0, 2, 10]
    private static let here6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [0x10]
    private static let closedPort: UInt16 = 9

    /// What a probe of a port that is closed at this host's own addresses shows.
    private func probe(
        _ host: NameHost, _ name: String, _ family: AddressFamily = .any
    ) async -> PathObservation {
        await host.prober.probeDirectly(at: PortTarget(host: name, port: Self.closedPort, family: family))
    }

    /// Where a name resolves: connecting comes next.
    private static let resolved = PathStop(.connect, .refused)

    @Test(arguments: [
        ("found.test", resolved), ("both.test", resolved),
        ("four.test", resolved),
        ("missing.test", PathStop(.resolve, .nameNotFound)),
        ("text.test", PathStop(.resolve, .lookup(.noAddress(.any)))),
        ("null.test", PathStop(.resolve, .lookup(.blocked(address: "0.0.0.0", isInHosts: false)))),
        ("null6.test", PathStop(.resolve, .lookup(.blocked(address: "::", isInHosts: false)))),
        ("self.test", PathStop(.resolve, .lookup(.blocked(address: "127.0.0.1", isInHosts: false)))),
        ("self6.test", PathStop(.resolve, .lookup(.blocked(address: "::1", isInHosts: false)))),
        ("loop.test", resolved),
        (
            "elsewhere.example",
            PathStop(.resolve, .lookup(.answered(.refused, server: "127.0.1.1", .any)))
        ),
    ])
    func whatARealServerAnswersIsTold(name: String, stop: PathStop) async throws {
        let server = try await Self.dnsmasq.value
        let host = try NameHost(servers: ["127.0.1.1"])
        #expect(await probe(host, name).stop == stop)
        withExtendedLifetime(server) {}
    }

    private static let dnsmasq = Task {
        try await Dnsmasq(
            "127.0.1.1",
            [
                "local=/test/", "host-record=found.test,192.0.2.10", "host-record=four.test,192.0.2.10",
                "host-record=both.test,192.0.2.10,2001:db8::10", "txt-record=text.test,words",
                "host-record=null.test,0.0.0.0", "host-record=null6.test,::",
                "host-record=self.test,127.0.0.1", "host-record=self6.test,::1",
                "host-record=loop.test,127.0.0.2", "host-record=listed.test,127.0.0.1",
            ])
    }

    @Test(
        .enabled(if: Unbound.isInstalled, "unbound is not on this host"),
        arguments: [
            ("refused.test", PathStop(.resolve, .lookup(.answered(.refused, server: "127.0.1.2", .any)))),
            (
                "dead.test",
                PathStop(.resolve, .lookup(.answered(.serverFailure, server: "127.0.1.2", .any)))
            ),
            ("null.test", PathStop(.resolve, .lookup(.blocked(address: "::", isInHosts: false)))),
            ("empty.test", PathStop(.resolve, .lookup(.noAddress(.any)))),
            ("missing.test", PathStop(.resolve, .nameNotFound)), ("found.test", resolved),
        ])
    func whatUnboundAnswersIsTold(name: String, stop: PathStop) async throws {
        let server = try await Self.unbound.value
        #expect(await probe(try NameHost(servers: ["127.0.1.2"]), name).stop == stop)
        withExtendedLifetime(server) {}
    }

    private static let unbound = Task {
        let zones = [
            ("refused", "always_refuse"), ("null", "always_null"), ("empty", "always_nodata"),
            ("missing", "always_nxdomain"), ("found", "redirect"),
        ]
        return try await Unbound(
            "127.0.1.2",
            ["local-zone: \"test.\" nodefault"]
                + zones.map { "local-zone: \"\($0.0).test.\" \($0.1)" }
                + ["local-data: \"found.test. A 192.0.2.10\""],
            "forward-zone:\n  name: \"dead.test.\"\n  forward-addr: 203.0.113.1\n")
    }

    @Test(arguments: [
        (2 as UInt8, DNSError.serverFailure), (5, .refused), (1, .formatError), (4, .notImplemented),
        (9, .other(code: 9)),
    ])
    func anErrorOfAServerIsTold(code: UInt8, error: DNSError) async throws {
        let server = try ScriptedNameServer("127.0.2.\(code)") { name, isSix in
            ScriptedNameServer.Reply(code: name == "both.test" || !isSix ? code : 0)
        }
        let host = try NameHost(servers: [server.address])
        let both = await probe(host, "both.test").stop
        #expect(both == PathStop(.resolve, .lookup(.answered(error, server: server.address, .any))))
        // The other family, which has no address, does not make a missing name of it.
        let one = await probe(host, "one.test").stop
        #expect(one == PathStop(.resolve, .lookup(.answered(error, server: server.address, .ipv4))))
    }

    @Test
    func anErrorForAAAAHarmsNoNameThatHasAnAddress() async throws {
        let server = try ScriptedNameServer("127.0.2.20") { _, isSix in
            isSix ? ScriptedNameServer.Reply(code: 2) : ScriptedNameServer.Reply(records: [Self.here])
        }
        let seen = await probe(try NameHost(servers: [server.address]), "four.test")
        #expect(seen.stop == Self.resolved && seen.silentFamily == nil)
    }

    @Test
    func aSilentAAAAIsToldBesideTheAddresses() async throws {
        let server = try ScriptedNameServer("127.0.2.21") { _, isSix in
            isSix ? nil : ScriptedNameServer.Reply(records: [Self.here])
        }
        let seen = await probe(try NameHost(servers: [server.address]), "four.test")
        #expect(seen.stop == Self.resolved)
        #expect(seen.addresses.map(\.address) == ["192.0.2.10"])
        #expect(seen.silentFamily == .ipv6)
    }

    @Test
    func aServerWithNobodyThereIsToldFromOneThatIsSilent() async throws {
        let seen = await probe(try NameHost(servers: ["127.0.2.22"]), "four.test")
        #expect(seen.stop == PathStop(.resolve, .lookup(.unreachable(server: "127.0.2.22"))))
    }

    @Test(arguments: ["127.0.2.24", "127.0.2.25"])
    func anotherServerAnswersForOneThatFails(first: String) async throws {
        let failing = try ScriptedNameServer(first) { _, _ in
            first.hasSuffix("24") ? ScriptedNameServer.Reply(code: 2) : nil
        }
        let good = try ScriptedNameServer("127.0.3.\(first.suffix(2))") { _, isSix in
            ScriptedNameServer.Reply(records: [isSix ? Self.here6 : Self.here])
        }
        let host = try NameHost(servers: [first, good.address])
        #expect(await probe(host, "a.test").stop == Self.resolved)
        // From then on it comes first.
        #expect(await probe(host, "b.test").stop == Self.resolved)
        #expect(failing.questions.contains("a.test A") && !failing.questions.contains("b.test A"))
    }

    @Test
    func aQuestionThatIsNeverAnsweredDoesNotKeepItsNameFromBeingAskedAgain() async throws {
        let isHealed = Flag()
        // Too long for UDP, and nobody listens for TCP.
        let server = try ScriptedNameServer("127.0.2.26") { name, isSix in
            if !isHealed.isSet { return nil }
            return isSix ? ScriptedNameServer.Reply() : ScriptedNameServer.Reply(records: [Self.here])
        }
        let host = try NameHost(servers: [server.address])
        let first = Task { await probe(host, "slow.test") }
        while server.questions.isEmpty { await Task.yield() }
        first.cancel()
        #expect(await first.value.stop == PathStop(.resolve, .outOfTime))
        isHealed.set()
        #expect(await probe(host, "slow.test").stop == Self.resolved)
    }

    @Test
    func aTruncatedAnswerWithoutTCPIsNoMissingName() async throws {
        let server = try ScriptedNameServer("127.0.2.27") { _, _ in
            ScriptedNameServer.Reply(isTruncated: true)
        }
        let stop = try #require(await probe(try NameHost(servers: [server.address]), "long.test").stop)
        #expect(stop == PathStop(.resolve, .lookup(.unreachable(server: server.address))))
    }

    @Test(arguments: [
        [UInt8](repeating: 0, count: 12), [0], Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8),
    ])
    func whatIsNotDNSIsNotAnAnswer(raw: [UInt8]) async throws {
        let server = try ScriptedNameServer("127.0.2.\(100 + raw.count)") { _, _ in
            ScriptedNameServer.Reply(raw: raw)
        }
        let host = try NameHost(servers: [server.address])
        let task = Task { await probe(host, "x.test") }
        while server.questions.isEmpty { await Task.yield() }
        task.cancel()
        #expect(await task.value.stop?.failure != .nameNotFound)
    }

    @Test
    func theHostsFileWins() async throws {
        let server = try ScriptedNameServer("127.0.2.28") { _, _ in ScriptedNameServer.Reply(code: 3) }
        let host = try NameHost(
            servers: [server.address],
            hosts: """
                127.0.0.1\tListed.test  other.test # of this host
                ::1 listed.test
                0.0.0.0 barred.test
                nonsense bad.test
                """)
        let seen = await probe(host, "listed.test.")
        #expect(Set(seen.addresses.map(\.address)) == ["127.0.0.1", "::1"])
        #expect(
            await probe(host, "barred.test").stop
                == PathStop(.resolve, .lookup(.blocked(address: "0.0.0.0", isInHosts: true))))
        #expect(server.questions == [])
        // It has no IPv6 address of this one, which the servers may have.
        #expect(await probe(host, "other.test", .ipv6).stop == PathStop(.resolve, .nameNotFound))
        #expect(server.questions == ["other.test AAAA"])
        try host.directory.write("192.0.2.10 new.test\n", to: "hosts")
        #expect(await probe(host, "new.test").stop == Self.resolved)
    }

    @Test
    func aChangedResolvConfCountsAtOnceAndForOpenQuestionsToo() async throws {
        let silent = try ScriptedNameServer("127.0.2.29") { _, _ in nil }
        let good = try ScriptedNameServer("127.0.2.30") { _, isSix in
            ScriptedNameServer.Reply(records: [isSix ? Self.here6 : Self.here])
        }
        let host = try NameHost(servers: [silent.address])
        let open = Task { await probe(host, "open.test") }
        while silent.questions.isEmpty { await Task.yield() }
        try host.use([good.address])
        #expect(await probe(host, "next.test").stop == Self.resolved)
        #expect(await open.value.stop == Self.resolved)
    }

    @Test
    func namesAreSearchedInTheDomainsOfResolvConf() async throws {
        let server = try ScriptedNameServer("127.0.2.31") { name, isSix in
            if name == "short.corp.test", !isSix { return ScriptedNameServer.Reply(records: [Self.here]) }
            return ScriptedNameServer.Reply(code: name == "short.corp.test" ? 0 : 3)
        }
        let host = try NameHost(servers: [])
        try host.use([server.address], "search lab.test corp.test\n")
        #expect(await probe(host, "short").stop == Self.resolved)
        #expect(server.questions.filter { $0.hasSuffix(" A") } == ["short.lab.test A", "short.corp.test A"])
        #expect(await probe(host, "short.").stop == PathStop(.resolve, .nameNotFound))
        #expect(server.questions.last?.hasPrefix("short A") == true)
    }

    @Test
    func manyNamesAtOnceShareOneSocket() async throws {
        let server = try ScriptedNameServer("127.0.2.32") { _, isSix in
            isSix ? ScriptedNameServer.Reply() : ScriptedNameServer.Reply(records: [Self.here])
        }
        let host = try NameHost(servers: [server.address])
        let prober = host.prober
        let resolved = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                let target = PortTarget(host: "n\(number).test", port: Self.closedPort)
                group.addTask { await prober.probeDirectly(at: target).stop == Self.resolved }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(resolved == 100)
        #expect(server.peers <= 2)
    }

    /// A server tells questions apart by 16 bits.
    @Test
    func moreOpenQuestionsThanAServerCanTellApartAreAFailureOfThisHost() async throws {
        let silent = try ScriptedNameServer("127.0.2.35") { _, _ in nil }
        let server = NameServer(silent.address, usesTCP: false, reactor: try Reactor())
        var refused = 0
        for number in 0..<20_000 {
            server.ask("n\(number).test", .ipv4) { if case .failed = $0 { refused += 1 } }
        }
        #expect(server.openQuestions == 1 << 14)
        #expect(refused == 20_000 - (1 << 14))
    }

    @Test
    func oneNameIsAskedOnceForAllWhoWait() async throws {
        let server = try ScriptedNameServer("127.0.2.33") { _, isSix in
            isSix ? ScriptedNameServer.Reply() : ScriptedNameServer.Reply(records: [Self.here])
        }
        let host = try NameHost(servers: [server.address])
        let prober = host.prober
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                let target = PortTarget(host: "same.test", port: Self.closedPort)
                group.addTask { _ = await prober.probeDirectly(at: target) }
            }
        }
        #expect(server.questions.count < 50)
    }

    @Test
    func otherSourcesAreTheCLibrarysAndItsNoIsChecked() async throws {
        let server = try ScriptedNameServer("127.0.2.34") { _, _ in ScriptedNameServer.Reply(code: 2) }
        let host = try NameHost(servers: [server.address], sources: "files sss dns")
        // The C library goes by the sandbox's files, which know both names.
        #expect(await probe(host, "served.test").stop == Self.resolved)
        #expect(server.questions == [])
        #expect(
            await probe(host, "nowhere.test").stop
                == PathStop(.resolve, .lookup(.answered(.serverFailure, server: server.address, .any))))
    }

    @Test(arguments: [
        ("fe80::1%nowhere0", PathFailure.resolverFailed("this host has no network interface \"nowhere0\"")),
        ("127.0.0.1", .refused), ("::1", .refused), ("localhost", .refused), ("a.localhost", .refused),
    ])
    func whatNeedsNoServerAsksNone(name: String, failure: PathFailure) async throws {
        let seen = await probe(try NameHost(servers: ["127.0.2.99"], hosts: ""), name)
        #expect(seen.stop?.failure == failure)
    }
}

/// Something that has happened, or not yet.
private final class Flag: Sendable {
    private let state = Mutex(false)
    var isSet: Bool { state.withLock { $0 } }
    func set() { state.withLock { $0 = true } }
}
