import Dispatch
import Foundation

/// A file that this process holds a lease on: whoever opens it hangs in open(2) until the lease is given back, as
/// on a mount that has died.
///
/// One at a time, as the kernel asks for it back by a signal.
final class Lease: Sendable {
    /// F_SETLEASE, which Swift's Glibc module does not export.
    private static let setLease: Int32 = 1024

    private let file: Int32

    init(on path: String) async throws {
        file = open(path, O_RDWR | O_CLOEXEC)
        guard key.readEnd >= 0 else { throw POSIXError(.EMFILE) }
        key.silence()
        signal(SIGIO) { _ in _ = write(key.writeEnd, "!", 1) }
        // A program that another test starts just then holds what this process has open, until it is executed.
        while fcntl(file, Self.setLease, Int32(F_WRLCK)) != 0 {
            guard errno == EAGAIN else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
            try Task.checkCancellation()
            await Task.yield()
        }
    }

    /// Returns once somebody hangs in opening the file.
    func isAskedBack() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { @Sendable in
                key.wait()
                continuation.resume()
            }
        }
    }

    func trim() {
        close(file)
    }
}

/// Where the signal's handler writes to, which can hold no state of its own; open as long as the process.
private let key = SignalPipe()

private struct SignalPipe: Sendable {
    let readEnd: Int32
    let writeEnd: Int32

    /// Both ends are -1 where there is no descriptor left.
    init() {
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (readEnd, writeEnd) = (ends[0], ends[1])
    }

    func wait() {
        var byte: UInt8 = 0
        _ = read(readEnd, &byte, 1)
    }

    /// Takes out what an earlier signal left.
    func silence() {
        var state = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        while poll(&state, 1, 0) > 0 { wait() }
    }
}
