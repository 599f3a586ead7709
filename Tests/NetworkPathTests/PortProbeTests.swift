import Foundation
import Testing
import WatchCore

@testable import NetworkPath

@Suite(.timeLimit(.minutes(2)))
struct PortProbeTests {
    private let prober: PathProber

    init() throws {
        prober = try PathProber()
    }

    @Test
    func anOpenPortIsConnectedTo() async throws {
        let listener = try Listener { close($0) }
        let seen = await prober.probeDirectly(at: PortTarget(host: "127.0.0.1", port: listener.port))
        #expect(seen.stop == nil)
        #expect(seen.address == "127.0.0.1")
        #expect(seen.addresses.map(\.address) == ["127.0.0.1"])
        #expect(seen.addresses.map(\.failure) == [nil])
        #expect(seen.timings.resolve != nil && seen.timings.connect != nil)
        #expect(seen.timings.handshake == nil && seen.tls == nil)
    }

    @Test
    func aPortWhereNobodyListensRefuses() async throws {
        let (descriptor, port) = try Listener.bound(to: "127.0.0.1")
        defer { close(descriptor) }
        let seen = await prober.probeDirectly(at: PortTarget(host: "ok.test", port: port))
        #expect(seen.stop == PathStop(.connect, .refused))
        #expect(seen.addresses.map(\.failure) == [.refused])
        #expect(seen.address == nil)
    }

    @Test(arguments: [
        ("nowhere.test", PathStop(.resolve, .nameNotFound)),
        ("blocked.test", PathStop(.resolve, .lookup(.blocked(address: "::", isInHosts: false)))),
        ("here.test", PathStop(.resolve, .lookup(.blocked(address: "127.0.0.1", isInHosts: false)))),
        ("rejected.test", PathStop(.connect, .hostUnreachable)),
        ("denied.test", PathStop(.connect, .denied)),
        ("noroute.test", PathStop(.connect, .networkUnreachable)),
        ("203.0.113.9", PathStop(.connect, .networkUnreachable)),
    ])
    func whatIsInTheWayIsNamed(host: String, stop: PathStop) async {
        let seen = await prober.probeDirectly(at: PortTarget(host: host, port: 443))
        #expect(seen.stop == stop)
    }

    @Test
    func aResolverThatRefusesIsToldFromANameThatDoesNotExist() async throws {
        let seen = await prober.probeDirectly(at: PortTarget(host: "www.example", port: 443))
        let stop = try #require(seen.stop)
        #expect(stop.phase == .resolve)
        #expect(stop.failure == .lookup(.answered(.refused, server: "127.0.0.53", .any)))
    }

    @Test(arguments: [
        (AddressFamily.ipv4, "ok.test", nil as PathStop?),
        (.ipv6, "ok.test", PathStop(.resolve, .lookup(.noAddress(.ipv6)))),
        (.ipv6, "127.0.0.1", PathStop(.resolve, .lookup(.noAddress(.ipv6)))),
        (.ipv6, "both.test", PathStop(.connect, .refused)),
    ])
    func theFamilyThatIsAskedForIsTried(family: AddressFamily, host: String, stop: PathStop?) async throws {
        let listener = try Listener { close($0) }
        let seen = await prober.probeDirectly(at: PortTarget(host: host, port: listener.port, family: family))
        #expect(seen.stop == stop)
        #expect(seen.addresses.count == (stop?.phase == .resolve ? 0 : 1))
    }

    @Test(arguments: ["both.test", "some.test"])
    func everyAddressIsTriedAndOneIsEnough(host: String) async throws {
        let listener = try Listener { close($0) }
        let seen = await prober.probeDirectly(at: PortTarget(host: host, port: listener.port))
        #expect(seen.stop == nil)
        #expect(seen.address == "127.0.0.1")
        #expect(seen.addresses.count == 2)
        for attempt in seen.addresses {
            #expect(attempt.failure == (attempt.address == "127.0.0.1" ? nil : .refused))
        }
    }

    @Test
    func everyAddressRefusingMakesTheFirstOnesFailureTheStop() async throws {
        let (descriptor, port) = try Listener.bound(to: "127.0.0.1")
        defer { close(descriptor) }
        let seen = await prober.probeDirectly(at: PortTarget(host: "both.test", port: port))
        #expect(seen.stop == PathStop(.connect, .refused))
        #expect(seen.addresses.map(\.failure) == [.refused, .refused])
    }

    @Test
    func manyProbesAtOnceLeaveNoConnectionBehind() async throws {
        let listener = try Listener { close($0) }
        let target = PortTarget(host: "127.0.0.1", port: listener.port)
        let connected = await withTaskGroup(of: Bool.self) { [prober] probes in
            for _ in 0..<100 { probes.addTask { await prober.probeDirectly(at: target).stop == nil } }
            return await probes.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(connected == 100)
        #expect(try openConnections(to: listener.port) == 0)
    }

    @Test
    func aProberEndsWithItsLastProbe() async throws {
        weak var ended: PathProber?
        do {
            let prober = try PathProber()
            ended = prober
            _ = await prober.probeDirectly(at: PortTarget(host: "nowhere.test", port: 1))
        }
        #expect(ended == nil)
    }
}
