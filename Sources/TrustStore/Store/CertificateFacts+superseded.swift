internal import WatchCore

extension CertificateFacts {
    /// Compares this certificate with one of an agent.
    ///
    /// - Parameter model: a certificate of the agent, or `nil` if none is known, so that any agent counts.
    /// - Returns: Whether it is not an authority's certificate, and may belong to the same agent.
    func isSuperseded(of model: CertificateFacts?) -> Bool {
        guard isAuthority != true, subject != issuer else { return false }
        guard let model else { return true }
        return issuer == model.issuer
            && subjectCommonName?.lowercased() == model.subjectCommonName?.lowercased()
    }
}
