/// `[Cloud]`.
enum CloudKeys {
    static let clientID = SettingKey(
        optional: "ClientID", .application,
        "The application that asks, by its application (client) id; empty to ask nothing")
    static let credential = SettingKey(
        optional: "Credential", .credential,
        "The systemd credential with its certificate and key in PEM, or with its client secret; needed with ClientID="
    )
    static let interval = SettingKey(
        "Interval", .span(TimeSpan.minutes(5)...TimeSpan.days(1)), default: TimeSpan.minutes(15),
        "Time between two questions")

    static let rows = [clientID.row, credential.row, interval.row]
}
