import Foundation
import Testing
import WatchCore

@testable import NetworkPath

@Suite(.timeLimit(.minutes(2)))
struct PortCancellationTests {
    private let prober: PathProber

    init() throws {
        prober = try PathProber()
    }

    /// Starts a probe and returns when what it began has been waited for by the prober at least once.
    private func begin(_ target: PortTarget) async -> Task<PathObservation, Never> {
        let probe = Task { [prober] in await prober.probeDirectly(at: target) }
        await settle()
        return probe
    }

    /// Another whole look that ends by itself goes behind what is in flight, in the pool that runs the tasks of a
    /// test and in the prober's queue.
    private func settle() async {
        await Task { [prober] in _ = await prober.probeDirectly(at: PortTarget(host: "203.0.113.9", port: 1))
        }.value
    }

    @Test(arguments: ["blackhole.test", "192.0.2.66"])
    func silenceIsWaitedForUntilTheProbeIsCancelled(host: String) async {
        let probe = await begin(PortTarget(host: host, port: 443))
        probe.cancel()
        let seen = await probe.value
        #expect(seen.stop?.failure == .outOfTime)
        if seen.stop?.phase == .connect {
            #expect(seen.addresses.map(\.address) == ["192.0.2.66"])
            #expect(seen.addresses.map(\.failure) == [.outOfTime])
        } else {
            #expect(seen.stop?.phase == .resolve && host == "blackhole.test")
        }
    }

    @Test
    func whatConnectedStandsBesideWhatStayedSilent() async throws {
        let listener = try Listener { close($0) }
        let probe = Task { [prober] in
            await prober.probeDirectly(at: PortTarget(host: "partly.test", port: listener.port))
        }
        for await _ in listener.accepted { break }
        await settle()
        probe.cancel()
        let seen = await probe.value
        #expect(seen.stop == nil)
        #expect(seen.address == "127.0.0.1")
        #expect(seen.addresses.count == 2)
        for attempt in seen.addresses {
            #expect(attempt.failure == (attempt.address == "127.0.0.1" ? nil : .outOfTime))
        }
    }

    @Test
    func aSilentResolverIsAbandonedAtOnce() async {
        let probe = await begin(PortTarget(host: "silent.test", port: 443))
        probe.cancel()
        let seen = await probe.value
        #expect(seen.stop == PathStop(.resolve, .outOfTime))
        #expect(seen.addresses.isEmpty)
        #expect(seen.timings.resolve != nil && seen.timings.connect == nil)
    }

    @Test
    func silentNamesDoNotHoldUpAddresses() async throws {
        let listener = try Listener { close($0) }
        let silent = (1...20).map { number in
            Task { [prober] in
                await prober.probeDirectly(at: PortTarget(host: "\(number).silent.test", port: 443))
            }
        }
        await settle()
        let seen = await prober.probeDirectly(at: PortTarget(host: "127.0.0.1", port: listener.port))
        #expect(seen.stop == nil)
        for probe in silent { probe.cancel() }
        for probe in silent {
            #expect(await probe.value.stop == PathStop(.resolve, .outOfTime))
        }
    }

    @Test
    func aProbeThatIsCancelledBeforeItStartsEndsInItsFirstWait() async {
        let probe = Task { [prober] in
            withUnsafeCurrentTask { $0?.cancel() }
            return await prober.probeDirectly(at: PortTarget(host: "192.0.2.66", port: 443))
        }
        #expect(await probe.value.stop == PathStop(.connect, .outOfTime))
    }

    @Test
    func cancellingManyProbesLeavesNoConnectionBehind() async throws {
        let listener = try Listener { close($0) }
        let port = listener.port
        let probes = (1...100).map { _ in
            Task { [prober] in await prober.probeDirectly(at: PortTarget(host: "partly.test", port: port)) }
        }
        for await count in listener.accepted where count == probes.count { break }
        #expect(try openConnections(to: port) >= probes.count)
        for probe in probes { probe.cancel() }
        for probe in probes {
            #expect(
                await probe.value.addresses.filter { $0.failure == .outOfTime }.map(\.address) == [
                    "192.0.2.66"
                ])
        }
        #expect(try openConnections(to: port) == 0)
    }
}
