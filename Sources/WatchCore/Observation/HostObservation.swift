package import FoundationEssentials

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
