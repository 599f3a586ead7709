internal import Dispatch
internal import Glibc

/// A signal that the daemon acts on.
package enum ServiceSignal: Sendable, CaseIterable {
    case terminate
    case interrupt
    case hangUp

    /// signal(7).
    var number: Int32 {
        switch self {
        case .terminate: SIGTERM
        case .interrupt: SIGINT
        case .hangUp: SIGHUP
        }
    }
}

/// Turns the signals of this process into calls; until it ends, they have no other effect.
///
/// SIGPIPE is ignored as well: a broken pipe is an error of the one write that met it.
package final class Signals: Sendable {
    private let sources: [DispatchSource]

    /// Calls `onSignal` on a queue of Dispatch; signals that come faster than calls return are merged.
    package init(
        _ signals: [ServiceSignal] = ServiceSignal.allCases,
        onSignal: @escaping @Sendable (ServiceSignal) -> Void
    ) {
        Glibc.signal(SIGPIPE, SIG_IGN)
        sources = signals.map { signal in
            // Dispatch only watches; the default action would still end the process.
            Glibc.signal(signal.number, SIG_IGN)
            let source = DispatchSource.sendable(DispatchSource.makeSignalSource(signal: signal.number))
            source.setEventHandler { @Sendable in onSignal(signal) }
            source.activate()
            return source
        }
    }

    deinit { for source in sources { source.cancel() } }
}
