/// What the daemon finds about itself is announced and followed as what it watches is.
extension Monitor {
    /// Says that watching begins, and what of an earlier run is lost.
    ///
    /// - Parameters:
    ///   - stateFailure: why the state of an earlier run could not be read, and what became of it, in whole
    ///     sentences; or `nil` if nothing is lost.
    ///   - warnings: those of the configuration.
    ///   - now: both clocks.
    /// - Returns: what that announces.
    mutating func announceStart(
        stateFailure: String?, warnings: [String], at now: Timestamp
    ) -> [Effect] {
        let started = Finding.started(
            checks: checks.count, of: settings.connector.name, warnings: warnings)
        var effects = alerts.announce(started, of: environment.service, at: now)
        if let stateFailure {
            effects += alerts.announce(.stateNotRestored(stateFailure), of: environment.state, at: now)
        }
        // The configuration was good enough to start with.
        return effects + acceptConfiguration(at: now)
    }

    mutating func announceStop(at now: Timestamp) -> [Effect] {
        alerts.announce(.stopping(), of: environment.service, at: now)
    }

    /// Says that something of the host works less well than it should; whole `sentences` say what, and what to do.
    mutating func announceDegraded(_ sentences: String, at now: Timestamp) -> [Effect] {
        let host = AlertSource(daemon: "host", target: settings.connector.name)
        return alerts.announce(.hostDegraded(sentences), of: host, at: now)
    }

    /// Takes note that this process has no descriptors left, or has again.
    mutating func follow(_ shortage: Finding?, at now: Timestamp) -> [Effect] {
        alerts.follow(shortage, AlertKey(.hostDegraded), of: environment.descriptors, at: now)
    }

    /// Says what is wrong with the configuration.
    ///
    /// - Parameters:
    ///   - problems: each as `file:line:column: sentence`.
    ///   - consequence: what is watched meanwhile.
    ///   - isNews: whether they are told even if another alert about the configuration is active.
    ///   - now: both clocks.
    /// - Returns: what that announces.
    mutating func reject(
        _ problems: [String], _ consequence: RejectedConfiguration.Consequence, isNews: Bool,
        at now: Timestamp
    ) -> [Effect] {
        var source = environment.configuration
        if isNews { source.pace.reminderInterval = .zero }
        let finding = Finding.configurationRejected(problems, consequence)
        return alerts.follow(finding, AlertKey(.configurationRejected), of: source, at: now)
    }

    /// Ends the alert about the configuration, as what was read is in force.
    mutating func acceptConfiguration(at now: Timestamp) -> [Effect] {
        alerts.follow(nil, AlertKey(.configurationRejected), of: environment.configuration, at: now)
    }

    /// Takes note that the state was committed, or why not.
    mutating func saved(_ finding: Finding?, at now: Timestamp) -> [Effect] {
        alerts.follow(finding, AlertKey(.stateUnusable), of: environment.state, at: now)
    }

    /// Takes note that what the daemon knows was written there, or why not.
    mutating func published(_ place: Publication, failure: String?, at now: Timestamp) -> Outcome {
        let revision = alerts.trackers.revision
        let (finding, source): (Finding?, AlertSource) =
            switch place {
            case .snapshot: (failure.map(Finding.snapshotNotWritten), environment.snapshot)
            case .metrics(let path): (failure.map(Finding.metricsNotWritten), environment.metrics(path))
            }
        let effects = alerts.follow(finding, AlertKey(.hostDegraded), of: source, at: now)
        return Outcome(effects: effects, isSnapshotStale: alerts.trackers.revision != revision)
    }

    /// The parts of the daemon whose alerts may be active for a while.
    var lastingSources: [AlertSource] {
        environment.lastingSources + (settings.metrics.textFile.map { [environment.metrics($0)] } ?? [])
            + settings.receivers.map(\.source)
    }
}
