extension SectionReader {
    /// How long one question may take, with all that it consists of: a token, and pages of lists.
    private static let timeout = TimeSpan.minutes(1)

    /// `[Cloud]`, or `nil` if it has no application, or was refused.
    ///
    /// - Parameters:
    ///   - connector: `[Connector]`, or `nil` if that was refused.
    ///   - inherited: what other sections say.
    ///   - hasTrust: whether there is a trust certificate that may tell the tenant.
    /// - Returns: how the cloud is asked.
    mutating func cloud(
        _ connector: ConnectorSettings?, _ inherited: DefaultValues, hasTrust: Bool
    ) -> CloudSection? {
        let clientID = read(CloudKeys.clientID)
        let credential = read(CloudKeys.credential)
        let interval = read(CloudKeys.interval)
        guard let clientID, let credential, let interval else { return nil }
        guard let application = clientID.value else {
            if credential.value != nil { requireOther(CloudKeys.clientID) }
            return nil
        }
        guard let credential = credential.value else {
            requireOther(CloudKeys.credential)
            return nil
        }
        guard let connector else { return nil }
        let key = CloudKeys.clientID.row.name
        guard let services = connector.cloud.services else {
            problems.error(
                at: span(of: key),
                "[Cloud] cannot ask a cloud while Cloud= is \"\(connector.cloud.rawValue)\" in [Connector]; set Cloud=, or leave \(key)= empty."
            )
            return nil
        }
        guard connector.tenant != nil || hasTrust else {
            problems.error(
                at: span(of: key),
                "[Cloud] needs the tenant, which no trust certificate tells as no [Trust] is watched; set Tenant= in [Connector]."
            )
            return nil
        }
        let pace = Pace(
            interval: interval.value, failingInterval: interval.value, timeout: Self.timeout,
            failuresToAlert: 1, passesToRecover: 1,
            reminderInterval: inherited.pace.reminderInterval?.value
                ?? PaceKeys.reminderInterval.fallback ?? TimeSpan.hours(6))
        return CloudSection(services: services, application: application, credential: credential, pace: pace)
    }

    /// Reports that only one of two keys is set that need each other.
    private mutating func requireOther(_ key: SettingKey<String?>) {
        problems.error(
            at: section.span, "Missing \(key.row.name)= in [Cloud]; expected \(key.row.allowed).")
    }
}
