package import WatchCore

/// What reading the configuration files gave.
package struct ConfigurationSources: Sendable {
    /// In order of precedence, the lowest first.
    package var fragments: [ConfigurationFragment] = []
    /// Files that could not be read.
    package var problems: [ConfigurationProblem] = []

    package init() {}

    /// Checks all of it; see `Configuration.read`.
    package func configuration(
        hostName: String = HostName.current(), withEffective: Bool = false
    ) -> Result<Configuration, ConfigurationProblems> {
        Configuration.read(
            fragments, hostName: hostName, problems: problems, withEffective: withEffective)
    }
}
