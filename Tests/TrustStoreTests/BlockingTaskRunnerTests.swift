import Dispatch
import SerialQueue
import Testing

@testable import TrustStore

/// Counts the tasks that used it.
private struct Uses: TaskCache {
    var count = 0
}

/// What a task hangs on.
private struct Gate: Sendable {
    private let semaphore = DispatchSemaphore(value: 0)

    func wait() { semaphore.wait() }
    func open() { semaphore.signal() }
}

@Suite(.timeLimit(.minutes(2)))
struct BlockingTaskRunnerTests {
    private let runner = BlockingTaskRunner<String, Int, String, Uses>(
        cacheLimit: 10, executor: QueueExecutor(label: "runner"))

    private func quick(_ key: String, _ request: Int = 0, isPatient: Bool = true) async -> String {
        await runner.run(key, request, nothing: "nothing", isPatient: isPatient) { cache, tell in
            cache.count += 1
            _ = tell("use \(cache.count)")
        }
    }

    /// Starts a task that tells "half" and hangs at the gate; returns once it does.
    private func hang(_ key: String, at gate: Gate) async -> Task<String, Never> {
        let (hung, isHung) = AsyncStream.makeStream(of: Void.self)
        let task = Task { [runner] in
            await runner.run(key, 1, nothing: "nothing", isPatient: true) { _, tell in
                _ = tell("half")
                isHung.yield()
                gate.wait()
                _ = tell("whole")
            }
        }
        for await _ in hung { break }
        return task
    }

    @Test func anErrandLeavesItsMemoryToTheNextWithItsKey() async {
        #expect(await quick("a") == "use 1")
        #expect(await quick("a") == "use 2")
        #expect(await quick("b") == "use 1")
        #expect(await quick("a") == "use 3")
    }

    @Test func theMemoryLeastRecentlyUsedIsGivenUpBeyondTheBound() async {
        #expect(await quick("a") == "use 1")
        for count in 1...9 { #expect(await quick("b") == "use \(count)") }
        #expect(await quick("a") == "use 2")
        // Eleven are too many: the other key's go.
        #expect(await quick("b") == "use 1")
    }

    @Test func oneThatIsCancelledTellsWhatWasSeenByThen() async {
        let gate = Gate()
        let hung = await hang("a", at: gate)
        hung.cancel()
        #expect(await hung.value == "half")

        // So does one that only waited for it, unless it asks for something else.
        for (request, seen) in [(1, "half"), (2, "nothing")] {
            let waits = Task { await quick("a", request) }
            waits.cancel()
            #expect(await waits.value == seen)
        }
        gate.open()
    }

    @Test func oneWithoutPatienceDoesNotWaitForWhatHangs() async {
        let gate = Gate()
        let hung = await hang("a", at: gate)
        hung.cancel()
        _ = await hung.value
        #expect(await quick("a", 1, isPatient: false) == "half")
        #expect(await quick("a", 2, isPatient: false) == "nothing")
        #expect(await quick("b", 2, isPatient: false) == "use 1")
        gate.open()
    }

    /// Again and again, as either may come first: that somebody waits, and that there is nothing to wait for any more.
    @Test(arguments: [false, true])
    func whatSomebodyWaitsForIsWaitedFor(isPatient: Bool) async {
        for number in 1...500 {
            let gate = Gate()
            let busy = await hang("\(number)", at: gate)
            let waits = Task { await quick("\(number)", isPatient: isPatient) }
            gate.open()
            #expect(await busy.value == "whole")
            #expect(await waits.value == "use 1")
        }
    }
}
