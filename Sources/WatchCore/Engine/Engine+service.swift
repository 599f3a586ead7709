extension Engine {
    /// What is to be saved is collected for this long, so that a storm of alerts is one write.
    static let savingTime = Duration.seconds(1)
    /// What was announced gets this long to reach the journal when the daemon is asked to stop.
    static let stoppingTime = Duration.seconds(3)
    /// A state that could not be saved is tried again this often.
    static let unsavedInterval = Duration.seconds(60)
    /// A rejected configuration is read again this often, for files whose changes ring no bell.
    static let rejectedInterval = Duration.seconds(60)
    /// How many problems of a rejected configuration its alert names.
    private static let shownProblems = 5

    private var configuration: Concern {
        concern("configuration", target: surroundings.configurationPath)
    }

    private var service: Concern { concern("service", target: surroundings.configurationPath) }

    // MARK: Start and stop

    mutating func announceStart(stateDamage: String?, at now: Moment) {
        let count = settings.checks(learnedTenant: learnedTenant).count
        let started = Finding(
            .started, .info, .service, nil,
            message: "connector-watch \(version) watches \(count) checks of \"\(settings.connector.name)\".")
        announce(started, of: service, at: now)
        if let stateDamage {
            let finding = Finding(
                .stateUnusable, .warning, .service, nil,
                message: """
                    The state of the last run cannot be used. \(stateDamage) Standing alerts are raised again, \
                    and a thumbprint that changed meanwhile goes unnoticed.
                    """)
            announce(finding, of: concern("state", target: surroundings.statePath ?? ""), at: now)
        }
        // It was good enough to start with.
        follow(nil, .configurationRejected, of: configuration, at: now)
    }

    mutating func stop(at now: Moment) {
        guard stage == .running else { return }
        stage = .stopping
        effects.append(.tell(.stopping))
        for ticket in looks.underWay { effects.append(.endLook(ticket)) }
        announce(
            Finding(
                .stopping, .info, .service, nil,
                message: "connector-watch stops; nothing is watched until it starts again."),
            of: service, at: now)
        save(at: now)
        schedule.set(.finish, at: now.uptime + Self.stoppingTime)
    }

    // MARK: Configuration

    mutating func reload() {
        guard stage == .running else { return }
        effects.append(.tell(.reloading))
        isReloading = true
        effects.append(.readConfiguration)
    }

    /// The files of a bell have been quiet.
    mutating func quiet(_ bell: Bell) {
        ringing[bell] = nil
        if stage == .running, bell == .configuration { effects.append(.readConfiguration) }
    }

    mutating func configurationRead(_ reading: ConfigurationReading, at now: Moment) {
        guard stage == .running else { return }
        switch reading {
        case .valid(let new): adopt(new, at: now)
        case .rejected(let problems): reject(problems, at: now)
        }
        if isReloading {
            isReloading = false
            tellReady()
        }
    }

    private mutating func adopt(_ new: Settings, at now: Moment) {
        let isChanged = new != settings
        let before = Set(looks.order)
        settings = new
        if isChanged { rewatch(at: now) }
        follow(nil, .configurationRejected, of: configuration, at: now)
        guard isChanged || isReloading else { return }
        let after = Set(looks.order)
        let finding = Finding(
            .configurationReloaded, .info, .service, nil,
            message: """
                The configuration was reloaded: \(after.count) checks, \(after.subtracting(before).count) new, \
                \(before.subtracting(after).count) gone.
                """)
        announce(finding, of: configuration, at: now)
        remember(at: now)
    }

    private mutating func reject(_ problems: [String], at now: Moment) {
        let shown = problems.prefix(Self.shownProblems).joined(separator: " ")
        let more = problems.count - Self.shownProblems
        let count = problems.count == 1 ? "an error" : "\(problems.count) errors"
        let finding = Finding(
            .configurationRejected, .error, .service, nil,
            message: """
                The configuration has \(count) and is refused; the settings from before stay in force until \
                the service ends. \(shown)\(more > 0 ? " And \(more) more." : "") Correct it before the next \
                restart: "connector-watch config check" shows every error.
                """)
        follow(finding, .configurationRejected, of: configuration, at: now)
        // A bell that rang meanwhile has it read sooner.
        if ringing[.configuration] == nil {
            schedule.set(.readConfiguration, at: now.uptime + Self.rejectedInterval)
        }
        remember(at: now)
    }

    // MARK: State

    /// Has the state saved in a moment.
    mutating func remember(at now: Moment) {
        guard surroundings.statePath != nil, stage == .running, !schedule.isSet(.save) else { return }
        schedule.set(.save, at: now.uptime + Self.savingTime)
    }

    mutating func save(at now: Moment) {
        schedule.cancel(.save)
        schedule.cancel(.saveAgain)
        guard surroundings.statePath != nil else { return }
        var state = SavedState()
        state.learnedTenant = learnedTenant
        state.checks = Set(alerts.names).union(histories.keys).sorted().map { name in
            SavedState.SavedCheck(
                name: name, target: looks[name]?.check.subject.target ?? "",
                trackers: alerts.saved(name, at: now), history: histories[name])
        }
        savesUnderWay += 1
        effects.append(.save(state))
    }

    mutating func stateSaved(_ failure: String?, at now: Moment) {
        savesUnderWay -= 1
        guard stage == .running else { return }
        // What was to be saved is saved when there is space again, also if nothing new happens until then.
        if failure != nil { schedule.set(.saveAgain, at: now.uptime + Self.unsavedInterval) }
        let finding = failure.map { text in
            Finding(
                .stateUnusable, .warning, .service, nil,
                message: """
                    \(text) Alerts go on; after a restart they would be raised again. Check the space and the \
                    permissions of its directory.
                    """)
        }
        follow(finding, .stateUnusable, of: concern("state", target: surroundings.statePath ?? ""), at: now)
    }

    mutating func restore(_ saved: SavedState, at now: Moment) {
        learnedTenant = saved.learnedTenant
        for check in saved.checks {
            restoredTargets[check.name] = check.target
            alerts.restore(check.trackers, of: check.name, at: now)
            histories[check.name] = check.history
        }
    }

    /// Ends the incidents of an earlier run whose checks are no longer in the settings.
    mutating func endRestoredStrangers(at now: Moment) {
        let own = ["configuration", "journal", "state"].map(CheckName.init)
        let known = Set(settings.checks(learnedTenant: learnedTenant).map(\.name) + own)
        for name in alerts.names where !known.contains(name) {
            let concern = concern(name.text, target: restoredTargets[name] ?? "")
            announce(alerts.end(concern, at: now), at: now)
        }
        restoredTargets = [:]
        histories = histories.filter { known.contains($0.key) }
    }
}
