extension AlertEvent {
    /// The reasons that its entries may give; empty: they give none.
    package var reasons: [Reason] {
        switch self {
        case .trustExpired: [.trustExpired]
        case .trustExpiring: [.trustExpiring]
        case .renewalOverdue: [.renewalOverdue]
        case .trustNotYetValid: [.trustNotYetValid]
        case .certificateMissing: [.certificateMissing]
        case .certificateElsewhere: [.certificateOtherStore]
        case .issuerUnexpected: [.issuerUnexpected]
        case .certificateUnfit: [.keyWeak, .signatureWeak, .usageMissing]
        case .keyUnfit: [.keyMissing, .keyMismatch, .keyExposed]
        case .storeUnreadable: [.storeUnreadable, .storePassword, .shareUnavailable]
        case .settingsMissing: [.settingsMissing, .settingsUnreadable, .shareUnavailable]
        case .settingsMalformed: [.settingsMalformed, .thumbprintMalformed]
        case .portUnreachable: Self.connecting
        case .proxyFails:
            [
                .proxyRefused, .proxyTimeout, .proxyAuthRequired, .proxyDenied, .proxyBadGateway,
                .proxyProtocol,
            ] + Self.resolving
        case .resolutionFails: Self.resolving
        case .addressesUnreachable: [.someAddresses]
        case .loginFails:
            Self.connecting + Self.shakingHands + [
                .httpStatus, .httpBody, .httpTimeout, .httpMalformed, .httpTooLarge, .httpRedirectLoop,
            ]
        case .loginElsewhere: [.httpElsewhere, .httpBody, .httpStatus]
        case .tls12Fails: Self.connecting + Self.shakingHands
        case .sha512Fails: [.tlsSHA512Blocked, .tlsSHA512NotOffered]
        case .tlsInspected: [.tlsIntercepted]
        case .serverCertificateBad:
            [
                .certificateExpired, .certificateNotYetValid, .certificateName, .certificateSelfSigned,
                .certificateChain,
                .certificateUntrusted,
            ]
        case .clockOff: [.clockOff]
        case .thumbprintChanged, .started, .stopping, .configurationReloaded, .configurationRejected,
            .alertsDropped,
            .journalUnavailable, .stateUnusable, .hostDegraded:
            []
        }
    }

    private static let resolving: [Reason] = [.nameNotFound, .resolveTimeout, .resolveFailed]
    private static let connecting: [Reason] = [
        .connectTimeout, .connectionRefused, .connectionReset, .networkUnreachable, .hostUnreachable,
        .connectDenied,
    ]
    private static let shakingHands: [Reason] = [
        .tlsTimeout, .tlsReset, .tlsAlert, .tlsVersion, .tlsNotSpoken,
    ]
}
