internal import Looker
internal import WatchCore

/// The tasks of the looks under way, each until its answer has been taken out of the mailbox.
struct LooksUnderWay {
    private var tasks: [Ticket: Task<Void, Never>] = [:]
    private let looker: Looker
    private let mailbox: Mailbox

    init(looker: Looker, mailbox: Mailbox) {
        self.looker = looker
        self.mailbox = mailbox
    }

    mutating func start(_ ticket: Ticket, _ target: Target) {
        tasks[ticket] = Task.detached { @Sendable [looker, mailbox] in
            mailbox.post(.answered(ticket, await looker.look(at: target)))
        }
    }

    /// Tells a look that its time is up; its answer still comes.
    func end(_ ticket: Ticket) {
        tasks[ticket]?.cancel()
    }

    mutating func forget(_ ticket: Ticket) {
        tasks[ticket] = nil
    }
}
