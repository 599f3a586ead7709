import Foundation
import Synchronization
import TestSupport
import Testing
import WatchCore

@testable import NetworkPath

/// Names, asked of name servers that do what no real one does when it is told to.
@Suite(.timeLimit(.minutes(1)))
struct ResolverTests {
    private static let here: [UInt8] = [192, 0, 2, 10]
    private static let here6: [UInt8] = [0x20, 0x01, 0x0D, 0xB8] + [UInt8](repeating: 0, count: 11) + [0x10]
    @Test(arguments: [
        (2 as UInt8, DNSError.serverFailure), (5, .refused), (1, .formatError), (4, .notImplemented),
        (9, .other(code: 9)),
    ])
    func anErrorOfAServerIsTold(code: UInt8, error: DNSError) async throws {
        let server = try ScriptedNameServer("127.0.2.\(code)") { name, isSix in
            ScriptedNameServer.Reply(code: name == "both.test" || !isSix ? code : 0)
        }
        let host = try NameHost(servers: [server.address])
        let both = await host.probe("both.test").stop
        #expect(both == PathStop(.resolve, .lookup(.answered(error, server: server.address, .any))))
        // The other family, which has no address, does not make a missing name of it.
        let one = await host.probe("one.test").stop
        #expect(one == PathStop(.resolve, .lookup(.answered(error, server: server.address, .ipv4))))
    }

    @Test
    func anErrorForAAAAHarmsNoNameThatHasAnAddress() async throws {
        let server = try ScriptedNameServer("127.0.2.20") { _, isSix in
            isSix ? ScriptedNameServer.Reply(code: 2) : ScriptedNameServer.Reply(records: [Self.here])
        }
        let seen = await (try NameHost(servers: [server.address])).probe("four.test")
        #expect(seen.stop == NameHost.resolved && seen.silentFamily == nil)
    }

    @Test
    func aSilentAAAAIsToldBesideTheAddresses() async throws {
        let server = try ScriptedNameServer("127.0.2.21") { _, isSix in
            isSix ? nil : ScriptedNameServer.Reply(records: [Self.here])
        }
        let seen = await (try NameHost(servers: [server.address])).probe("four.test")
        #expect(seen.stop == NameHost.resolved)
        #expect(seen.addresses.map(\.address) == ["192.0.2.10"])
        #expect(seen.silentFamily == .ipv6)
    }

    @Test
    func aServerWithNobodyThereIsToldFromOneThatIsSilent() async throws {
        let seen = await (try NameHost(servers: ["127.0.2.22"])).probe("four.test")
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
        #expect(await host.probe("a.test").stop == NameHost.resolved)
        // From then on it comes first.
        #expect(await host.probe("b.test").stop == NameHost.resolved)
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
        let first = Task { await host.probe("slow.test") }
        try await server.awaitQuestion()
        first.cancel()
        #expect(await first.value.stop == PathStop(.resolve, .outOfTime))
        isHealed.set()
        #expect(await host.probe("slow.test").stop == NameHost.resolved)
    }

    @Test
    func aTruncatedAnswerWithoutTCPIsNoMissingName() async throws {
        let server = try ScriptedNameServer("127.0.2.27") { _, _ in
            ScriptedNameServer.Reply(isTruncated: true)
        }
        let stop = try #require(await (try NameHost(servers: [server.address])).probe("long.test").stop)
        #expect(stop == PathStop(.resolve, .lookup(.tooLong(server: server.address))))
    }

