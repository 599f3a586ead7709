internal import FoundationEssentials

extension Engine {
    /// After a file's directory changed, this much quiet makes a change; a file that never is quiet is probed after
    /// the longer time all the same.
    static let quietTime = Duration.milliseconds(100)
    static let longestUnrest = Duration.seconds(1)
    /// How long a probe may take to end after it was told to.
    static let endingTime = Duration.seconds(2)

    /// Brings what is watched in line with the settings and the tenant known.
    mutating func rewatch(at now: Timestamp) {
        let checks = settings.checks(learnedTenant: learnedTenant)
        let (new, altered, gone) = probes.replace(with: checks)
        keepTrends()
        for check in gone {
            schedule.cancel(.probe(check.name))
            announce(alerts.end(check.source, at: now), at: now)
            forget(check.name)
        }
        for check in altered {
            announce(alerts.end(check.source, allBut: check.target.alertKeys, at: now), at: now)
        }
        replaceDependencies(with: checks, at: now)
        // Spread over one interval, so that checks of one interval never come in a burst.
        let begun = new + altered
        for (index, check) in begun.enumerated() {
            schedule.set(.probe(check.name), at: now.uptime + check.pace.interval * index / begun.count)
        }
        var paths: [WatchKey: [String]] = [.configuration: environment.configurationPaths]
        for check in probes.checks {
            if case .trust(let trust) = check.target {
                paths[.check(check.name)] = [trust.settingsFile] + trust.machineStore + trust.userStore
            }
        }
        effects.append(.watch(paths))
        publishSoon(at: now)
        for id in probes.takeAbandoned() {
            schedule.cancel(.deadline(id))
            effects.append(.cancelProbe(id))
        }
    }

    mutating func probeDue(_ name: CheckName, at now: Timestamp) {
        guard stage == .running, let watched = probes[name] else { return }
        changing[.check(name)] = nil
        switch watched.stage {
        case .waiting where probes.isFull:
            probes.queue(name)
        case .queued:
            break
        case .waiting:
            guard let id = probes.start(name, at: now.uptime) else { return }
            schedule.set(.deadline(id), at: now.uptime + watched.check.pace.timeout)
            effects.append(.probe(id, watched.check.target))
        case .prober, .ending:
            probes.want(name)
        case .stuck:
            apply(.unanswered, to: watched.check, at: now)
            schedule.set(.probe(name), at: now.uptime + watched.check.pace.failingInterval)
        }
    }

    /// Gives free places to who waits for one, first come, first served.
    mutating func fillPlaces(at now: Timestamp) {
        while let name = probes.takeQueued() { probeDue(name, at: now) }
    }

    /// The one deadline: first the probe is told to end, which it does at once; one that does not is given up.
    mutating func deadlineDue(_ id: ProbeID, at now: Timestamp) {
        guard let watched = probes[id] else { return }
        switch watched.stage {
        case .prober:
            probes.advance(id, to: .ending)
            effects.append(.cancelProbe(id))
            schedule.set(.deadline(id), at: now.uptime + Self.endingTime)
        case .ending:
            probes.advance(id, to: .stuck)
            probeDue(watched.check.name, at: now)
        case .waiting, .queued, .stuck:
            break
        }
    }

    mutating func answered(_ id: ProbeID, _ observation: Observation, at now: Timestamp) {
        schedule.cancel(.deadline(id))
        guard let watched = probes.end(id, LastProbe(observation, at: now.date)), stage == .running else {
            return
        }
        if watched.lastProbe == nil { publishSoon(at: now) }
        let check = watched.check
        if watched.stage == .stuck {
            // What a probe saw before it hung is old news.
            schedule.set(.probe(check.name), at: now.uptime)
            return
        }
        apply(observation, to: check, at: now)
        // The plan may have changed by what was learned.
        guard probes[check.name]?.check == check else { return }
        if watched.isWanted {
            schedule.set(.probe(check.name), at: now.uptime)
        } else if changing[.check(check.name)] == nil {
            schedule.set(
                .probe(check.name), at: nextProbe(of: check, startedAt: watched.startedAt, at: now))
        }
    }

    private func nextProbe(of check: Check, startedAt: Duration, at now: Timestamp) -> Duration {
        if alerts.isInSoftState(check.name) { return now.uptime + DebouncePolicy.settlingTime }
        let interval =
            alerts.isFailing(check.name)
            ? min(check.pace.failingInterval, check.pace.interval) : check.pace.interval
        let regular = max(now.uptime, startedAt + interval)
        return untilTurningPoint(of: check, at: now).map { min(regular, now.uptime + $0) } ?? regular
    }

    /// How long until the certificate's next turning point is over; should the calendar jump meanwhile, the next
    /// regular probe sees it.
    private func untilTurningPoint(of check: Check, at now: Timestamp) -> Duration? {
        guard case .trust(let target) = check.target, let facts = histories[check.name]?.current.facts
        else { return nil }
        return facts.turningPoint(for: target, after: now.date)
            .map { .seconds($0.timeIntervalSince(now.date)) + .milliseconds(1) }
    }

    /// Something changed near the files of a watch key: look once they have been quiet.
    mutating func changed(_ key: WatchKey, at now: Timestamp) {
        guard stage == .running else { return }
        let first = changing[key] ?? now.uptime
        changing[key] = first
        let due = min(now.uptime + Self.quietTime, first + Self.longestUnrest)
        switch key {
        case .check(let name):
            guard probes[name] != nil else {
                changing[key] = nil
                return
            }
            schedule.set(.probe(name), at: due)
        case .configuration:
            schedule.set(.readConfiguration, at: due)
        }
    }
}
