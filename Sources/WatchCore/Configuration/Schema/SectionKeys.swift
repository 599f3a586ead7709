/// `[Connector]`.
enum ConnectorKeys {
    static let name = SettingKey(
        optional: "Name", .text(maximum: 255), "The name of this connector in alerts; empty for the host name"
    )
    static let cloud = SettingKey(
        "Cloud", .choice(), default: Cloud.public, "The cloud whose built-in endpoints are watched")
    static let tenant = SettingKey(
        optional: "Tenant", .tenant,
        "The tenant's id; empty to take it from the subject of the trust certificate")
    static let summaryTime = SettingKey(
        orNone: "SummaryTime", .timeOfDay, default: .morning,
        "The local time of the daily summary (event 1097); empty for none")

    static let rows = [name.row, cloud.row, tenant.row, summaryTime.row]
}

/// `[History]`.
enum HistoryKeys {
    static let keep = SettingKey(
        "Keep", .span(TimeSpan.days(1)...TimeSpan.days(3660)), default: HistoryLimits.standard.keep,
        "How long incidents and daily figures are kept")
    static let sizeLimit = SettingKey(
        "SizeLimit", .size(1 << 20...4 << 30), default: HistoryLimits.standard.size,
        "How large the memory may become; the oldest of it goes first")

    static let rows = [keep.row, sizeLimit.row]
}

/// `[Metrics]`.
enum MetricsKeys {
    static let textFile = SettingKey(
        optional: "TextFile", .metricsFile,
        "The file that is written for the text file collector of Prometheus' node_exporter; empty for none")

    static let rows = [textFile.row]
}

/// `[Trust]` and `[Trust NAME]`.
enum TrustKeys {
    private static let validity = TimeSpan.hours(1)...TimeSpan.days(365)

    static let windowsRoot = SettingKey(
        optional: "WindowsRoot", .path,
        "Where the drive C: of a Windows host is mounted or copied to; the next three follow from it")
    static let settingsFile = SettingKey(
        "SettingsFile", .path, default: "/var/lib/connector/Config/TrustSettings.xml",
        "The connector's TrustSettings.xml")
    static let machineStore = SettingKey(
        list: "MachineStore", .place, default: ["/var/lib/connector/stores/machine"],
        "Where the certificate is while IsInUserStore is false")
    static let userStore = SettingKey(
        list: "UserStore", .place,
        default: ["/var/lib/connector/.dotnet/corefx/cryptography/x509stores/my"],
        "Where the certificate is while IsInUserStore is true")
    static let storePassword = SettingKey(
        optional: "StorePassword", .credential,
        "The systemd credential with the stores' password; if empty, the empty password and then none are tried"
    )
    static let issuer = SettingKey(
        optional: "Issuer", .text(maximum: 255),
        "The expected common name of the certificate's issuer; if empty, those of the three agents are expected"
    )
    static let renewalWindow = SettingKey(
        "RenewalWindow", .span(validity), default: TimeSpan.days(30),
        "The connector renews its certificate when this much validity is left")
    static let expiryWarning = SettingKey(
        "ExpiryWarning", .span(validity), default: TimeSpan.days(30),
        "Below this much validity left, an alert of priority warning is raised")
    static let expiryError = SettingKey(
        "ExpiryError", .span(validity), default: TimeSpan.days(14),
        "Below this much validity left, the alert escalates to priority err")
    static let expiryCritical = SettingKey(
        "ExpiryCritical", .span(validity), default: TimeSpan.days(3),
        "Below this much validity left, the alert escalates to priority crit")
    static let pollInterval = SettingKey(
        "PollInterval", .span(.seconds(1)...TimeSpan.days(1)), default: TimeSpan.minutes(1),
        "How often the files are checked where change notifications do not arrive")

    static let rows =
        [
            windowsRoot.row, settingsFile.row, machineStore.row, userStore.row, storePassword.row,
            issuer.row, renewalWindow.row,
            expiryWarning.row, expiryError.row, expiryCritical.row, pollInterval.row,
        ] + PaceKeys.rowsWithoutInterval + [CheckKeys.enabled.row]
}

/// `[Port NAME]`.
enum PortKeys {
    static let host = SettingKey("Host", .hostOfTenant, default: nil, "The host to connect to")
    static let ports = SettingKey(
        list: "Ports", .port, default: nil, "The TCP ports that must be reachable, one check for each")

    static let rows = [host.row, ports.row] + CheckKeys.rows
}

/// `[Login NAME]`.
enum LoginKeys {
    static let url = SettingKey("URL", .pageOfTenant, default: nil, "The page to fetch")
    static let expectStatus = SettingKey(
        list: "ExpectStatus", .status, default: [200, 302], "The HTTP status codes of a genuine answer")
    static let expectBody = SettingKey(
        "ExpectBody", .text(maximum: 1024), default: "",
        "A text that the genuine page contains; empty to accept any page")
    static let redirectHosts = SettingKey(
        list: "RedirectHosts", .hostPattern, default: [],
        "The hosts that a genuine redirect may lead to, besides the page's own")

    static let rows = [url.row, expectStatus.row, expectBody.row, redirectHosts.row] + CheckKeys.rows
}

/// `[TLS NAME]`.
enum TLSKeys {
    static let host = SettingKey(
        "Host", .hostOfTenant, default: nil, "The host to make TLS handshakes with")
    static let port = SettingKey("Port", .port, default: 443, "Its TCP port")
    static let checks = SettingKey(
        list: "Checks", .choice(), default: TLSAspect.allCases, "What is checked")

    static let rows = [host.row, port.row, checks.row] + ServerExpiryKeys.rows + CheckKeys.rows
}
