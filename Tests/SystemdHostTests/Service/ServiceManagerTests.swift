import Glibc
import SystemdHost
import Testing
import WatchCore

/// In processes of their own, as the environment belongs to the whole process.
@Suite(.timeLimit(.minutes(2))) struct ServiceManagerTests {
    @Test func everyMessageArrivesAsTheServiceProtocolHasIt() async {
        await #expect(processExitsWith: .success) {
            let receiver = try NotifySocket()
            let manager = ServiceManager()
            let table: [(ServiceNotification, String)] = [
                (.ready(status: "Up."), "READY=1\nSTATUS=Up."), (.stopping, "STOPPING=1"),
                (.watchdog, "WATCHDOG=1"),
                (.status("12 checks, 1 fails."), "STATUS=12 checks, 1 fails."),
                (.status("a\nSTOPPING=1"), "STATUS=a\\nSTOPPING=1"),
            ]
            for (notification, message) in table {
                #expect(manager.notify(notification))
                #expect(receiver.next() == message)
            }
        }
    }

    @Test func reloadingCarriesTheMonotonicTime() async {
        await #expect(processExitsWith: .success) {
            let receiver = try NotifySocket()
            let before = monotonicMicroseconds()
            #expect(ServiceManager().notify(.reloading))
            let lines = receiver.next().split(separator: "\n")
            #expect(lines.first == "RELOADING=1")
            let time = try #require(lines.last?.split(separator: "=").last.flatMap { Int($0) })
            #expect(lines.last == "MONOTONIC_USEC=\(time)")
            #expect((before...monotonicMicroseconds()).contains(time))
        }
    }

    @Test func withoutAServiceManagerNothingIsSent() async {
        await #expect(processExitsWith: .success) {
            unsetenv("NOTIFY_SOCKET")
            #expect(!ServiceManager().notify(.ready(status: "Up.")))
            #expect(ServiceManager().watchdogInterval() == nil)
        }
    }

    @Test func theWatchdogIsForTheProcessThatItNames() async {
        await #expect(processExitsWith: .success) {
            setenv("WATCHDOG_USEC", "2500000", 1)
            #expect(ServiceManager().watchdogInterval() == .milliseconds(2500))
            setenv("WATCHDOG_PID", "\(getpid())", 1)
            #expect(ServiceManager().watchdogInterval() == .milliseconds(2500))
            setenv("WATCHDOG_PID", "\(getpid() + 1)", 1)
            #expect(ServiceManager().watchdogInterval() == nil)
        }
    }
}

/// `CLOCK_MONOTONIC` now.
private func monotonicMicroseconds() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
}

/// The service manager's end of the protocol: a datagram socket that `NOTIFY_SOCKET` names.
private struct NotifySocket {
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        let path = "/tmp/connector-watch-notify-\(getpid())"
        unlink(path)
        try #require(UnixAddress.bind(descriptor, to: path) == 0)
        setenv("NOTIFY_SOCKET", path, 1)
    }

    func next() -> String {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    }
}
