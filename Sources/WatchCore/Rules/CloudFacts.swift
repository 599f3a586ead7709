/// A connector as the cloud lists it.
package struct ListedConnector: Sendable, Equatable {
    /// The name of its host, or its id where the cloud names no host.
    package var name: String
    /// Its group's name, or `nil` if the cloud does not tell.
    package var group: String?
    /// How many of that group are active, and how many there are.
    package var active: Int
    package var members: Int

    package init(name: String, group: String? = nil, active: Int = 0, members: Int = 0) {
        self.name = name
        self.group = group
        self.active = active
        self.members = members
    }

    init(_ connector: CloudConnector, _ group: ConnectorGroup?) {
        self.init(
            name: connector.machineName ?? connector.id, group: group?.name, active: group?.activeCount ?? 0,
            members: group?.members.count ?? 0)
    }
}

/// How the cloud and this host disagree about a connector.
package enum Contradiction: Sendable, Equatable {
    /// The cloud lists it as active, although what it needs has failed here for so long.
    case activeDespite(ConnectorHealth.Outage)
    /// The cloud lists it as inactive, although nothing that it needs has failed here for so long.
    case inactiveDespite(Duration)
}

/// Why the cloud tells nothing about a connector.
package enum CloudSilence: Sendable, Equatable {
    case failure(CloudFailure)
    /// Only the name of its host is known, and of so many connectors none has it.
    case unknown(machine: String, connectors: Int)
    /// It is listed with a status that is not documented.
    case status(String, of: String)
}

/// The permissions of an application that the list is read with.
package enum CloudPermission {
    package static let needed = ["Directory.Read.All", "NetworkAccess.Read.All"]

    /// Those of them that are not among the granted ones; one that lets write lets read as well.
    package static func missing(of granted: [String]) -> [String] {
        needed.filter { name in
            !granted.contains(name) && !granted.contains(name.replacing(".Read.", with: ".ReadWrite."))
        }
    }
}
