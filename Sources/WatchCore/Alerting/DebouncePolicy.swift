/// How sure one must be before an event is raised and before it recovers.
enum DebouncePolicy: Equatable {
    /// A fact that was read whole is one at once.
    case atOnce
    /// A file may be in the middle of being replaced: it must look the same a moment later.
    case settled
    /// A network may fail for a moment: as many probes in a row as the check's pace says.
    case repeated

    /// How long after a first, soft probe the second one follows.
    static let settlingTime = Duration.seconds(1)

    /// Two failed probes closer together count as one: a file whose directory reports a change is probed more often than that.
    var distance: Duration {
        switch self {
        case .settled: Self.settlingTime
        case .atOnce, .repeated: .zero
        }
    }

    /// A failure longer ago than this says nothing about one that comes now: other failures kept it from being confirmed.
    var memory: Duration? {
        switch self {
        case .settled: .seconds(300)
        case .atOnce, .repeated: nil
        }
    }

    func failuresToAlert(_ pace: Pace) -> Int {
        switch self {
        case .atOnce: 1
        case .settled: 2
        case .repeated: pace.failuresToAlert
        }
    }

    func passesToRecover(_ pace: Pace) -> Int {
        switch self {
        case .atOnce, .settled: 1
        case .repeated: pace.passesToRecover
        }
    }
}

extension AlertEvent {
    var debouncing: DebouncePolicy {
        switch self {
        case .trustExpired, .trustExpiring, .renewalOverdue, .trustNotYetValid, .issuerUnexpected,
            .certificateUnfit, .thumbprintChanged, .started, .stopping, .configurationReloaded,
            .configurationRejected, .alertsDropped, .journalUnavailable, .stateUnusable:
            .atOnce
        case .certificateMissing, .certificateElsewhere, .keyUnfit, .storeUnreadable, .settingsMissing,
            .settingsMalformed:
            .settled
        case .portUnreachable, .proxyFails, .resolutionFails, .addressesUnreachable, .loginFails,
            .loginElsewhere, .tls12Fails, .sha512Fails, .tlsInspected, .serverCertificateBad,
            .revocationFails, .largeHelloFails, .clockOff, .hostDegraded:
            .repeated
        }
    }
}
