internal import TrustStore
internal import WatchCore

/// The doorbells of all watched files, each rung at most once until its ring was taken out of the mailbox.
///
/// The configuration has one of its own: the trust files may lie on a mount that hangs, and hold up theirs.
/// Where the kernel gives none, everything goes on without.
struct Doorbells {
    private let configuration: WatchedBells?
    private let checks: WatchedBells?

    /// Rings and faults go to the mailbox.
    init(mailbox: Mailbox) {
        configuration = WatchedBells(mailbox: mailbox)
        checks = WatchedBells(mailbox: mailbox)
    }

    /// Watches these paths and no others, and rings once for each when it does.
    func watch(_ paths: [Bell: [String]]) {
        configuration?.watch(paths.filter { $0.key == .configuration })
        checks?.watch(paths.filter { $0.key != .configuration })
    }

    func taken(_ bell: Bell) {
        switch bell {
        case .configuration: configuration?.taken(bell)
        case .check: checks?.taken(bell)
        }
    }
}

/// Bells on one inotify descriptor, served in the order of the calls and off the loop: setting up a watch may wait
/// for a mount that hangs.
private struct WatchedBells {
    private enum Command: Sendable {
        case watch([Bell: [String]])
        case taken(Bell)
    }

    private let commands: AsyncStream<Command>.Continuation

    /// `nil`: the kernel gives no descriptor, which is posted.
    init?(mailbox: Mailbox) {
        let doorbell: DirectoryDoorbell<Bell>
        do {
            doorbell = try DirectoryDoorbell { @Sendable in mailbox.post(.rang($0)) }
        } catch {
            mailbox.post(.degraded(error.description))
            return nil
        }
        let (stream, commands) = AsyncStream.makeStream(of: Command.self)
        self.commands = commands
        Task.detached { @Sendable in
            for await command in stream {
                switch command {
                case .taken(let bell): await doorbell.taken(bell)
                case .watch(let paths):
                    if let fault = await doorbell.watch(paths) { mailbox.post(.degraded(fault.description)) }
                    // What changed before the watches stood did not ring.
                    for bell in paths.keys { mailbox.post(.rang(bell)) }
                }
            }
        }
    }

    func watch(_ paths: [Bell: [String]]) {
        commands.yield(.watch(paths))
    }

    func taken(_ bell: Bell) {
        commands.yield(.taken(bell))
    }
}
