internal import SystemdHost
internal import WatchCore

/// The names of the checks that are configured here, for a shell to complete.
enum CheckNames {
    /// None where the configuration is wrong: a completion never complains.
    static var known: [String] {
        guard case .success(let configuration) = ConfigurationFiles(main: nil).read().configuration() else {
            return []
        }
        return configuration.settings.names.map(\.text)
    }
}
