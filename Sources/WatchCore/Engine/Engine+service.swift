extension Engine {
    /// What was announced gets this long to reach the journal when the daemon is asked to stop.
    static let stoppingTime = Duration.seconds(3)

    private var service: AlertSource { source("service", target: environment.configurationPath) }

    mutating func announceStart(stateFailure: String?, at now: Timestamp) {
        let count = settings.checks(learnedTenant: learnedTenant).count
        let checks = count == 1 ? "1 check" : "\(count) checks"
        let started = Finding(
            .started, .info, .service, nil,
            message:
                "connector-watch \(version) watches \(checks) of \"\(settings.connector.name)\"."
        )
        announce(started, of: service, at: now)
        if let stateFailure { announceStateFailure(stateFailure, at: now) }
        // It was good enough to start with.
        follow(nil, .configurationRejected, of: configuration, at: now)
    }

    mutating func stop(at now: Timestamp) {
        guard stage == .running else { return }
        announce(
            Finding(
                .stopping, .info, .service, nil,
                message: "connector-watch stops; nothing is watched until it starts again."),
            of: service, at: now)
        beginStopping(at: now)
    }

    /// Probes nothing any more, saves, and finishes once all is told and saved, or the time for that is over.
    mutating func beginStopping(at now: Timestamp) {
        stage = .stopping
        effects.append(.notify(.stopping))
        for id in probes.inFlight { effects.append(.cancelProbe(id)) }
        save(at: now)
        schedule.set(.finish, at: now.uptime + Self.stoppingTime)
    }

    /// Something of the host works less well than it should, but everything goes on; a whole sentence says what.
    mutating func degraded(_ sentence: String, at now: Timestamp) {
        let finding = Finding(.hostDegraded, .warning, .service, nil, message: sentence)
        announce(finding, of: source("host", target: settings.connector.name), at: now)
    }
}
