/// This host: its clock, measured against what servers say, and its own policy on TLS.
package struct HostTarget: Sendable, Equatable {
    /// Whose `Date` is asked for, at most ``sourceLimit``.
    package var sources: [ClockSource]

    package static let sourceLimit = 5

    package init(sources: [ClockSource]) {
        self.sources = sources
    }
}

/// An HTTP server that says what time it is in the `Date` field of every answer (RFC 9110 section 6.6.1).
///
/// Without TLS, as a clock that is far off lets no certificate be valid.
package struct ClockSource: Sendable, Hashable {
    package var host: String
    package var port: UInt16
    /// The proxy, or `nil` if the server is reached directly.
    package var proxy: OutboundProxy?

    package init(host: String, port: UInt16 = 80, proxy: OutboundProxy? = nil) {
        self.host = host
        self.port = port
        self.proxy = proxy
    }
}
