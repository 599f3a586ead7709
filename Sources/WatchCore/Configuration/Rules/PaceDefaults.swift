/// The keys of `[Defaults]` with their origins, inherited by check sections.
///
/// A key that was refused is `nil`: checks then use its default, so that one mistake is not reported for every check.
struct PaceDefaults {
    var interval: Located<Duration>?
    var failingInterval: Located<Duration>?
    var timeout: Located<Duration>?
    var failuresToAlert: Located<Int>?
    var passesToRecover: Located<Int>?
    var reminderInterval: Located<Duration>?

    /// Nothing to inherit.
    static let none = PaceDefaults()

    private init() {}

    /// Reads the keys of a section; those it does not set are inherited.
    init(reading reader: inout SectionReader, inheriting defaults: PaceDefaults) {
        let interval = reader.read(PaceKeys.interval, inheriting: defaults.interval)
        self.init(withoutInterval: &reader, interval: interval, inheriting: defaults)
    }

    /// Reads all keys except `Interval=`, for a section that has an interval key of its own.
    ///
    /// - Parameters:
    ///   - reader: the section.
    ///   - interval: the value of that other key, or `nil` if it was refused.
    ///   - defaults: the values of `[Defaults]`.
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

    /// The pace, or `nil` if a key was refused.
    var pace: Pace? {
        guard let interval, let failingInterval, let timeout, let failuresToAlert, let passesToRecover,
            let reminderInterval
        else { return nil }
        return Pace(
            interval: interval.value, failingInterval: failingInterval.value, timeout: timeout.value,
            failuresToAlert: failuresToAlert.value, passesToRecover: passesToRecover.value,
            reminderInterval: reminderInterval.value)
    }

    /// The pace of the check of this host, whose state changes slowly, or `nil` if a key was refused.
    var hostPace: Pace? {
        var pace = pace
        pace?.interval *= 5
        return pace
    }
}
