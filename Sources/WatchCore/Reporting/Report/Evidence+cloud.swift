internal import FoundationEssentials

extension CloudObservation {
    /// What the cloud says of a connector.
    func evidence(about identity: ConnectorIdentity) -> [Evidence] {
        switch self {
        case .failed: [Evidence("seen", "nothing, as the cloud did not tell")]
        case .listed(let list): list.evidence(about: identity)
        }
    }
}

extension ConnectorList {
    fileprivate func evidence(about identity: ConnectorIdentity) -> [Evidence] {
        guard let own = identity.found(in: connectors) else {
            return [Evidence("listed", "not among \(connectors.count) connectors of the tenant")]
        }
        var lines = [Evidence("listed", "as \(own.status.text)"), Evidence("connector", own.id)]
        if let name = own.machineName { lines.append(Evidence("machine", name)) }
        if let group {
            lines.append(
                Evidence("group", "\(group.name), \(group.activeCount) of \(group.members.count) active"))
        }
        if let version = own.version { lines.append(Evidence("version", connectorVersionText(version))) }
        if let address = own.externalIP { lines.append(Evidence("address", address)) }
        return lines
    }
}

/// A connector's version, and which releases are newer.
package func connectorVersionText(_ version: String) -> String {
    let (automatic, download) = (ConnectorReleases.automatic, ConnectorReleases.download)
    let newest = "\(download.version) of \(download.date) can be downloaded"
    return switch VersionStanding(of: version) {
    case nil: "\(version), which cannot be compared"
    case .newest: "\(version), no newer release is known"
    case .downloadNewer: "\(version); \(newest), and is not installed automatically"
    case .automaticNewer:
        "\(version), older than \(automatic.version) of \(automatic.date), to which connectors upgrade by themselves: see whether its updater service runs; \(newest)"
    }
}
