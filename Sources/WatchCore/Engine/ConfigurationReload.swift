/// When other settings take the place of those in force: at once when asked for, otherwise after two readings that agree.
struct ConfigurationReload: Sendable {
    private enum State: Sendable {
        /// The last reading is in force, or `nil` if the files were not read again yet.
        case steady(ConfigurationReading?)
        /// The last reading is another one; a second one must confirm it. The problems are those announced before.
        case settling(ConfigurationReading, announced: [String])
        /// The service manager waits for a reading.
        case reloading
        /// The last reading was rejected, with these problems.
        case rejected([String])
    }

    /// What a reading that counts means.
    enum Outcome: Sendable, Equatable {
        /// These settings are to be in force; they may be the same as before.
        case adopt(Settings, warnings: [String] = [])
        /// `isNews`: whether these problems were not announced before, or a person asked.
        case reject([String], isNews: Bool)
    }

    /// A configuration that was changed is taken over once two readings this far apart agree: a file that is being
    /// written may be valid in the middle.
    static let settlingTime = Duration.seconds(1)
    /// A rejected configuration is read again this often, for files whose changes go unnoticed.
    static let rejectedInterval = Duration.seconds(60)

    private var state = State.steady(nil)
    /// Readings that were asked for and have not come.
    private var awaited = 0
    private var burst = Debouncer()
    /// When ``wake(at:)`` is wanted.
    private(set) var wakesAt: Duration?

    /// Whether the service manager waits for a reading.
    var isReloading: Bool {
        switch state {
        case .reloading: true
        case .steady, .settling, .rejected: false
        }
    }

    /// Takes a request to reload.
    mutating func reload() -> [Effect] {
        state = .reloading
        return [.notify(.reloading), read()]
    }

    /// The files changed: they are read once they have been quiet.
    mutating func change(at now: Duration) {
        wakesAt = burst.change(at: now)
    }

    mutating func wake(at now: Duration) -> [Effect] {
        guard let due = wakesAt, now >= due else { return [] }
        wakesAt = nil
        burst.end()
        return [read()]
    }

    /// Takes what the files were read as.
    ///
    /// - Returns: what becomes of it; or `nil` if it is to be confirmed, or another reading is on its way.
    mutating func take(_ reading: ConfigurationReading, at now: Duration) -> Outcome? {
        awaited = max(0, awaited - 1)
        // Readings come in the order they were asked for; only the newest says what holds now.
        guard awaited == 0 else { return nil }
        guard isConfirmed(reading) else {
            state = .settling(reading, announced: announcedProblems)
            readAgain(at: now + Self.settlingTime)
            return nil
        }
        switch reading {
        case .valid(let settings, let warnings):
            state = .steady(reading)
            return .adopt(settings, warnings: warnings)
        case .rejected(let problems):
            let isNews = isReloading || problems != announcedProblems
            state = .rejected(problems)
            readAgain(at: now + Self.rejectedInterval)
            return .reject(problems, isNews: isNews)
        }
    }

    private mutating func read() -> Effect {
        awaited += 1
        return .readConfiguration
    }

    private mutating func readAgain(at time: Duration) {
        // A change that waits for quiet has the files read sooner.
        if !burst.isChanging { wakesAt = time }
    }

    private func isConfirmed(_ reading: ConfigurationReading) -> Bool {
        switch state {
        case .reloading: true
        case .steady(let last): reading == last
        case .settling(let last, _): reading == last
        case .rejected(let problems): reading == .rejected(problems)
        }
    }

    private var announcedProblems: [String] {
        switch state {
        case .steady, .reloading: []
        case .settling(_, let announced): announced
        case .rejected(let problems): problems
        }
    }
}
