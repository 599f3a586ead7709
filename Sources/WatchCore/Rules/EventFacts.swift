package import FoundationEssentials

/// What was found: the facts that the sentence of an event is made from.
package indirect enum EventFacts: Sendable, Equatable {
    case trustExpired(ValidityFacts)
    case trustExpiring(ValidityFacts, limit: Duration)
    case renewalOverdue(ValidityFacts, late: Duration)
    case trustNotYetValid(ValidityFacts)
    case certificateMissing(StoreSearchFacts)
    case certificateElsewhere(file: String, StoreSearchFacts)
    case issuerUnexpected(file: String, issuer: String, expected: String?)
    case certificateUnfit(file: String, [CertificateFlaw])
    case keyUnfit(file: String, KeyFlaw)
    case storeUnreadable([StoreProblem], StoreSearchFacts, timeout: Duration)
    case thumbprintChanged(ChangeFacts)
    case settingsMissing(file: String, SettingsAbsence)
    case settingsMalformed(file: String, SettingsFailure, line: Int, column: Int)
    case portUnreachable(PathFacts)
    case proxyFails(ProxyFailure)
    case resolutionFails(PathFacts)
    case addressesUnreachable(AddressFacts)
    case loginFails(LoginFailure)
    case loginElsewhere(LoginSubstitute)
    case tls12Fails(TLS12Failure)
    case sha512Fails(SHA512Failure)
    case tlsInspected(InspectionFacts)
    case serverCertificateBad(ServerCertificateFacts)
    case revocationFails(RevocationFacts)
    case serverCertificateExpiring(ServerExpiryFacts)
    case largeHelloFails(PathFacts)
    case clockOff(offset: Duration, sources: [String])
    case administratorUnfit(AdministratorFacts)
    case connectorInactive(ListedConnector, outage: ConnectorHealth.Outage?)
    /// Among so many connectors of the tenant.
    case connectorUnlisted(ConnectorIdentity, connectors: Int)
    case connectorAlone(ListedConnector)
    case connectorContradicted(ListedConnector, Contradiction)
    case cloudUnavailable(CloudSilence, services: CloudServices)
    case started(checks: Int, connector: String, ConfigurationWarnings = ConfigurationWarnings())
    case stopping
    case configurationReloaded(
        checks: Int, new: Int, gone: Int, ConfigurationWarnings = ConfigurationWarnings())
    case configurationRejected(RejectedConfiguration)
    /// So many notifications were not kept for the journal.
    case alertsDropped(Int)
    case flapping(FlappingFacts)
    case notificationsLost(NotificationLoss)
    /// At most so many entries are kept meanwhile.
    case journalUnavailable(JournalFailure, kept: Int)
    case summarized(SummaryFacts)
    case stateUnusable(StateFailure)
    case hostDegraded(Degradation)
    /// A probe did not end, not even when it was told to.
    case unanswered(AlertEvent, target: String, timeout: Duration)
    /// The sentences themselves, as an earlier run saved them.
    case recorded(AlertEvent, message: String, remedy: String)
}

extension EventFacts {
    /// The event that these are the facts of.
    package var event: AlertEvent {
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
        case .alertsDropped, .notificationsLost: .alertsDropped
        case .flapping: .flapping
        case .journalUnavailable: .journalUnavailable
        case .summarized: .summarized
        case .stateUnusable: .stateUnusable
        case .hostDegraded: .hostDegraded
        case .unanswered(let event, _, _), .recorded(let event, _, _): event
        }
    }
}

/// What is known besides a finding, and helps to tell what to do about it.
package enum RelatedFact: Sendable, Equatable {
    /// How the same target fares on the other route.
    case otherRoute(OtherRoute)
    /// Who issued the server's certificate when it was last seen to be genuine.
    case genuineIssuer(String)
    /// The checks that fail with this one: the first few of them, how many there are, and whether they have alerts.
    case dependents([CheckName], count: Int, areAlerted: Bool = true)
    /// The trust certificate that was seen last, where it cannot be seen now.
    case lastSeenCertificate(Thumbprint, expires: Date, isExpired: Bool)
    /// A trust certificate waits to be renewed, or registered again, and needs what was found to fail.
    case neededForRenewal(of: CheckName, RenewalNeed, expires: Date)
    /// Alerts about what a renewal needs: the first few of them, and how many there are.
    case renewalFailures([ActiveEvent], count: Int)

    /// Why a trust certificate needs its endpoints.
    package enum RenewalNeed: Sendable {
        case due
        case overdue
        case expired
    }

    /// An alert that stands.
    package struct ActiveEvent: Sendable, Equatable {
        package var event: AlertEvent
        package var check: CheckName

        package init(_ event: AlertEvent, _ check: CheckName) {
            self.event = event
            self.check = check
        }
    }

    /// More names than this are counted and not told.
    package static let shownDependents = 5
    package static let shownFailures = 3
}
