internal import FoundationEssentials

/// The route that a probe took, and what else is known where it is judged.
struct RouteContext: Sendable {
    var route: Route
    /// `nil` on the direct route.
    var proxy: OutboundProxy?
    /// How long the probe was given.
    var timeout: Duration
    /// When it is judged.
    var date: Date
    /// How far this host's clock is ahead, or `nil` if that is not known.
    var clockOffset: Duration?
    /// Who issued this server's certificates that were seen to be genuine, on this route, the latest last.
    var genuineIssuers: [String]

    /// The proxy as sentences name it.
    var proxyEndpoint: Endpoint? { proxy.map { Endpoint(host: $0.host, port: $0.port) } }
}
