extension Engine {
    /// What was announced gets this long to reach the journal when the daemon is asked to stop.
    static let stoppingTime = Duration.seconds(3)

    mutating func announceStart(stateFailure: String?, at now: Timestamp) {
        let count = settings.checks(learnedTenant: learnedTenant).count
        announce(.started(checks: count, of: settings.connector.name), of: environment.service, at: now)
        if let stateFailure { announceStateFailure(stateFailure, at: now) }
        // It was good enough to start with.
        follow(nil, .configurationRejected, of: configuration, at: now)
    }

    mutating func stop(at now: Timestamp) {
        guard stage == .running else { return }
        announce(.stopping(), of: environment.service, at: now)
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
        let source = AlertSource(daemon: "host", target: settings.connector.name)
        announce(.hostDegraded(sentence), of: source, at: now)
    }
}
