package import FoundationEssentials

/// What is kept of the last probe a check.
package struct LastProbe: Sendable, Equatable {
    package var date: Date
    /// How long each way took that was gone to its end.
    package var latency: ByRoute<Duration>

    init(_ observation: Observation, at date: Date) {
        self.date = date
        latency = observation.latency
    }
}

extension Observation {
    /// What was seen on each way; of several handshakes that of the first.
    var paths: ByRoute<PathObservation> {
        switch self {
        case .port(let paths), .login(let paths): paths
        case .tls(let routes): routes.map(\.control)
        case .cloud, .host, .trust, .unanswered, .starved: ByRoute()
        }
    }

    /// How long each way took that was gone to its end.
    var latency: ByRoute<Duration> {
        let paths = paths
        return ByRoute(direct: paths.direct?.latency, proxy: paths.proxy?.latency)
    }
}

extension PathObservation {
    fileprivate var latency: Duration? { stop == nil ? timings.total : nil }
}
