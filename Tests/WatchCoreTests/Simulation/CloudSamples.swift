@testable import WatchCore

extension CloudTarget {
    static func sample(id: String? = CloudConnector.ownID, machine: String = "hq-01") -> CloudTarget {
        CloudTarget(
            services: CloudServices(authority: "login.microsoftonline.com", graph: "graph.microsoft.com"),
            tenant: "3f0c5d2e-8a3e-4a30-9d2a-1f2b3c4d5e6f", application: "app", credential: "cloud",
            connector: ConnectorIdentity(id: id, machine: machine))
    }
}

extension CloudSection {
    static func sample(pace: Pace = .cloud) -> CloudSection {
        CloudSection(
            services: CloudTarget.sample().services, application: "app", credential: "cloud", pace: pace)
    }
}

extension Pace {
    /// That of `[Cloud]` by default.
    static let cloud = Pace.sample(
        interval: .minutes(15), failingInterval: .minutes(15), timeout: .minutes(1), failuresToAlert: 1,
        passesToRecover: 1)
}

extension Check {
    static func cloud(_ target: CloudTarget = .sample()) -> Check {
        Check(name: Settings.cloudName, target: .cloud(target), pace: .cloud)
    }
}

extension CloudConnector {
    static let ownID = "00112233-4455-6677-8899-aabbccddeeff"

    static func own(
        _ status: Status = .active, id: String = ownID, machine: String? = "HQ-01.contoso.example",
        version: String? = nil
    ) -> CloudConnector {
        CloudConnector(id: id, status: status, machineName: machine, version: version)
    }

    static func other(_ status: Status = .active, _ number: Int = 2) -> CloudConnector {
        CloudConnector(
            id: "0000000\(number)-0000-4000-8000-000000000000", status: status, machineName: "hq-0\(number)")
    }
}

extension ConnectorList {
    static func sample(_ own: CloudConnector = .own(), _ others: [CloudConnector] = [.other()])
        -> ConnectorList
    {
        ConnectorList(
            connectors: others + [own], group: ConnectorGroup(name: "Default", members: others + [own]))
    }

    /// Lists just this one, as active.
    static func active(_ identity: ConnectorIdentity) -> ConnectorList {
        .sample(.own(id: identity.id ?? CloudConnector.ownID, machine: identity.machine))
    }
}
