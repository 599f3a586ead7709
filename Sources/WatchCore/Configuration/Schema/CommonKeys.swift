/// How often checks are probed and when they alert: keys of `[Defaults]`, which every check section takes too.
enum PaceKeys {
    static let interval = SettingKey(
        "Interval", .span(.seconds(1)...TimeSpan.days(1)), default: TimeSpan.minutes(1),
        "Time between probes while the check passes")
    static let failingInterval = SettingKey(
        "FailingInterval", .span(.seconds(1)...TimeSpan.days(1)), default: .seconds(15),
        "Time between probes while the check fails")
    static let timeout = SettingKey(
        "Timeout", .span(.milliseconds(100)...TimeSpan.minutes(5)), default: .seconds(10),
        "How long one probe may take")
    static let failuresToAlert = SettingKey(
        "FailuresToAlert", .count(1...100), default: 3, "Failed probes in a row before an alert is raised")
    static let passesToRecover = SettingKey(
        "PassesToRecover", .count(1...100), default: 2, "Passed probes in a row before an alert recovers")
    static let reminderInterval = SettingKey(
        "ReminderInterval", .span(TimeSpan.minutes(1)...TimeSpan.days(365)), default: TimeSpan.hours(6),
        "How often an active alert is repeated")

    static let rows = [
        interval.row, failingInterval.row, timeout.row, failuresToAlert.row, passesToRecover.row,
        reminderInterval.row,
    ]
    /// All but `Interval=`, for sections that have an interval key of their own.
    static let rowsWithoutInterval = Array(rows.dropFirst())
}

/// When the end of a server's certificate is told; keys of `[Defaults]` and of TLS sections.
enum ServerExpiryKeys {
    static let warning = SettingKey(
        "ServerExpiryWarning", .expiryLimit, default: ServerExpiryLimits.defaultWarning,
        "Below this much of its life, or this time, left of a certificate of a server, a warning is raised")
    static let error = SettingKey(
        "ServerExpiryError", .expiryLimit, default: ServerExpiryLimits.defaultError,
        "Below this much of its life, or this time, left, that alert escalates to priority err")

    static let rows = [warning.row, error.row]
}

/// `[Defaults]`.
enum DefaultsKeys {
    static let rows = PaceKeys.rows + ServerExpiryKeys.rows
}

/// Keys of every check section.
enum CheckKeys {
    static let enabled = SettingKey(
        "Enabled", .boolean, default: true, "Whether this section is watched")
    static let route = SettingKey(
        "Via", .choice(), default: RouteChoice.both,
        "Which routes are probed; without a proxy only the direct one")
    static let family = SettingKey(
        "Family", .choice(), default: AddressFamily.any, "Which kinds of addresses are tried")

    static let rows = PaceKeys.rows + [route.row, family.row, enabled.row]
}

/// `[Proxy]`: the outbound proxy.
enum ProxyKeys {
    static let url = SettingKey(
        optional: "URL", .proxy, "The outbound proxy, which must allow tunnels (CONNECT)")
    static let route = SettingKey(
        "Via", .choice(), default: RouteChoice.both,
        "Which routes are probed by checks that have no Via= of their own")
    static let credential = SettingKey(
        optional: "Credential", .credential,
        "The systemd credential with user:password for a proxy that demands authentication")

    static let rows = [url.row, route.row, credential.row]
}

/// The routes that a check can be told to probe.
enum RouteChoice: String, Sendable, CaseIterable {
    case direct
    case proxy
    case both
}
