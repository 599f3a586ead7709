/// How sure one must be before an event is raised and before it recovers.
enum DebouncePolicy: Equatable {
    /// A fact that was read whole is one at once.
    case atOnce
    /// A file may be in the middle of being replaced: it must look the same a moment later.
    case settled
    /// A network may fail for a moment: as many probes in a row as the check's pace says.
    case repeated
    /// A fact at once, but servers behind one name may show it in turns: it is over once none has for a while.
    case alternating
    /// It follows from other alerts: no probe finds it.
    case derived

    /// How long after a first, soft probe the second one follows.
    static let settlingTime = Duration.seconds(1)

    /// Two failed probes closer together count as one: a file whose directory reports a change is probed more often than that.
    var distance: Duration {
        switch self {
        case .settled: Self.settlingTime
        case .atOnce, .repeated, .alternating, .derived: .zero
        }
    }

    /// A failure longer ago than this says nothing about one that comes now: other failures kept it from being confirmed.
    var memory: Duration? {
        switch self {
        case .settled: .seconds(300)
        case .atOnce, .repeated, .alternating, .derived: nil
        }
    }

    func failuresToAlert(_ pace: Pace) -> Int {
        switch self {
        case .atOnce, .alternating, .derived: 1
        case .settled: 2
        case .repeated: pace.failuresToAlert
        }
    }

    func passesToRecover(_ pace: Pace) -> Int {
        switch self {
        case .atOnce, .settled, .derived: 1
        case .repeated: pace.passesToRecover
        case .alternating: max(pace.passesToRecover, Self.passesOfAllServers(pace))
        }
    }

    /// Whether probing sooner than usual tells more.
    var isHelpedByHaste: Bool {
        switch self {
        case .atOnce, .settled, .repeated: true
        case .alternating, .derived: false
        }
    }

    /// About as many probes as an hour has.
    ///
    /// Of four servers that take turns by chance, 60 probes in a row miss one in thirty million times. A check that probes
    /// seldom must not take weeks.
    private static func passesOfAllServers(_ pace: Pace) -> Int {
        let hourly = Int(3600 / max(1, pace.interval.components.seconds))
        return min(max(hourly, 5), 60)
    }
}

extension AlertEvent {
    var debouncing: DebouncePolicy {
        switch self {
        case .trustExpired, .trustExpiring, .renewalOverdue, .trustNotYetValid, .issuerUnexpected,
            .certificateUnfit, .thumbprintChanged, .administratorUnfit, .connectorInactive,
            .connectorUnlisted, .connectorAlone,
            .connectorContradicted, .cloudUnavailable, .started, .stopping, .configurationReloaded,
            .configurationRejected, .alertsDropped, .journalUnavailable, .summarized,
            .stateUnusable:
            .atOnce
        case .certificateMissing, .certificateElsewhere, .keyUnfit, .storeUnreadable, .settingsMissing,
            .settingsMalformed:
            .settled
        case .portUnreachable, .proxyFails, .resolutionFails, .addressesUnreachable, .loginFails,
            .loginElsewhere, .tls12Fails, .sha512Fails, .tlsInspected, .serverCertificateBad,
            .revocationFails, .largeHelloFails, .clockOff, .hostDegraded:
            .repeated
        case .serverCertificateExpiring: .alternating
        case .flapping: .derived
        }
    }
}
