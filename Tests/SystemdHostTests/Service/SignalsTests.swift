import Glibc
import SystemdHost
import Testing

/// In processes of their own, which the signals are really sent to.
@Suite(.timeLimit(.minutes(2))) struct SignalsTests {
    @Test func everySignalIsReportedAndEndsNothing() async {
        await #expect(processExitsWith: .success) {
            let reports = AsyncStream<ServiceSignal>.makeStream()
            let signals = Signals { @Sendable in reports.continuation.yield($0) }
            var iterator = reports.stream.makeAsyncIterator()
            let table: [(Int32, ServiceSignal)] = [
                (SIGHUP, .hangUp), (SIGINT, .interrupt), (SIGTERM, .terminate), (SIGHUP, .hangUp),
            ]
            for (number, signal) in table {
                kill(getpid(), number)
                #expect(await iterator.next() == signal)
            }
            withExtendedLifetime(signals) {}
        }
    }

    @Test func aBrokenPipeIsAnErrorOfTheWrite() async {
        await #expect(processExitsWith: .success) {
            let signals = Signals { @Sendable _ in }
            var ends: [Int32] = [0, 0]
            try #require(pipe(&ends) == 0)
            close(ends[0])
            #expect(write(ends[1], "x", 1) == -1)
            #expect(errno == EPIPE)
            withExtendedLifetime(signals) {}
        }
    }

    @Test func aSignalThatIsNotWatchedKeepsItsAction() async {
        await #expect(processExitsWith: .signal(SIGHUP)) {
            let signals = Signals([.terminate]) { @Sendable _ in }
            kill(getpid(), SIGHUP)
            withExtendedLifetime(signals) {}
        }
    }
}
