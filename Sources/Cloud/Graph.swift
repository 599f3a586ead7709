internal import NetworkPath
internal import WatchCore

/// What Microsoft Graph tells whoever holds a token.
struct Graph: Sendable {
    let client: CloudClient
    let services: CloudServices
    let token: SecretBytes
    /// How often something is asked that is busy.
    var attempts = 3

    /// More pages of one list than this are not read.
    private static let pageLimit = 20
    /// The longest wait for what is busy.
    private static let longestWait = Duration.seconds(60)

    /// The account that signed in.
    func account() async throws(CloudFailure) -> AccountDocument {
        let page = try page("/v1.0/me?$select=displayName,userPrincipalName,userType")
        return try await ask(page).document(AccountDocument.self)
    }

    /// Its active roles, directly and through groups, or `nil` if it may not read which ones they are.
    func activeRoles() async throws(CloudFailure) -> [DirectoryRole]? {
        let documents = try await list(
            RoleDocument.self, "/v1.0/me/transitiveMemberOf/microsoft.graph.directoryRole")
        let roles = documents.compactMap { document in
            document.roleTemplateId.map { DirectoryRole(template: $0, name: document.displayName) }
        }
        return roles.count == documents.count ? roles : nil
    }

    /// The roles that it may activate.
    func eligibleRoles() async throws(CloudFailure) -> [DirectoryRole] {
        let path =
            "/v1.0/roleManagement/directory/roleEligibilityScheduleInstances/filterByCurrentUser(on='principal')"
        return try await list(EligibilityDocument.self, path).compactMap { document in
            document.roleDefinitionId.map { DirectoryRole(template: $0) }
        }
    }

    /// The connectors of the tenant.
    func connectors() async throws(CloudFailure) -> [CloudConnector] {
        try await list(ConnectorDocument.self, Self.profile + "connectors").map { CloudConnector($0) }
    }

    /// The group of a connector, or `nil` if it is in none.
    func group(of connector: CloudConnector) async throws(CloudFailure) -> ConnectorGroup? {
        // It becomes part of an address.
        guard connector.id.isGUID else { return nil }
        let groups = try await list(
            ConnectorGroupDocument.self, Self.profile + "connectors/\(connector.id)/memberOf")
        guard let group = groups.first, group.id.isGUID else { return nil }
        let members = try await list(
            ConnectorDocument.self, Self.profile + "connectorGroups/\(group.id)/members")
        return ConnectorGroup(name: group.name ?? group.id, members: members.map { CloudConnector($0) })
    }

    /// Connectors are in the beta version of the interface only.
    private static let profile = "/beta/onPremisesPublishingProfiles/applicationProxy/"

    /// All pages of a list.
    private func list<Item: Decodable & Sendable>(
        _ type: Item.Type, _ path: String
    ) async throws(CloudFailure) -> [Item] {
        var items: [Item] = []
        var page = try page(path)
        for _ in 0..<Self.pageLimit {
            let document = try await ask(page).document(ListDocument<Item>.self)
            items += document.value
            guard let next = document.next else { return items }
            // The token is for this host only.
            guard let address = PageAddress(next), address.host == services.graph, address.port == 443 else {
                throw .malformed(page, "it goes on at \"\(next.prefix(200))\"")
            }
            page = address
        }
        throw .malformed(page, "the list has more than \(Self.pageLimit) pages")
    }

    private func ask(_ page: PageAddress) async throws(CloudFailure) -> CloudClient.Answer {
        var attempt = 1
        while true {
            do throws(CloudFailure) {
                let answer = try await client.send(.get(page, bearer: token))
                guard answer.isSuccess else { throw try answer.refusal }
                return answer
            } catch {
                guard attempt < attempts, case .busy(_, _, let wait) = error else { throw error }
                attempt += 1
                let pause = wait ?? DeviceAuthorization.usualInterval
                guard pause <= Self.longestWait, (try? await Task.sleep(for: pause)) != nil else {
                    throw error
                }
            }
        }
    }

    private func page(_ path: String) throws(CloudFailure) -> PageAddress {
        let text = "https://\(services.graph)\(path)"
        guard let page = PageAddress(text) else { preconditionFailure("\"\(text)\" is no address.") }
        return page
    }
}

extension CloudConnector {
    /// What others wrote is kept at a length that no genuine value has.
    fileprivate init(_ document: ConnectorDocument) {
        func text(_ value: String?) -> String? { value.map { String($0.prefix(255)) } }
        self.init(
            id: String(document.id.prefix(64)), status: Status(String(document.status.prefix(64))),
            machineName: text(document.machineName), externalIP: text(document.externalIp),
            version: text(document.version))
    }
}
