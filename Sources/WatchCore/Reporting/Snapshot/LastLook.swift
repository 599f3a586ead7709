package import FoundationEssentials

/// What is kept of the last look at a check.
package struct LastLook: Sendable, Equatable {
    package var date: Date
    /// How long each way took that was gone to its end.
    package var latency: ByWay<Duration>

    init(_ observation: Observation, at date: Date) {
        self.date = date
        latency = observation.latency
    }
}

extension Observation {
    /// How long each way took that was gone to its end.
    var latency: ByWay<Duration> {
        let paths: ByWay<PathObservation> =
            switch self {
            case .port(let paths), .login(let paths): paths
            case .tls(let ways): ways.map(\.control)
            case .host, .trust, .unanswered: ByWay()
            }
        func latency(_ path: PathObservation?) -> Duration? {
            path.flatMap { $0.stop == nil ? $0.timings.total : nil }
        }
        return ByWay(direct: latency(paths.direct), proxy: latency(paths.proxy))
    }
}
