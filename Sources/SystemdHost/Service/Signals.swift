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

/// Turns signals of this process into calls; while it exists, they have no other effect.
///
/// SIGPIPE is ignored: a broken pipe is an error of the write in question.
package final class Signals: Sendable {
    private let sources: [DispatchSource]

    /// Begins to handle signals; from its return on, no signal is lost.
    ///
    /// Until then signals keep their default action: one that was ignored until Dispatch has its handler would be lost.
    ///
    /// - Parameters:
    ///   - signals: those to handle.
    ///   - onSignal: called on a Dispatch queue; signals that arrive faster than calls return are merged.
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
