/// The keys of `[Defaults]` with their origins, as check sections inherit them.
///
/// A key is `nil` where it was refused: a check then takes the key's default, which keeps one mistake from being
/// reported for every check.
struct PaceDefaults {
    var interval: Located<Duration>?
    var failingInterval: Located<Duration>?
    var timeout: Located<Duration>?
    var failuresToAlert: Located<Int>?
    var passesToRecover: Located<Int>?
    var reminderInterval: Located<Duration>?

    /// What no section says.
    static let none = PaceDefaults()

    private init() {}

    /// Reads the keys of a section, or inherits them.
    init(reading reader: inout SectionReader, inheriting defaults: PaceDefaults) {
        let interval = reader.read(PaceKeys.interval, inheriting: defaults.interval)
        self.init(withoutInterval: &reader, interval: interval, inheriting: defaults)
    }

    /// Reads the keys but `Interval=`, in whose place the caller has one of its own.
    init(
        withoutInterval reader: inout SectionReader, interval: Located<Duration>?,
        inheriting defaults: PaceDefaults
    ) {
        self.interval = interval
        failingInterval = reader.read(PaceKeys.failingInterval, inheriting: defaults.failingInterval)
        timeout = reader.read(PaceKeys.timeout, inheriting: defaults.timeout)
        failuresToAlert = reader.read(PaceKeys.failuresToAlert, inheriting: defaults.failuresToAlert)
        passesToRecover = reader.read(PaceKeys.passesToRecover, inheriting: defaults.passesToRecover)
        reminderInterval = reader.read(PaceKeys.reminderInterval, inheriting: defaults.reminderInterval)
    }

    /// `nil` where a key was refused.
    var pace: Pace? {
        guard let interval, let failingInterval, let timeout, let failuresToAlert, let passesToRecover,
            let reminderInterval
        else { return nil }
        return Pace(
            interval: interval.value, failingInterval: failingInterval.value, timeout: timeout.value,
            failuresToAlert: failuresToAlert.value, passesToRecover: passesToRecover.value,
            reminderInterval: reminderInterval.value)
    }

    /// That of this host itself, of which little changes from one minute to the next.
    var hostPace: Pace? {
        var pace = pace
        pace?.interval *= 5
        return pace
    }
}
