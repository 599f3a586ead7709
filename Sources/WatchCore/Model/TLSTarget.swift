/// A server to which the path must let TLS through as the connector needs it.
package struct TLSTarget: Sendable, Equatable {
    /// A host name, or an address literal without brackets.
    package var host: String
    package var port: UInt16
    package var family: AddressFamily
    package var routes: Routes
    package var aspects: Set<TLSAspect>
    /// When the end of a certificate is told.
    package var expiry: ServerExpiryLimits

    package init(
        host: String, port: UInt16 = 443, family: AddressFamily = .any, routes: Routes = .direct,
        aspects: Set<TLSAspect> = Set(TLSAspect.allCases), expiry: ServerExpiryLimits = ServerExpiryLimits()
    ) {
        self.host = host
        self.port = port
        self.family = family
        self.routes = routes
        self.aspects = aspects
        self.expiry = expiry
    }
}

/// What is looked for, as `Checks=` names it.
package enum TLSAspect: String, Sendable, CaseIterable {
    /// Whether TLS 1.2 can be spoken.
    case tls12 = "tls1.2"
    /// Whether handshakes signed with SHA-512 come through.
    case sha512
    /// Whether somebody on the way answers in the server's place.
    case inspection
    /// Whether the server's certificate and its chain are good, and will be for a while.
    case certificate
    /// Whether the certificate is revoked, and whether what that is checked with can be fetched.
    case revocation
    /// Whether a first message of more than one segment comes through.
    case largeHello = "large-hello"
}

/// What a client offers in a handshake, so that the answer tells about that alone.
package enum TLSOffer: Sendable, CaseIterable {
    /// TLS 1.2 and 1.3 with the library's usual algorithms: what any program would do.
    case control
    /// TLS 1.2 only.
    case tls12
    /// TLS 1.2 with signatures over SHA-512 only, and key exchanges that are signed only.
    case sha512
    /// TLS 1.0 and 1.1, at no security level: to tell an old server from none.
    case legacy
    /// As the control, with a first message of more than one segment.
    case largeHello
}
