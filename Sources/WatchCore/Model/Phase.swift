/// The part of a probe in which something happened.
///
/// On the network they follow one another, and a check says how far down it goes; `settings`, `store` and
/// `certificate` are those of the trust files.
package enum Phase: String, Sendable, CaseIterable, Codable {
    case resolve
    case connect
    case tunnel
    case handshake
    case exchange
    case settings
    case store
    case certificate
    /// The daemon itself.
    case service
}

/// How long each phase of a network look took; `nil`: not reached, or not part of the check.
package struct PhaseTimings: Sendable, Equatable {
    package var resolve: Duration?
    package var connect: Duration?
    package var tunnel: Duration?
    package var handshake: Duration?
    package var exchange: Duration?

    package init() {}
}
