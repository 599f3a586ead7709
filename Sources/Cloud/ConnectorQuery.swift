internal import FoundationEssentials
internal import NetworkPath
package import WatchCore

/// Asks the cloud for the connectors of a tenant, in the name of an application of the tenant.
///
/// The token and the secret are overwritten before this returns. It does not try again, and judges nothing.
package struct ConnectorQuery: Sendable {
    private let client: CloudClient
    private let credential: @Sendable (String) -> CredentialReading

    /// - Parameters:
    ///   - client: asks over the path.
    ///   - credential: reads a systemd credential by its name.
    package init(_ client: CloudClient, credential: @escaping @Sendable (String) -> CredentialReading) {
        self.client = client
        self.credential = credential
    }

    /// What the cloud says.
    package func probe(at target: CloudTarget) async -> CloudObservation {
        do throws(CloudFailure) {
            return .listed(try await list(target))
        } catch {
            return .failed(error)
        }
    }

    private func list(_ target: CloudTarget) async throws(CloudFailure) -> ConnectorList {
        let token = try await token(for: target)
        defer { token.overwrite() }
        let graph = Graph(client: client, services: target.services, token: token.access, attempts: 1)
        do throws(CloudFailure) {
            let connectors = try await graph.connectors()
            let own = target.connector.found(in: connectors)
            guard let own else { return ConnectorList(connectors: connectors) }
            return ConnectorList(connectors: connectors, group: try await graph.group(of: own))
        } catch {
            guard case .refused(let page, status: 403, let said) = error else { throw error }
            throw .forbidden(page, said, granted: Claims(of: token.access).map { $0.permissions ?? [] })
        }
    }

    private func token(for target: CloudTarget) async throws(CloudFailure) -> Token {
        let credential = try ClientCredential(target.credential, credential(target.credential))
        defer { credential.overwrite() }
        let authority = Authority(
            client: client, services: target.services, tenant: target.tenant, application: target.application)
        return try await authority.token(by: credential, at: Date())
    }
}
