import Dispatch
import Foundation

/// A file that this process holds a lease on: whoever opens it hangs in open(2) until the lease is given back, as
/// on a mount that has died.
///
/// One at a time, as the kernel asks for it back by a signal.
final class Lease: Sendable {
    /// Where the signal's handler writes to, which can hold no state of its own.
    private static let bell: Int32 = 200
    /// F_SETLEASE, which Swift's Glibc module does not export.
    private static let setLease: Int32 = 1024

    private let file: Int32
    private let askedBack: Int32

    init(on path: String) throws {
        var ends: [Int32] = [-1, -1]
        file = open(path, O_RDWR | O_CLOEXEC)
        guard pipe(&ends) == 0, dup2(ends[1], Self.bell) == Self.bell else { throw POSIXError(.EMFILE) }
        askedBack = ends[0]
        close(ends[1])
        signal(SIGIO) { _ in _ = write(200, "!", 1) }
        guard fcntl(file, Self.setLease, Int32(F_WRLCK)) == 0 else { throw POSIXError(.EAGAIN) }
    }

    deinit {
        close(askedBack)
        close(Self.bell)
    }

    /// Returns once somebody hangs in opening the file.
    func isAskedBack() async {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { @Sendable [self] in
                var byte: UInt8 = 0
                _ = read(askedBack, &byte, 1)
                continuation.resume()
            }
        }
    }

    func giveBack() {
        close(file)
    }
}
