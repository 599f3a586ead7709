internal import TrustStore
internal import WatchCore

/// The doorbells of all watched files, each rung at most once until its ring was taken out of the mailbox.
///
/// Every one has a descriptor of its own: the files of an agent may lie on a mount that hangs, and hold up theirs.
/// Where the kernel gives none, everything goes on without.
struct Doorbells {
    private let mailbox: Mailbox
    private var doorbells: [Bell: WatchedBell] = [:]

    /// Rings and faults go to the mailbox.
    init(mailbox: Mailbox) {
        self.mailbox = mailbox
    }

    /// Watches these paths and no others, and rings once for each when it does.
    mutating func watch(_ paths: [Bell: [String]]) {
        for (bell, doorbell) in doorbells where paths[bell] == nil {
            doorbell.end()
            doorbells[bell] = nil
        }
        for (bell, paths) in paths {
            let doorbell = doorbells[bell] ?? WatchedBell(bell, mailbox: mailbox)
            doorbells[bell] = doorbell
            doorbell?.watch(paths)
        }
    }

    func taken(_ bell: Bell) {
        doorbells[bell]?.taken()
    }
}

/// A bell on an inotify descriptor, served in the order of the calls and off the loop: setting up a watch may wait for
/// a mount that hangs.
private struct WatchedBell {
    private enum Command: Sendable {
        case watch([String])
        case taken
    }

    private let commands: AsyncStream<Command>.Continuation

    /// `nil`: the kernel gives no descriptor, which is posted.
    init?(_ bell: Bell, mailbox: Mailbox) {
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
                case .taken: await doorbell.taken(bell)
                case .watch(let paths):
                    if let fault = await doorbell.watch([bell: paths]) {
                        mailbox.post(.degraded(fault.description))
                    }
                    // What changed before the watches stood did not ring.
                    mailbox.post(.rang(bell))
                }
            }
        }
    }

    func watch(_ paths: [String]) {
        commands.yield(.watch(paths))
    }

    func taken() {
        commands.yield(.taken)
    }

    /// Stops watching.
    func end() {
        commands.finish()
    }
}
