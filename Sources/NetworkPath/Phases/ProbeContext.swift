internal import WatchCore

/// What the phases of one walk share; each phase is a method of it, in a file of its own.
///
/// Everything here lives on the prober's queue.
struct ProbeContext {
    let reactor: Reactor
    let resolver: Resolver
    let tls: TLSContext
    /// Reads a systemd credential by its name.
    let readCredential: @Sendable (String) -> CredentialReading
    let waiter: Waiter
}
