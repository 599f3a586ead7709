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
