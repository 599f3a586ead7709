extension AlertEvent {
    /// The priorities it may have, the usual one first; a "recovered" entry always has notice.
    package var priorities: [Priority] {
        switch self {
        case .trustExpired: [.critical]
        case .trustExpiring: [.warning, .error, .critical]
        case .certificateElsewhere, .addressesUnreachable, .clockOff, .alertsDropped, .stateUnusable,
            .hostDegraded:
            [.warning]
        case .certificateUnfit: [.warning, .notice]
        case .keyUnfit: [.error, .warning]
        case .thumbprintChanged: [.notice, .error]
        case .tls12Fails: [.error, .warning]
        case .sha512Fails: [.error, .warning, .notice]
        case .renewalOverdue, .trustNotYetValid, .certificateMissing, .issuerUnexpected, .storeUnreadable,
            .settingsMissing, .settingsMalformed, .portUnreachable, .proxyFails, .resolutionFails,
            .loginFails,
            .loginElsewhere, .tlsInspected, .serverCertificateBad, .configurationRejected,
            .journalUnavailable:
            [.error]
        case .started, .stopping, .configurationReloaded: [.info]
        }
    }
}
