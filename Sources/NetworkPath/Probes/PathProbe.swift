internal import WatchCore

/// A probe over one route, from its first phase to the last one it needs.
///
/// It runs on the prober's queue, has no deadline of its own, and ends promptly when its task is cancelled.
protocol PathProbe<Seen> {
    associatedtype Seen: Sendable

    func run(with context: ProbeContext) async -> Seen
}

/// What the phases of one probe share; each phase is a method of it, in a file of its own.
///
/// Everything here lives on the prober's queue.
struct ProbeContext {
    let reactor: Reactor
    let resolver: Resolver
    var tls: TLSContext
    let revocation: RevocationMemory
    /// Reads a systemd credential by its name.
    let readCredential: @Sendable (String) -> CredentialReading
    let waiter: Waiter
    /// Signals the waiter after so long.
    let signalAfter: (Duration) -> Void
}

/// Ends a phase early.
///
/// It travels inside this module only: the probes turn it into the `PathStop` of their observation.
struct PhaseError: Error, Equatable {
    let failure: PathFailure

    init(_ failure: PathFailure) {
        self.failure = failure
    }
}
