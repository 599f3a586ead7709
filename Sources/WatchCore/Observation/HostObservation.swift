package import FoundationEssentials

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
    /// `nil`: it is reached directly.
    package var proxy: OutboundProxy?

    package init(host: String, port: UInt16 = 80, proxy: OutboundProxy? = nil) {
        self.host = host
        self.port = port
        self.proxy = proxy
    }
}

/// What was seen of this host.
package struct HostObservation: Sendable, Equatable {
    /// One for each source that answered.
    package var readings: [ClockReading]
    /// What the host's configuration of OpenSSL forbids, found by handshakes inside this host.
    package var policy: CryptoPolicy

    package init(readings: [ClockReading] = [], policy: CryptoPolicy = CryptoPolicy()) {
        self.readings = readings
        self.policy = policy
    }
}

/// Both clocks at the moment an answer came.
package struct ClockReading: Sendable, Equatable {
    /// `host:port`.
    package var source: String
    package var theirs: Date
    package var ours: Date

    package init(source: String, theirs: Date, ours: Date) {
        self.source = source
        self.theirs = theirs
        self.ours = ours
    }
}

/// What a program that follows the host's `openssl.cnf` can do.
package struct CryptoPolicy: Sendable, Equatable {
    package var allowsTLS12: Bool
    package var allowsSHA512: Bool
    /// OpenSSL's words for what it forbids; empty: nothing.
    package var detail: String

    package init(allowsTLS12: Bool = true, allowsSHA512: Bool = true, detail: String = "") {
        self.allowsTLS12 = allowsTLS12
        self.allowsSHA512 = allowsSHA512
        self.detail = detail
    }
}
