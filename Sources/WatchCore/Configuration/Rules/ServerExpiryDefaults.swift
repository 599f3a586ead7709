/// When the end of a server's certificate is told, as `[Defaults]` or a TLS section says, with the origins.
///
/// What was refused is `nil`: sections then use the default, so that one mistake is not reported for every check.
struct ServerExpiryDefaults {
    var warning: Located<ExpiryLimit>?
    var error: Located<ExpiryLimit>?

    /// Nothing to inherit.
    static let none = ServerExpiryDefaults()

    /// The limits, or `nil` if one was refused.
    var limits: ServerExpiryLimits? {
        guard let warning, let error else { return nil }
        return ServerExpiryLimits(warning: warning.value, error: error.value)
    }
}

extension SectionReader {
    /// `ServerExpiryWarning=` and `ServerExpiryError=`; a section that sets neither is not asked whether they fit.
    ///
    /// Whether a time is longer than a share is known only of a certificate; such a pair is taken.
    mutating func serverExpiry(inheriting inherited: ServerExpiryDefaults) -> ServerExpiryDefaults {
        let (warningKey, errorKey) = (ServerExpiryKeys.warning, ServerExpiryKeys.error)
        let warning = read(warningKey, inheriting: inherited.warning)
        let error = read(errorKey, inheriting: inherited.error)
        let limits = ServerExpiryDefaults(warning: warning, error: error)
        let given = [errorKey, warningKey].first { !section.assignments(of: $0.row.name).isEmpty }
        guard let given, let warning, let error, error.value.isLonger(than: warning.value) == true else {
            return limits
        }
        problems.error(
            at: span(of: given.row.name),
            "\(shown(errorKey, error)) must not be longer than \(shown(warningKey, warning)).")
        return .none
    }
}
