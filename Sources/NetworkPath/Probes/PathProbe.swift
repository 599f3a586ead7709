internal import WatchCore

/// A probe over one route, from its first phase to the last one that it needs.
///
/// It runs on the prober's queue, keeps no time, and ends promptly once its task is cancelled.
protocol PathProbe<Seen> {
    associatedtype Seen: Sendable

    func run(with tools: ProbeContext) async -> Seen
}

/// What the phases of one probe share; each phase is a method of it, in a file of its own.
///
/// Everything here lives on the prober's queue.
struct ProbeContext {
    let reactor: Reactor
    let resolver: Resolver
    let tls: TLSContext
    /// Reads a systemd credential by its name, or returns `nil` if there is none.
    let readCredential: @Sendable (String) -> [UInt8]?
    let waiter: Waiter
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
