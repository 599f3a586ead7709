/// Silences begin and end as time goes by, and as the file of silences changes.
extension Monitor {
    /// Looks up which silences are in force now, and has announced what those that are over held back.
    mutating func updateSilences(_ outcome: inout Outcome, at now: Timestamp) {
        guard alerts.silences.update(at: now) else { return }
        let target = target
        outcome.effects += alerts.release(in: scheduler.table, target: target, at: now)
        outcome.isSnapshotStale = true
    }

    /// Takes what the file of silences was read as; what cannot be read leaves those from before in force.
    mutating func take(_ reading: SilencesReading, isNews: Bool, at now: Timestamp) -> Outcome {
        if let entries = reading.entries { alerts.silence(entries, in: reading.zone) }
        summary.set(reading.zone, at: now)
        let revision = alerts.trackers.revision
        var outcome = Outcome(effects: announce(reading, isNews: isNews, at: now))
        if alerts.trackers.revision != revision { outcome.isSnapshotStale = true }
        return outcome
    }

    /// Says what is wrong with the file of silences, or that nothing is any more.
    mutating func announce(_ reading: SilencesReading, isNews: Bool, at now: Timestamp) -> [Effect] {
        var source = environment.silences
        if isNews { source.pace.reminderInterval = .zero }
        let finding = reading.problems.isEmpty ? nil : Finding.silencesRejected(reading)
        return alerts.follow(finding, AlertKey(.configurationRejected), of: source, at: now)
    }
}
