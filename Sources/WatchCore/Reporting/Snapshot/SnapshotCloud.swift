package import FoundationEssentials

/// What the cloud says of the connector.
package struct SnapshotCloud: Sendable, Equatable, Codable {
    /// When it was asked last.
    package var asked: Date
    /// When it told what follows, or `nil` if it has not told anything yet.
    @OrNull package var told: Date?
    /// Whether the connector is in the list.
    @OrNull package var listed: Bool?
    /// How many connectors the tenant has.
    @OrNull package var connectors: Int?
    /// `active` or `inactive`.
    @OrNull package var status: String?
    @OrNull package var connectorId: String?
    @OrNull package var machineName: String?
    @OrNull package var externalIp: String?
    @OrNull package var group: String?
    @OrNull package var groupActive: Int?
    @OrNull package var groupMembers: Int?
    @OrNull package var version: String?
    @OrNull package var versionStanding: VersionStanding?

    private enum CodingKeys: String, CodingKey {
        case asked, told, listed, connectors, status
        case connectorId = "connector_id"
        case machineName = "machine_name"
        case externalIp = "external_ip"
        case group
        case groupActive = "group_active"
        case groupMembers = "group_members"
        case version
        case versionStanding = "version_standing"
    }

    /// What an observation shows of a connector, beside what an earlier one showed.
    package init(
        _ observation: CloudObservation, about identity: ConnectorIdentity, at date: Date,
        after earlier: SnapshotCloud? = nil
    ) {
        guard case .listed(let list) = observation else {
            self = earlier ?? SnapshotCloud(asked: date)
            asked = date
            return
        }
        let own = identity.found(in: list.connectors)
        self.init(asked: date)
        told = date
        listed = own != nil
        connectors = list.connectors.count
        status = own?.status.text
        connectorId = own?.id
        machineName = own?.machineName
        externalIp = own?.externalIP
        group = list.group?.name
        groupActive = list.group?.activeCount
        groupMembers = list.group?.members.count
        version = own?.version
        versionStanding = own?.version.flatMap { VersionStanding(of: $0) }
    }

    private init(asked: Date) {
        self.asked = asked
    }

    /// One line for people.
    package var text: String {
        guard let told else { return "it has not told anything; it was asked at \(asked.rfc3339)" }
        let late = told < asked ? "; since then it has not told anything" : ""
        guard listed == true else {
            return "not listed among \(connectors ?? 0) connectors, as of \(told.rfc3339)\(late)"
        }
        var parts = ["listed as \(status ?? "unknown")"]
        if let machineName { parts.append("on \(machineName)") }
        if let group, let groupActive, let groupMembers {
            parts.append("in the group \(group) (\(groupActive) of \(groupMembers) active)")
        }
        let version = version.map { "; version \(connectorVersionText($0))" } ?? ""
        return "\(parts.joined(separator: " ")), as of \(told.rfc3339)\(late)\(version)"
    }
}
