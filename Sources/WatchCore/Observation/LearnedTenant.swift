/// What a trust check tells of the tenant.
enum AgentTenant: Sendable, Equatable {
    /// It is still to be probed, and waited for.
    case awaited
    /// Its certificate names none, or was not found.
    case nameless
    case named(String)
}

/// The tenant that the trust certificates tell.
///
/// - Parameter agents: what each trust check tells, in the order of the settings.
/// - Returns: that of the first that names one, whichever was probed last; or `nil` if none does, or one before it is
///   awaited.
func learnedTenant(from agents: some Sequence<AgentTenant>) -> String? {
    for agent in agents {
        switch agent {
        case .awaited: return nil
        case .nameless: continue
        case .named(let tenant): return tenant
        }
    }
    return nil
}

/// The connector that the trust certificates tell.
///
/// - Parameter certificates: those of the trust checks, in the order of the settings, as far as they are known.
/// - Returns: the GUID of the first that is a connector's, and no other agent's; or `nil` if none is.
func learnedConnector(from certificates: some Sequence<CertificateFacts?>) -> String? {
    for case let facts? in certificates where AgentKind(issuer: facts.issuerCommonName) == .connector {
        if let id = facts.connectorID { return id.lowercased() }
    }
    return nil
}
