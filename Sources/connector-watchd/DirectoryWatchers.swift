internal import TrustStore
internal import WatchCore

/// The watcher of all watched files, each rung at most once until its ring was taken out of the mailbox.
///
/// Every one has a descriptor of its own: the files of an agent may lie on a mount that hangs, and hold up theirs.
/// Where the kernel gives none, everything goes on without.
struct DirectoryWatchers {
    private let mailbox: Mailbox
    private var watchers: [WatchKey: KeyWatcher] = [:]

    /// Rings and faults go to the mailbox.
    init(mailbox: Mailbox) {
        self.mailbox = mailbox
    }

    /// Watches these paths and no others, and reports a change once for each when it does.
    mutating func watch(_ paths: [WatchKey: [String]]) {
        for (key, watcher) in watchers where paths[key] == nil {
            watcher.end()
            watchers[key] = nil
        }
        // Many agents may be one too many for the kernel, which is one trouble.
        var faults: Set<String> = []
        for (key, paths) in paths {
            do {
                let watcher = try watchers[key] ?? KeyWatcher(key, mailbox: mailbox)
                watchers[key] = watcher
                watcher.watch(paths)
            } catch {
                faults.insert("\(error)")
                mailbox.post(.changed(key))
            }
        }
        for fault in faults.sorted() { mailbox.post(.degraded(fault)) }
    }

    func taken(_ key: WatchKey) {
        watchers[key]?.taken()
    }
}

/// A watch key on an inotify descriptor, served in the order of the calls and off the loop: setting up a watch may wait for
/// a mount that hangs.
private struct KeyWatcher {
    private enum Command: Sendable {
        case watch([String])
        case taken
    }

    private let commands: AsyncStream<Command>.Continuation

    /// Throws where the kernel gives no descriptor.
    init(_ key: WatchKey, mailbox: Mailbox) throws {
        let watcher = try DirectoryWatcher<WatchKey> { @Sendable in mailbox.post(.changed($0)) }
        let (stream, commands) = AsyncStream.makeStream(of: Command.self)
        self.commands = commands
        Task.detached { @Sendable in
            for await command in stream {
                switch command {
                case .taken: await watcher.taken(key)
                case .watch(let paths):
                    if let fault = await watcher.watch([key: paths]) {
                        mailbox.post(.degraded(fault.description))
                    }
                    // What changed before the watches stood did not ring.
                    mailbox.post(.changed(key))
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
