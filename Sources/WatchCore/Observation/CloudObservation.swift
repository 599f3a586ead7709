/// What the cloud says of the connectors of a tenant.
package enum CloudObservation: Sendable, Equatable {
    case listed(ConnectorList)
    case failed(CloudFailure)
}

/// The whole list, and the group of the connector that was looked for.
package struct ConnectorList: Sendable, Equatable {
    package var connectors: [CloudConnector]
    /// `nil` if the connector is not in the list.
    package var group: ConnectorGroup?

    package init(connectors: [CloudConnector], group: ConnectorGroup? = nil) {
        self.connectors = connectors
        self.group = group
    }
}

/// The connectors that share the work of the same applications.
package struct ConnectorGroup: Sendable, Equatable {
    package var name: String
    package var members: [CloudConnector]

    package init(name: String, members: [CloudConnector]) {
        self.name = name
        self.members = members
    }

    package var activeCount: Int { members.count { $0.status == .active } }
}

/// A connector as the cloud knows it.
package struct CloudConnector: Sendable, Equatable {
    package enum Status: Sendable, Equatable {
        case active
        case inactive
        /// One that the interface does not document.
        case other(String)

        package init(_ text: String) {
            self =
                switch text.lowercased() {
                case "active": .active
                case "inactive": .inactive
                default: .other(text)
                }
        }

        package var text: String {
            switch self {
            case .active: "active"
            case .inactive: "inactive"
            case .other(let text): text
            }
        }
    }

    /// A GUID in lower case, as far as is known.
    package var id: String
    package var status: Status
    package var machineName: String?
    /// The address that its connections come from.
    package var externalIP: String?
    package var version: String?

    package init(
        id: String, status: Status, machineName: String? = nil, externalIP: String? = nil,
        version: String? = nil
    ) {
        self.id = id.lowercased()
        self.status = status
        self.machineName = machineName
        self.externalIP = externalIP
        self.version = version
    }
}

extension ConnectorIdentity {
    /// The connector that this is, or `nil` if it is not among them.
    ///
    /// A host that was registered anew may be listed more than once: then the active one is it.
    package func found(in connectors: [CloudConnector]) -> CloudConnector? {
        if let id { return connectors.first { $0.id == id.lowercased() } }
        let named = connectors.filter { $0.machineName.map(isMachine) ?? false }
        return named.first { $0.status == .active } ?? named.first
    }

    /// Whether this is the host's name; where only one of both has a domain, that does not count.
    private func isMachine(_ name: String) -> Bool {
        let (own, other) = (machine.lowercased(), name.lowercased())
        guard own != other else { return true }
        guard own.contains(".") != other.contains(".") else { return false }
        return own.prefix { $0 != "." } == other.prefix { $0 != "." }
    }
}
