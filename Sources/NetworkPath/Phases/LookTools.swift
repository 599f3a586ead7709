/// What the phases of one look share; each phase is a method of it, in a file of its own.
///
/// Everything here lives on the prober's queue.
struct LookTools {
    let reactor: Reactor
    let resolver: Resolver
    let tls: TLSContext
    let waiter: Waiter
}
