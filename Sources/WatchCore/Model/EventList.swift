extension AlertEvent {
    /// The event's random `MESSAGE_ID`, by which the catalog and machines know it: 32 lower case hex digits.
    package var messageID: String {
        switch self {
        case .trustExpired: "a154415d9dee467dbf379f1620755196"
        case .trustExpiring: "799c88bc6c5646479466b04eca7e3794"
        case .renewalOverdue: "9d53131f70244b448f97cab7f9d55aba"
        case .trustNotYetValid: "1d96b33805964d5089f625d393004154"
        case .certificateMissing: "fac5230b267d474291804e779b4baee8"
        case .certificateElsewhere: "9c695fa3234542d28eb977ebf9d5a139"
        case .issuerUnexpected: "1de4c097c17a4f32a4fc05e4dc5b0850"
        case .certificateUnfit: "b5f64e80ce8948a5a4309f143c5c0bc6"
        case .keyUnfit: "fe440de0222440e29317570089324b61"
        case .storeUnreadable: "b4f7b66f5ba14c51bd3b114e29a9a255"
        case .thumbprintChanged: "05fc94da12184f069187ae6502c5cfb5"
        case .settingsMissing: "513b98f87c724cd3b86fd30fef6b5d59"
        case .settingsMalformed: "13df9f1a67bb4d00aafbd73ceb0df614"
        case .portUnreachable: "9e2393ee483a452f84216f024d62b73f"
        case .proxyFails: "5711b9bf0cc14a90bc59b1ba0aac2a35"
        case .resolutionFails: "e335733c2f9f4863b26a8092f75d96f5"
        case .addressesUnreachable: "8d56556056bd417eb24a1a0c83c53750"
        case .loginFails: "ec264aa18d92488d87449a7e963f2787"
        case .loginElsewhere: "58c9d39bcdf14af3af73138340911533"
        case .tls12Fails: "51d5c0a5a1bc493e953c0ef2ca305094"
        case .sha512Fails: "78ad9c3bc9004ec084fafdaef2ab39f0"
        case .tlsInspected: "f22cd31c9e694c0292efd78cad854400"
        case .serverCertificateBad: "3c5fc6afb30f4446a97719b9d20104c7"
        case .clockOff: "9d2901fd691c42819c0dc8c7a7975e6b"
        case .started: "1ad14284628048e88be33c63db52f0fd"
        case .stopping: "2c062d8c40c1498f8a63900fd967f029"
        case .configurationReloaded: "9ae119ccbd444c688599e80e21799387"
        case .configurationRejected: "c65c702dca414850957d07de5cb88554"
        case .alertsDropped: "32f57299de67473a8b6a8ad6e6923564"
        case .journalUnavailable: "18f9a569a28e4545b07b8f355ed0de35"
        case .stateUnusable: "dd5ddbc16e3c4ee688baa72ccfd47928"
        case .hostDegraded: "6e52f3e6e85a42af8ced9d3f1eff9a8d"
        }
    }

    /// The one `MESSAGE_ID` of every "recovered" entry, whatever its event.
    package static let recoveredMessageID = "28cebcdf0d764677b2d5d15fcab59a23"

    /// What it is, in a few words.
    package var title: String {
        switch self {
        case .trustExpired: "Trust certificate expired"
        case .trustExpiring: "Trust certificate expires soon"
        case .renewalOverdue: "Renewal of the trust certificate overdue"
        case .trustNotYetValid: "Trust certificate not valid yet"
        case .certificateMissing: "Trust certificate missing"
        case .certificateElsewhere: "Trust certificate in the other store"
        case .issuerUnexpected: "Trust certificate of an unexpected issuer"
        case .certificateUnfit: "Trust certificate unfit"
        case .keyUnfit: "Private key missing, wrong or exposed"
        case .storeUnreadable: "Certificate store unreadable"
        case .thumbprintChanged: "Trust certificate changed"
        case .settingsMissing: "TrustSettings.xml missing or unreadable"
        case .settingsMalformed: "TrustSettings.xml malformed"
        case .portUnreachable: "Port unreachable"
        case .proxyFails: "Outbound proxy fails"
        case .resolutionFails: "Name resolution fails"
        case .addressesUnreachable: "Some addresses unreachable"
        case .loginFails: "Login endpoint fails"
        case .loginElsewhere: "Something else answers in place of the login endpoint"
        case .tls12Fails: "TLS 1.2 does not work"
        case .sha512Fails: "SHA-512 signatures do not work"
        case .tlsInspected: "TLS is inspected"
        case .serverCertificateBad: "Server certificate bad"
        case .clockOff: "Clock off"
        case .started: "Watching started"
        case .stopping: "Watching stops"
        case .configurationReloaded: "Configuration reloaded"
        case .configurationRejected: "Configuration rejected"
        case .alertsDropped: "Alerts dropped"
        case .journalUnavailable: "Journal unavailable"
        case .stateUnusable: "Saved state unusable"
        case .hostDegraded: "Watching is degraded"
        }
    }

    /// The fields that every entry of this event carries, whatever happened: those a catalog text may use.
    package var alwaysSends: Set<JournalField> {
        let base: Set<JournalField> = [.eventID, .state, .name, .check, .target]
        let incident = base.union([.incident, .incidentSeconds, .phase])
        let failure = incident.union([.reason])
        switch self {
        case .trustExpired, .trustExpiring, .renewalOverdue, .trustNotYetValid, .certificateElsewhere,
            .issuerUnexpected, .certificateUnfit, .keyUnfit:
            return failure.union([.thumbprint, .store, .notAfter, .daysLeft, .issuer])
        case .certificateMissing, .storeUnreadable:
            return failure.union([.thumbprint, .store])
        case .thumbprintChanged:
            return base.union([.thumbprint, .previousThumbprint, .change, .phase])
        case .settingsMissing, .settingsMalformed:
            return failure
        case .portUnreachable, .proxyFails, .loginFails, .loginElsewhere:
            return failure.union([.route])
        // On every way out at once where a resolver or this host itself is at fault.
        case .resolutionFails, .tls12Fails, .sha512Fails, .clockOff:
            return failure
        case .addressesUnreachable:
            return failure.union([.route, .address])
        case .tlsInspected, .serverCertificateBad:
            return failure.union([.route, .issuer, .notAfter])
        case .configurationRejected, .journalUnavailable:
            return incident
        case .started, .stopping, .configurationReloaded, .alertsDropped, .stateUnusable,
            .hostDegraded:
            return base
        }
    }

    /// The fields that every "recovered" entry carries.
    package static let recoveredAlwaysSends: Set<JournalField> = [
        .eventID, .state, .name, .check, .target, .incident, .incidentSeconds, .phase,
    ]
}
