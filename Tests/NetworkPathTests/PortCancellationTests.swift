import Foundation
import Testing
import WatchCore

@testable import NetworkPath

@Suite(.timeLimit(.minutes(15)))
struct PortCancellationTests {
    private let prober: PathProber

    init() throws {
        prober = try PathProber()
    }

    /// Starts a look and returns when what it began has been waited for by the prober at least once.
    private func begin(_ target: PortTarget) async -> Task<PathObservation, Never> {
        let look = Task { [prober] in await prober.lookDirectly(at: target) }
        await settle()
        return look
    }

    /// Another whole look that ends by itself goes behind what is under way, in the pool that runs the tasks of a
    /// test and in the prober's queue.
    private func settle() async {
        await Task { [prober] in _ = await prober.lookDirectly(at: PortTarget(host: "203.0.113.9", port: 1))
        }.value
    }

    @Test(arguments: ["blackhole.test", "192.0.2.66"])
    func silenceIsWaitedForUntilTheLookIsCancelled(host: String) async {
        let look = await begin(PortTarget(host: host, port: 443))
        look.cancel()
        let seen = await look.value
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
        let look = Task { [prober] in
            await prober.lookDirectly(at: PortTarget(host: "partly.test", port: listener.port))
        }
        for await _ in listener.accepted { break }
        await settle()
        look.cancel()
        let seen = await look.value
        #expect(seen.stop == nil)
        #expect(seen.address == "127.0.0.1")
        #expect(seen.addresses.count == 2)
        for attempt in seen.addresses {
            #expect(attempt.failure == (attempt.address == "127.0.0.1" ? nil : .outOfTime))
        }
    }

    @Test
    func aSilentResolverIsAbandonedAtOnce() async {
        let look = await begin(PortTarget(host: "silent.test", port: 443))
        look.cancel()
        let seen = await look.value
        #expect(seen.stop == PathStop(.resolve, .outOfTime))
        #expect(seen.addresses.isEmpty)
        #expect(seen.timings.resolve != nil && seen.timings.connect == nil)
    }

    @Test
    func silentNamesDoNotHoldUpAddresses() async throws {
        let listener = try Listener { close($0) }
        let silent = (1...20).map { number in
            Task { [prober] in
                await prober.lookDirectly(at: PortTarget(host: "\(number).silent.test", port: 443))
            }
        }
        await settle()
        let seen = await prober.lookDirectly(at: PortTarget(host: "127.0.0.1", port: listener.port))
        #expect(seen.stop == nil)
        for look in silent { look.cancel() }
        for look in silent {
            #expect(await look.value.stop == PathStop(.resolve, .outOfTime))
        }
    }

    @Test
    func aLookThatIsCancelledBeforeItStartsEndsInItsFirstWait() async {
        let look = Task { [prober] in
            withUnsafeCurrentTask { $0?.cancel() }
            return await prober.lookDirectly(at: PortTarget(host: "192.0.2.66", port: 443))
        }
        #expect(await look.value.stop == PathStop(.connect, .outOfTime))
    }

    @Test
    func cancellingManyLooksLeavesNoConnectionBehind() async throws {
        let listener = try Listener { close($0) }
        let port = listener.port
        let looks = (1...100).map { _ in
            Task { [prober] in await prober.lookDirectly(at: PortTarget(host: "partly.test", port: port)) }
        }
        for await count in listener.accepted where count == looks.count { break }
        #expect(try openConnections(to: port) >= looks.count)
        for look in looks { look.cancel() }
        for look in looks {
            #expect(
                await look.value.addresses.filter { $0.failure == .outOfTime }.map(\.address) == [
                    "192.0.2.66"
                ])
        }
        #expect(try openConnections(to: port) == 0)
    }
}
