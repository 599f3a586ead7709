/// What is fixed about an event and what others may rely on; each stands in the file of its event.
package struct EventProfile: Sendable {
    /// The random `MESSAGE_ID`, by which the catalog and machines know it: 32 lower case hex digits.
    package var messageID: String
    /// What it is, in a few words.
    package var title: String
    /// The priorities that it may have, the usual one first; a "recovered" entry always has notice.
    package var priorities: [Priority]
    /// The reasons that its entries may give; empty if they give none.
    package var reasons: [Reason]
    /// The fields that every entry of it carries, whatever happened: those that a catalog text may use.
    package var alwaysSends: Set<JournalField>

    init(
        _ messageID: String, _ title: String, _ priorities: [Priority], _ reasons: [Reason] = [],
        sends alwaysSends: Set<JournalField>
    ) {
        self.messageID = messageID
        self.title = title
        self.priorities = priorities
        self.reasons = reasons
        self.alwaysSends = alwaysSends
    }
}

extension AlertEvent {
    package var profile: EventProfile {
        switch self {
        case .trustExpired: .trustExpired
        case .trustExpiring: .trustExpiring
        case .renewalOverdue: .renewalOverdue
        case .trustNotYetValid: .trustNotYetValid
        case .certificateMissing: .certificateMissing
        case .certificateElsewhere: .certificateElsewhere
        case .issuerUnexpected: .issuerUnexpected
        case .certificateUnfit: .certificateUnfit
        case .keyUnfit: .keyUnfit
        case .storeUnreadable: .storeUnreadable
        case .thumbprintChanged: .thumbprintChanged
        case .settingsMissing: .settingsMissing
        case .settingsMalformed: .settingsMalformed
        case .portUnreachable: .portUnreachable
        case .proxyFails: .proxyFails
        case .resolutionFails: .resolutionFails
        case .addressesUnreachable: .addressesUnreachable
        case .loginFails: .loginFails
        case .loginElsewhere: .loginElsewhere
        case .tls12Fails: .tls12Fails
        case .sha512Fails: .sha512Fails
        case .tlsInspected: .tlsInspected
        case .serverCertificateBad: .serverCertificateBad
        case .revocationFails: .revocationFails
        case .serverCertificateExpiring: .serverCertificateExpiring
        case .largeHelloFails: .largeHelloFails
        case .clockOff: .clockOff
        case .administratorUnfit: .administratorUnfit
        case .connectorInactive: .connectorInactive
        case .connectorUnlisted: .connectorUnlisted
        case .connectorAlone: .connectorAlone
        case .connectorContradicted: .connectorContradicted
        case .cloudUnavailable: .cloudUnavailable
        case .started: .started
        case .stopping: .stopping
        case .configurationReloaded: .configurationReloaded
        case .configurationRejected: .configurationRejected
        case .alertsDropped: .alertsDropped
        case .flapping: .flapping
        case .journalUnavailable: .journalUnavailable
        case .summarized: .summarized
        case .stateUnusable: .stateUnusable
        case .hostDegraded: .hostDegraded
        }
    }

    package var messageID: String { profile.messageID }
    package var title: String { profile.title }
    package var priorities: [Priority] { profile.priorities }
    package var reasons: [Reason] { profile.reasons }
    package var alwaysSends: Set<JournalField> { profile.alwaysSends }

    /// The one `MESSAGE_ID` of every "recovered" entry, whatever its event.
    package static let recoveredMessageID = "28cebcdf0d764677b2d5d15fcab59a23"

    /// The fields that every "recovered" entry carries.
    package static let recoveredAlwaysSends = Set<JournalField>.incident
}

extension Set<JournalField> {
    /// Those of every entry.
    static var entry: Self { [.eventID, .state, .name, .check, .target, .notification] }
    /// Those of an alert that has an end.
    static var incident: Self { entry.union([.incident, .incidentSeconds, .phase]) }
    /// Those of an alert that says what to do.
    static var alert: Self { incident.union([.remedy]) }
    /// Those of an alert that gives a reason.
    static var failure: Self { alert.union([.reason]) }
    /// Those of an alert about a trust certificate that was found.
    static var certificate: Self { failure.union([.thumbprint, .store, .notAfter, .daysLeft, .issuer]) }
}

extension [Reason] {
    static var resolving: Self { [.nameNotFound, .resolveTimeout, .resolveFailed, .nameBlocked] }
    static var connecting: Self {
        [
            .connectTimeout, .connectionRefused, .connectionReset, .networkUnreachable, .hostUnreachable,
            .connectDenied,
        ]
    }
    static var shakingHands: Self { [.tlsTimeout, .tlsReset, .tlsAlert, .tlsVersion, .tlsNotSpoken] }
}
