internal import TrustStore
internal import WatchCore

/// The doorbells of all watched files, each rung at most once until its ring was taken out of the mailbox.
struct Doorbells {
    private let doorbell: DirectoryDoorbell<Bell>

    init(mailbox: Mailbox) throws {
        doorbell = try DirectoryDoorbell { @Sendable in mailbox.post(.rang($0)) }
    }

    /// Watches these paths and no others.
    ///
    /// Where the kernel's limits do not allow the watches, looks go on by the clock.
    func watch(_ paths: [Bell: [String]]) {
        Task.detached { @Sendable [doorbell] in _ = await doorbell.watch(paths) }
    }

    func taken(_ bell: Bell) {
        Task.detached { @Sendable [doorbell] in await doorbell.taken(bell) }
    }
}
