extension Phase {
    /// What happens in it, in a line without a full stop.
    package var help: String {
        switch self {
        case .resolve: "a name becomes addresses; through a proxy, the proxy's name"
        case .connect: "TCP connections to the addresses"
        case .tunnel: "all from connecting to the proxy to its answer"
        case .handshake: "TLS, with the server's certificate"
        case .exchange: "an HTTP request and its answer"
        case .settings: "reading TrustSettings.xml"
        case .store: "searching the certificate stores"
        case .certificate: "what the certificate itself says"
        case .service: "the daemon itself"
        }
    }
}
