internal import WatchCore

/// What the phases of one probe share; each phase is a method, in its own file.
///
/// Everything here is used on the prober's queue.
struct ProbeContext {
    let reactor: Reactor
    let resolver: Resolver
    let tls: TLSContext
    /// Reads a systemd credential by its name.
    let readCredential: @Sendable (String) -> CredentialReading
    let waiter: Waiter
}
