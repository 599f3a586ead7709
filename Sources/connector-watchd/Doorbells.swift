internal import TrustStore
internal import WatchCore

/// The doorbells of all watched files, each rung at most once until its ring was taken out of the mailbox.
struct Doorbells {
    private enum Command: Sendable {
        case watch([Bell: [String]])
        case taken(Bell)
    }

    private let commands: AsyncStream<Command>.Continuation

    /// Rings and faults go to the mailbox.
    init(mailbox: Mailbox) throws {
        let doorbell = try DirectoryDoorbell<Bell> { @Sendable in mailbox.post(.rang($0)) }
        let (stream, commands) = AsyncStream.makeStream(of: Command.self)
        self.commands = commands
        // Off the loop, as setting up a watch may wait for a mount that hangs; one by one, so in order.
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

    /// Watches these paths and no others, and rings once for each when it does.
    func watch(_ paths: [Bell: [String]]) {
        commands.yield(.watch(paths))
    }

    func taken(_ bell: Bell) {
        commands.yield(.taken(bell))
    }
}
