/// Keys of everybody who is told of alerts beside the journal.
enum ReceiverKeys {
    static let credential = SettingKey(
        optional: "Credential", .credential,
        "The systemd credential with user:password, or with a bearer token, which has no colon")
    static let clientCertificate = SettingKey(
        optional: "ClientCertificate", .credential,
        "The systemd credential with a client certificate and its key in PEM")
    static let caFile = SettingKey(
        optional: "CAFile", .path,
        "A PEM file with the only authorities that the server's certificate may be of; if empty, the system's"
    )

    static let rows = [credential.row, clientCertificate.row, caFile.row]
}

/// `[Alertmanager]`.
enum AlertmanagerKeys {
    static let url = SettingKey(
        list: "URL", .webAddress, default: [],
        "Every member of the Alertmanager's cluster, never a balancer before them; empty for none")
    static let route = SettingKey(
        "Via", .choice(), default: ReceiverRoute.direct, "How its members are reached")

    static let rows = [url.row, route.row] + ReceiverKeys.rows
}

/// `[Webhook NAME]`.
enum WebhookKeys {
    static let url = SettingKey(
        "URL", .webAddress, default: nil, "Where notifications are posted to, unless URLCredential= says it")
    static let urlCredential = SettingKey(
        optional: "URLCredential", .credential,
        "The systemd credential with the URL, in place of URL=, where the URL itself is a secret")
    static let format = SettingKey(
        "Format", .choice(), default: WebhookFormat.cloudEvents, "What is posted")
    static let events = SettingKey(
        list: "Events", .event, default: [], "The numbers of the events that are told; if empty, all")
    static let priority = SettingKey(
        "Priority", .priority, default: .error, "The least severe priority that is told")
    static let route = SettingKey(
        optional: "Via", .choice(ReceiverRoute.self),
        "How it is reached; if empty, through the proxy where [Proxy] has one")

    static let rows =
        [url.row, urlCredential.row, format.row, events.row, priority.row, route.row] + ReceiverKeys.rows
        + [CheckKeys.enabled.row]
}
