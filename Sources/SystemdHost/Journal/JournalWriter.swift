internal import CSystemd
internal import Dispatch
internal import Glibc
internal import SystemPackage
package import WatchCore

/// Sends entries to the journal with sd_journal_sendv(3), on a thread of its own.
///
/// That call blocks while journald hangs, so it never runs on the caller's thread. Nothing is dropped, counted or
/// retried here: the caller decides how many entries wait.
package final class JournalWriter: Sendable {
    /// Where libsystemd sends to (sd_journal_sendv(3)).
    private static let socketPath = "/run/systemd/journal/socket"

    private let queue = DispatchQueue(label: "journal")
    private let identifier: String

    /// - Parameter identifier: the `SYSLOG_IDENTIFIER` of every entry.
    package init(identifier: String = JournalReader.identifier) {
        self.identifier = identifier
    }

    /// Sends an entry after those before it.
    ///
    /// - Parameters:
    ///   - entry: the entry.
    ///   - report: called on the writer's queue with the result.
    package func send(_ entry: JournalEntry, then report: @escaping @Sendable (JournalDelivery) -> Void) {
        queue.async { @Sendable [identifier] in report(Self.deliver(entry, identifier: identifier)) }
    }

    /// Sends an entry, and waits for the result.
    package func send(_ entry: JournalEntry) async -> JournalDelivery {
        await withCheckedContinuation { continuation in
            send(entry) { @Sendable in continuation.resume(returning: $0) }
        }
    }

    private static func deliver(_ entry: JournalEntry, identifier: String) -> JournalDelivery {
        assert(entry.others.allSatisfy { isValidName($0.name) }, "journald drops fields with such a name.")
        // Without a socket the call below would claim success.
        guard access(socketPath, F_OK) == 0 else { return .absent }
        let fields = entry.fields + [("SYSLOG_IDENTIFIER", identifier)]
        let result = withVectors(fields.map { Array("\($0.name)=\($0.value)".utf8) }) {
            sd_journal_sendv($0.baseAddress, Int32($0.count))
        }
        return switch -result {
        case ...0: .delivered
        case ECONNREFUSED, ENOENT: .absent
        default: .failed(Errno(rawValue: -result).description)
        }
    }

    /// systemd.journal-fields(7): upper case letters, digits and `_`, no leading `_` or digit, at most 64.
    private static func isValidName(_ name: String) -> Bool {
        guard let first = name.utf8.first, name.utf8.count <= 64 else { return false }
        return (0x41...0x5a).contains(first)
            && name.utf8.allSatisfy { (0x41...0x5a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f }
    }

    /// Calls `body` with vectors that point into one buffer; both are valid only during the call.
    private static func withVectors(
        _ fields: [[UInt8]], _ body: (UnsafeBufferPointer<iovec>) -> Int32
    ) -> Int32 {
        var bytes = fields.flatMap { $0 }
        return bytes.withUnsafeMutableBytes { buffer in
            var offset = 0
            let vectors = fields.map { field in
                defer { offset += field.count }
                return iovec(iov_base: buffer.baseAddress?.advanced(by: offset), iov_len: field.count)
            }
            return vectors.withUnsafeBufferPointer(body)
        }
    }
}
