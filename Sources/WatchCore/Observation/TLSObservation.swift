/// What handshakes with a server over one route showed; each is a connection of its own.
package struct TLSObservation: Sendable, Equatable {
    package var control: PathObservation
    /// `nil` if it was not asked for, or the control handshake was TLS 1.2 already.
    @Boxed package var tls12: PathObservation?
    /// `nil` if it was not asked for.
    @Boxed package var sha512: PathObservation?
    /// Made only where no version was in common.
    @Boxed package var legacy: PathObservation?
    /// `nil` if it was not asked for, or the control handshake failed.
    @Boxed package var largeHello: PathObservation?

    package init(
        control: PathObservation, tls12: PathObservation? = nil, sha512: PathObservation? = nil,
        legacy: PathObservation? = nil, largeHello: PathObservation? = nil
    ) {
        self.control = control
        self.tls12 = tls12
        self.sha512 = sha512
        self.legacy = legacy
        self.largeHello = largeHello
    }
}
