/// A part of a probe on the network; they follow one another, and a check says how far down it goes.
package enum NetworkPhase: String, Sendable, CaseIterable, Codable {
    case resolve
    case connect
    case tunnel
    case handshake
    case exchange
}

/// The part of a probe in which something happened, as `CONNECTOR_PHASE` names it.
package enum Phase: String, Sendable, CaseIterable, Codable {
    case resolve
    case connect
    case tunnel
    case handshake
    case exchange
    /// Those of the trust files.
    case settings
    case store
    case certificate
    /// What the cloud says of an account.
    case account
    /// What the cloud says of the connector.
    case cloud
    /// The daemon itself.
    case service

    package init(_ phase: NetworkPhase) {
        self =
            switch phase {
            case .resolve: .resolve
            case .connect: .connect
            case .tunnel: .tunnel
            case .handshake: .handshake
            case .exchange: .exchange
            }
    }
}

/// How long each phase on the network took, or `nil` for one that was not reached or is not part of the check.
package struct PhaseTimings: Sendable, Equatable {
    package var resolve: Duration?
    package var connect: Duration?
    package var tunnel: Duration?
    package var handshake: Duration?
    package var exchange: Duration?

    package init() {}

    /// How long this phase took, or `nil` if the probe did not come so far.
    subscript(phase: NetworkPhase) -> Duration? {
        switch phase {
        case .resolve: resolve
        case .connect: connect
        case .tunnel: tunnel
        case .handshake: handshake
        case .exchange: exchange
        }
    }
}
