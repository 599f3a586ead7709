extension JournalField {
    /// What it holds, in a line without a full stop.
    package var help: String {
        switch self {
        case .eventID: "the event's number"
        case .state: "raised, escalated, reminder, recovered; info: it happened once and has no end"
        case .name: "the connector, as Name= calls it"
        case .check:
            "the check, as in \"port login:443\", \"login office\", \"tls office\", \"trust\", \"host\""
        case .target: "what it probes: host:port, URL or path"
        case .route: "the route, direct or proxy; each has incidents of its own"
        case .phase: "the part of the probe in which it happened"
        case .reason: "a stable token for scripts"
        case .remedy: "what to do, in a few sentences"
        case .incident: "one id from raised to recovered, 16 hexadecimal digits"
        case .incidentSeconds: "how long the incident has stood, in seconds"
        case .notification: "this notification's id, 16 hexadecimal digits; the same if it is sent again"
        case .failures: "how often a check that flaps has failed since it began to"
        case .version: "the version of connector-watch"
        case .thumbprint: "the trust certificate's SHA-1, 40 hexadecimal digits"
        case .previousThumbprint: "that of the certificate before it"
        case .change: "what the change means: first-renewal, renewal, re-registration, rollback, unexpected"
        case .store: "the file or the places of the certificate store"
        case .notAfter: "when the certificate expires, RFC 3339 in UTC"
        case .daysLeft: "whole days until then; negative: it has expired"
        case .subject: "whose the certificate is that a server is verified with: its subject"
        case .issuer: "the common name of the certificate's issuer"
        case .tenant: "the tenant's id, a GUID"
        case .id: "the connector's id, a GUID"
        case .address: "the addresses concerned, separated by spaces"
        case .resolveMilliseconds: "how long the name took to resolve, in milliseconds"
        case .connectMilliseconds: "how long the TCP connection took"
        case .tunnelMilliseconds: "how long the proxy took for the tunnel"
        case .handshakeMilliseconds: "how long the TLS handshake took"
        case .exchangeMilliseconds: "how long request and answer took"
        case .tlsVersion: "the TLS version agreed on"
        case .tlsCipher: "the cipher suite agreed on"
        case .tlsSignature: "the signature scheme used in the handshake"
        }
    }
}
