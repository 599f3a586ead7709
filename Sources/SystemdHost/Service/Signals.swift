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
    ///
    /// From its return on no signal is lost. Before, signals have their default action: were they ignored until
    /// Dispatch has put its own handler in place, one sent in between would be gone.
    package init(
        _ signals: [ServiceSignal] = ServiceSignal.allCases,
        onSignal: @escaping @Sendable (ServiceSignal) -> Void
    ) {
        Glibc.signal(SIGPIPE, SIG_IGN)
        let registered = DispatchSemaphore(value: 0)
        sources = signals.map { signal in
            let source = DispatchSource.sendable(DispatchSource.makeSignalSource(signal: signal.number))
            source.setEventHandler { @Sendable in onSignal(signal) }
            source.setRegistrationHandler { @Sendable in _ = registered.signal() }
            source.activate()
            return source
        }
        for _ in signals { registered.wait() }
    }

    deinit { for source in sources { source.cancel() } }
}
