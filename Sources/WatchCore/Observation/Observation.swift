/// What a probe saw: facts only, no judgement.
package indirect enum Observation: Sendable, Equatable {
    case port(ByRoute<PathObservation>)
    case login(ByRoute<PathObservation>)
    case tls(ByRoute<TLSObservation>)
    case cloud(CloudObservation)
    case host(HostObservation)
    case trust(TrustObservation)
    /// The probe did not answer, not even after it was told to end.
    case unanswered
    /// This process had no descriptor left for it, so nothing is known of the target.
    case starved
}

extension Observation {
    /// Whether a server's chain leads to no root of this host, as far as is known.
    package var lacksIssuer: Bool {
        problems.contains { $0.gap == nil && $0.kind.isIssuerMissing }
    }

    /// Whether it is proven what a server leaves out of its chain.
    package var showsGap: Bool { problems.contains { $0.gap != nil } }

    private var problems: [CertificateProblem] {
        switch self {
        case .login(let paths): paths.all.flatMap { $0.value.tls?.problems ?? [] }
        case .tls(let routes): routes.all.flatMap { $0.value.control.tls?.problems ?? [] }
        case .port, .cloud, .host, .trust, .unanswered, .starved: []
        }
    }
}

/// How much of a target a probe looks at.
package enum Look: Sendable, Equatable {
    /// At all of it, as something may have changed.
    case thorough
    /// Nothing calls for it but the time: of large stores that were well, at the certificate's own files, and at some of the
    /// others in turn.
    case inPassing
}

/// Probes one target.
///
/// An implementation does not retry, does not keep time (it ends promptly when its task is cancelled and then
/// says in which phase it was), knows no thresholds and announces nothing.
package protocol Prober: Sendable {
    /// What the task of a probe is to prefer, or `nil` if it may run anywhere.
    func executor(of target: Target) -> (any TaskExecutor)?
    func probe(at target: Target) async -> Observation
}

extension Prober {
    package func executor(of target: Target) -> (any TaskExecutor)? { nil }
}

/// The limits of probes, for the daemon and for a single run alike.
///
/// The one deadline of a probe has two steps: after `Timeout=` of its check it is told to end, and ``endingTime`` later
/// it is given up, whatever hangs.
package enum ProbeLimits {
    /// More probes than this wait for a free place, whatever the limit of descriptors: a bound on memory.
    package static let places = 1000
    /// What the rest of a program needs: its own sockets and watchers, and the files that it reads.
    static let reservedDescriptors = 64
    /// A connection to each of the most addresses of one name; few probes need more than two.
    static let descriptorsOfProbe = 16

    /// How many probes may be in flight where a process may have so many descriptors.
    package static func places(descriptors: Int) -> Int {
        min(places, max(1, (descriptors - reservedDescriptors) / descriptorsOfProbe))
    }

    /// How long a probe may take to end after it was told to.
    package static let endingTime = Duration.seconds(2)
}

extension Observation {
    /// Where a probe connected to directly, or else the first, in alphabetical order, of the addresses that it tried, so that
    /// names of the same addresses have the same one; or `nil` if it did not come so far.
    var directAddress: String? {
        switch self {
        case .port(let routes), .login(let routes): routes.direct?.nearestAddress
        case .tls(let routes): routes.direct?.control.nearestAddress
        case .trust, .cloud, .host, .unanswered, .starved: nil
        }
    }
}

extension PathObservation {
    fileprivate var nearestAddress: String? { address ?? addresses.lazy.map(\.address).min() }
}
