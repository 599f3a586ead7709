extension Engine {
    /// A configuration that was changed is taken over once two readings this far apart agree: a file that is being
    /// written may be valid in the middle.
    static let settlingTime = Duration.seconds(1)
    /// A rejected configuration is read again this often, for files whose changes ring no bell.
    static let rejectedInterval = Duration.seconds(60)
    var configuration: AlertSource { environment.configuration }

    mutating func reload() {
        guard stage == .running else { return }
        effects.append(.notify(.reloading))
        isReloading = true
        readConfiguration()
    }

    /// The files of the configuration have been quiet, or are to be read again.
    mutating func configurationDue() {
        changing[.configuration] = nil
        if stage == .running { readConfiguration() }
    }

    private mutating func readConfiguration() {
        readsUnderWay += 1
        effects.append(.readConfiguration)
    }

    /// Takes a reading over if it was asked for, or else once the one before was the same.
    mutating func configurationRead(_ reading: ConfigurationReading, at now: Timestamp) {
        readsUnderWay = max(0, readsUnderWay - 1)
        // Readings come in the order they were asked for; only the newest says what holds now.
        guard stage == .running, readsUnderWay == 0 else { return }
        guard isReloading || reading == lastReading else {
            lastReading = reading
            // A watch key that changed meanwhile has it read sooner.
            if changing[.configuration] == nil {
                schedule.set(.readConfiguration, at: now.uptime + Self.settlingTime)
            }
            return
        }
        switch reading {
        case .valid(let new): adopt(new, at: now)
        case .rejected(let problems):
            let isNews = isReloading || problems != rejectedProblems
            rejectedProblems = problems
            reject(problems, isNews: isNews, at: now)
        }
        lastReading = reading
        if isReloading {
            isReloading = false
            notifyReady(at: now)
        }
    }

    private mutating func adopt(_ new: Settings, at now: Timestamp) {
        rejectedProblems = []
        let isChanged = new != settings
        let before = Set(probes.order)
        settings = new
        if isChanged { rewatch(at: now) }
        follow(nil, .configurationRejected, of: configuration, at: now)
        guard isChanged || isReloading else { return }
        let after = Set(probes.order)
        let finding = Finding.configurationReloaded(
            checks: after.count, new: after.subtracting(before).count, gone: before.subtracting(after).count)
        announce(finding, of: configuration, at: now)
        remember(at: now)
    }

    /// Raises event 1093, or repeats it at once where it stands and there is news.
    private mutating func reject(_ problems: [String], isNews: Bool, at now: Timestamp) {
        var source = configuration
        if isNews { source.pace.reminderInterval = .zero }
        follow(.configurationRejected(problems, .settingsKept), .configurationRejected, of: source, at: now)
        if changing[.configuration] == nil {
            schedule.set(.readConfiguration, at: now.uptime + Self.rejectedInterval)
        }
        remember(at: now)
    }
}