    @Test(arguments: [
        [UInt8](repeating: 0, count: 12), [0], Array("HTTP/1.1 400 Bad Request\r\n\r\n".utf8),
    ])
    func whatIsNotDNSIsNotAnAnswer(raw: [UInt8]) async throws {
        let server = try ScriptedNameServer("127.0.2.\(100 + raw.count)") { _, _ in
            ScriptedNameServer.Reply(raw: raw)
        }
        let host = try NameHost(servers: [server.address])
        let task = Task { await host.probe("x.test") }
        try await server.awaitQuestion()
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
        let seen = await host.probe("listed.test.")
        #expect(Set(seen.addresses.map(\.address)) == ["127.0.0.1", "::1"])
        #expect(
            await host.probe("barred.test").stop
                == PathStop(.resolve, .lookup(.blocked(address: "0.0.0.0", isInHosts: true))))
        #expect(server.questions == [])
        // It has no IPv6 address of this one, which the servers may have.
        #expect(await host.probe("other.test", .ipv6).stop == PathStop(.resolve, .nameNotFound))
        #expect(server.questions == ["other.test AAAA"])
        try host.directory.write("192.0.2.10 new.test\n", to: "hosts")
        #expect(await host.probe("new.test").stop == NameHost.resolved)
    }

    @Test
    func aChangedResolvConfCountsAtOnceAndForOpenQuestionsToo() async throws {
        let silent = try ScriptedNameServer("127.0.2.29") { _, _ in nil }
        let good = try ScriptedNameServer("127.0.2.30") { _, isSix in
            ScriptedNameServer.Reply(records: [isSix ? Self.here6 : Self.here])
        }
        let host = try NameHost(servers: [silent.address])
        let open = Task { await host.probe("open.test") }
        try await silent.awaitQuestion()
        try host.use([good.address])
        #expect(await host.probe("next.test").stop == NameHost.resolved)
        #expect(await open.value.stop == NameHost.resolved)
    }

    @Test
    func namesAreSearchedInTheDomainsOfResolvConf() async throws {
        let server = try ScriptedNameServer("127.0.2.31") { name, isSix in
            if name == "short.corp.test", !isSix { return ScriptedNameServer.Reply(records: [Self.here]) }
            return ScriptedNameServer.Reply(code: name == "short.corp.test" ? 0 : 3)
        }
        let host = try NameHost(servers: [])
        try host.use([server.address], "search lab.test corp.test\n")
        #expect(await host.probe("short").stop == NameHost.resolved)
        #expect(server.questions.filter { $0.hasSuffix(" A") } == ["short.lab.test A", "short.corp.test A"])
        #expect(await host.probe("short.").stop == PathStop(.resolve, .nameNotFound))
        #expect(server.questions.last?.hasPrefix("short A") == true)
    }

    /// An error at a search domain must not hide the name; one at the name itself must not make another one of it.
    @Test
    func anErrorAtASearchDomainDoesNotEndTheSearch() async throws {
        let server = try ScriptedNameServer("127.0.2.36") { name, isSix in
            switch name {
            case "short.a.test", "long.name": ScriptedNameServer.Reply(code: 2)
            case "short.b.test", "long.name.b.test":
                ScriptedNameServer.Reply(records: isSix ? [] : [Self.here])
            default: ScriptedNameServer.Reply(code: 3)
            }
        }
        let host = try NameHost(servers: [])
        try host.use([server.address], "search a.test b.test\n")
        #expect(await host.probe("short").stop == NameHost.resolved)
        let failure = PathFailure.lookup(.answered(.serverFailure, server: server.address, .any))
        #expect(await host.probe("long.name").stop == PathStop(.resolve, failure))
    }

    /// Some list a server that only knows its own zones before the one that resolves.
    @Test
    func aServerThatDoesNotAskOthersIsPassedOver() async throws {
        let lame = try ScriptedNameServer("127.0.2.37") { _, _ in
            ScriptedNameServer.Reply(isResolver: false)
        }
        let good = try ScriptedNameServer("127.0.2.38") { _, isSix in
            ScriptedNameServer.Reply(records: isSix ? [] : [Self.here])
        }
        #expect(
            await (try NameHost(servers: [lame.address, good.address])).probe("a.test").stop
                == NameHost.resolved)
        let failure = PathFailure.lookup(.answered(.lame, server: lame.address, .any))
        #expect(
            await (try NameHost(servers: [lame.address])).probe("a.test").stop == PathStop(.resolve, failure))
    }

    @Test
    func anAliasOfNothingHasNoAddress() async throws {
        let server = try ScriptedNameServer("127.0.2.39") { name, isSix in
            let alias: [UInt8] = [1, 0x78, 4, 0x74, 0x65, 0x73, 0x74, 0]
            return ScriptedNameServer.Reply(records: name == "half.test" && !isSix ? [Self.here] : [alias])
        }
        let host = try NameHost(servers: [server.address])
        #expect(await host.probe("half.test").stop == NameHost.resolved)
        #expect(await host.probe("alias.test").stop == PathStop(.resolve, .lookup(.noAddress(.any))))
    }

    @Test
    func manyNamesAtOnceAreAllResolved() async throws {
        let server = try ScriptedNameServer("127.0.2.32") { _, isSix in
            isSix ? ScriptedNameServer.Reply() : ScriptedNameServer.Reply(records: [Self.here])
        }
        let host = try NameHost(servers: [server.address])
        let prober = host.prober
        let resolved = await withTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                let target = PortTarget(host: "n\(number).test", port: NameHost.closedPort)
                group.addTask { await prober.probeDirectly(at: target).stop == NameHost.resolved }
            }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(resolved == 100)
    }

    @Test
    func questionsThatAreOpenAtOnceShareOneSocket() async throws {
        let received = Reports(of: String.self)
        let silent = try ScriptedNameServer("127.0.2.45") { name, _ in
            received(name)
            return nil
        }
        let server = NameServer(silent.address, usesTCP: false, reactor: try Reactor())
        for number in 0..<100 {
            for family in [AddressFamily.ipv4, .ipv6] { server.ask("n\(number).test", family) { _ in } }
        }
        for _ in 0..<200 { _ = await received.next() }
        #expect(silent.peers == 1)
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
                let target = PortTarget(host: "same.test", port: NameHost.closedPort)
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
        #expect(await host.probe("served.test").stop == NameHost.resolved)
        #expect(server.questions == [])
        #expect(
            await host.probe("nowhere.test").stop
                == PathStop(.resolve, .lookup(.answered(.serverFailure, server: server.address, .any))))
    }

    @Test(arguments: [
        ("fe80::1%nowhere0", PathFailure.resolverFailed("this host has no network interface \"nowhere0\"")),
        ("127.0.0.1", .refused), ("::1", .refused), ("localhost", .refused), ("a.localhost", .refused),
    ])
    func whatNeedsNoServerAsksNone(name: String, failure: PathFailure) async throws {
        let seen = await (try NameHost(servers: ["127.0.2.99"], hosts: "")).probe(name)
        #expect(seen.stop?.failure == failure)
    }
}

/// Something that has happened, or not yet.
private final class Flag: Sendable {
    private let state = Mutex(false)
    var isSet: Bool { state.withLock { $0 } }
    func set() { state.withLock { $0 = true } }
}
