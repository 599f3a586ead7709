import WatchCore

/// What the cloud says of the connector.
extension EngineRun {
    static let cloudRuns =
        [
            cloud(.connectorInactive, "a connector that is inactive", .listed(list(own: .inactive))),
            cloud(.connectorUnlisted, "a connector that was deleted", .listed(ConnectorList(connectors: []))),
            cloud(.connectorAlone, "the last active one of two", .listed(list(others: [.inactive]))),
            cloud(.cloudUnavailable, "a status that is not documented", .listed(list(own: .other("asleep")))),
        ]
        + failures.map { cloud(.cloudUnavailable, "a cloud that fails", .failed($0)) } + [
            run(.cloudUnavailable, "a cloud look that hangs", target, .unanswered, .cloud(.listed(list()))),
            contradicted,
        ]

    private static let page = PageAddress("https://graph.microsoft.com/beta/x")
    private static let failures: [CloudFailure] =
        [
            .credential("the credential \"cloud\" was not given to this process")
        ]
        + (page.map { page in
            [
                .portal(page, "it sent \"text/html\""), .tooLarge(page, limit: 1 << 20),
                .malformed(page, "its JSON ends too early"),
                .refused(page, status: 401, CloudError(code: "invalid_client")),
                .forbidden(page, CloudError(code: "Forbidden"), granted: []),
            ]
        } ?? [])

    /// The name is ``settings(_:)``'s, as no certificate tells an id.
    private static let target = Target.cloud(
        CloudTarget(
            services: CloudServices(authority: "login.microsoftonline.com", graph: "graph.microsoft.com"),
            tenant: "3f0c5d2e-8a3e-4a30-9d2a-1f2b3c4d5e6f", application: "app", credential: "cloud",
            connector: ConnectorIdentity(machine: "hq-01")))

    private static func list(
        own: CloudConnector.Status = .active, others: [CloudConnector.Status] = []
    ) -> ConnectorList {
        let connectors = ([own] + others).enumerated().map { index, status in
            CloudConnector(
                id: "0000000\(index)-0000-4000-8000-000000000000", status: status,
                machineName: "hq-0\(index + 1)")
        }
        return ConnectorList(
            connectors: connectors, group: ConnectorGroup(name: "Default", members: connectors))
    }

    private static func cloud(_ event: AlertEvent, _ name: String, _ seen: CloudObservation) -> EngineRun {
        run(event, name, target, .cloud(seen), .cloud(.listed(list())))
    }

    /// Nothing fails here, and the cloud has said inactive for more than an hour.
    private static var contradicted: EngineRun {
        var run = EngineRun(
            description: "inactive although all that it needs works", events: [.connectorContradicted],
            settings: settings(target),
            observations: [.port(ByRoute(direct: path(addresses: [nil])))]
                + Array(repeating: .cloud(.listed(list(own: .inactive))), count: 40)
                + Array(repeating: .cloud(.listed(list())), count: 2))
        run.settings.connector.cloud = .public
        // It is probed once: what this run answers to one check, it answers to all.
        let pace = Pace(
            interval: .seconds(86_400), failingInterval: .seconds(86_400), timeout: .seconds(60),
            failuresToAlert: 3, passesToRecover: 1, reminderInterval: .seconds(86_400))
        run.settings.ports = [
            PortSection(name: "bootstrap", host: "t.bootstrap.msappproxy.net", ports: [443], pace: pace)
        ]
        return run
    }
}
