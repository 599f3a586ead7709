extension EventProfile {
    /// Event 1022.
    static let resolutionFails = EventProfile(
        "e335733c2f9f4863b26a8092f75d96f5", "Name resolution fails", [.error, .warning, .notice], .resolving,
        // On every route at once where the resolver is the reason.
        sends: .failure)
}

extension FindingText {
    /// Event 1022, whichever check meets it; through a proxy only the proxy's own name is resolved here.
    static func resolutionFails(_ facts: PathFacts, _ dependents: Dependents?) -> FindingText {
        let cause = facts.stop.failure.resolutionPhrase(limit: facts.timeout)
        let name = facts.proxy?.host ?? facts.endpoint.host
        let remedy = facts.stop.failure.resolutionRemedy
        if case .lookup(.silentFamily) = facts.stop.failure {
            return FindingText(
                dependents.map { "Name resolution is slow: \(cause) \($0.clause)." }
                    ?? "\"\(name)\" resolves, but slowly: \(cause).",
                remedy: remedy)
        }
        if let dependents {
            return FindingText(
                "Name resolution fails for several names, as for \"\(name)\": \(cause) \(dependents.clause).",
                remedy: remedy)
        }
        return facts.proxy == nil
            ? FindingText("\"\(name)\" does not resolve: \(cause).", remedy: remedy)
            : FindingText(
                "\"\(name)\", the name of the proxy (URL= in [Proxy]), does not resolve: \(cause).",
                remedy: remedy)
    }
}
