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
        // Many agents may be one too many for the kernel, which is one trouble.
        var faults: Set<String> = []
        for (bell, paths) in paths {
            do {
                let doorbell = try doorbells[bell] ?? WatchedBell(bell, mailbox: mailbox)
                doorbells[bell] = doorbell
                doorbell.watch(paths)
            } catch {
                faults.insert("\(error)")
                mailbox.post(.rang(bell))
            }
        }
        for fault in faults.sorted() { mailbox.post(.degraded(fault)) }
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

    /// Throws where the kernel gives no descriptor.
    init(_ bell: Bell, mailbox: Mailbox) throws {
        let doorbell = try DirectoryDoorbell<Bell> { @Sendable in mailbox.post(.rang($0)) }
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
