/// What the phases of one probe share; each phase is a method, in its own file.
///
/// Everything here is used on the prober's queue.
struct ProbeContext {
    let reactor: Reactor
    let resolver: Resolver
    let tls: TLSContext
    /// Reads a systemd credential by its name, or returns `nil` if there is none.
    let readCredential: @Sendable (String) -> [UInt8]?
    let waiter: Waiter
}
