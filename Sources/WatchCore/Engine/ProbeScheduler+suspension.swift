/// What becomes of the schedule after the host was suspended, or this process was stopped.
extension ProbeScheduler {
    /// Nothing is later than this unless nobody could do anything meanwhile: neither the loop nor the probes.
    static let mostDelay = Duration.seconds(2)

    /// Goes on after such a time, which shows in what is long overdue.
    ///
    /// The checks that are overdue are spread over their interval, as at the start; the files of agents come first, as
    /// time alone may have changed what is to be said of them. What was in flight meanwhile tells nothing: it is probed anew.
    ///
    /// - Parameter now: on ``Timestamp/uptime``.
    /// - Returns: probes to be told to end.
    mutating func resume(at now: Duration) -> [Effect] {
        guard let next = wakesAt(), now - next > Self.mostDelay else { return [] }
        var effects: [Effect] = []
        var overdue: Set<CheckName> = []
        while let item = takeItem(at: now) {
            switch item {
            case .probe(let name): overdue.insert(name)
            case .deadline(let id): effects += giveUp(id, at: now)
            }
        }
        let checks = table.checks.filter { overdue.contains($0.name) }
        for (index, check) in checks.enumerated() {
            let delay = check.isTrust ? .zero : check.pace.interval * index / checks.count
            setProbe(of: check.name, at: now + delay)
        }
        return effects
    }
}
