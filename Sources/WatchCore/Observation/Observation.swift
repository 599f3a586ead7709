/// What a probe saw: facts only, no judgement.
package enum Observation: Sendable, Equatable {
    case port(ByRoute<PathObservation>)
    case login(ByRoute<PathObservation>)
    case tls(ByRoute<TLSObservation>)
    case host(HostObservation)
    case trust(TrustObservation)
    /// The look did not answer, not even after it was told to end.
    case unanswered
}

/// Probes one target.
///
/// An implementation does not retry, does not keep time (it ends promptly when its task is cancelled and then
/// says in which phase it was), knows no thresholds and announces nothing.
package protocol Prober: Sendable {
    func probe(at target: Target) async -> Observation
}
