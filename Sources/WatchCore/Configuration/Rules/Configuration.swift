/// A valid configuration, and the warnings about the files it came from.
package struct Configuration: Sendable, Equatable {
    package var settings: Settings
    /// What is wrong but tolerated.
    package var warnings: [ConfigurationProblem]
    /// Every key as it takes effect; empty unless that was asked for.
    package var effective: [EffectiveSection]

    /// More checks than this are refused.
    package static let maximumChecks = 100_000
    /// More silences than this are refused.
    package static let maximumSilences = 1000
    /// More receivers than this are refused.
    package static let maximumReceivers = 100

    /// Merges the fragments over the built-in endpoints and validates the result.
    ///
    /// - Parameters:
    ///   - fragments: the files in order of precedence, the lowest first.
    ///   - hostName: the connector's name where no file gives one.
    ///   - zones: the time zones that this host knows.
    ///   - problems: those met while the files were read.
    ///   - withEffective: whether every key is also returned as it takes effect.
    /// - Returns: The configuration, or every problem (warnings included) if at least one of them is an error.
    package static func read(
        _ fragments: [ConfigurationFragment], hostName: String, zones: any TimeZoneSource = NoTimeZones(),
        problems: [ConfigurationProblem] = [], withEffective: Bool = false
    ) -> Result<Configuration, ConfigurationProblems> {
        var problems = ConfigurationProblems(problems)
        let files = fragments.map { UnitFileParser.parse($0, problems: &problems) }
        let builtIn = UnitFileParser.parse(
            BuiltInEndpoints.fragment(of: cloud(in: files)), problems: &problems)
        var merger = SectionMerger()
        for file in [builtIn] + files { merger.add(file, problems: &problems) }
        var builder = SettingsBuilder(
            merger.sections, hostName: hostName, zones: zones, problems: problems,
            withEffective: withEffective)
        let settings = builder.build()
        problems = builder.problems
        problems.sort(byFiles: fragments.map(\.path))
        guard let settings, problems.errors == 0 else { return .failure(problems) }
        return .success(
            Configuration(settings: settings, warnings: problems.kept, effective: builder.effective))
    }

    /// The last valid `Cloud=`; needed before the files can be merged over the built-in list.
    private static func cloud(in files: [UnitFile]) -> Cloud {
        let assignments = files.flatMap(\.sections)
            .filter { $0.type == SectionKind.connector.rawValue && $0.instance == nil }
            .flatMap(\.assignments).filter { $0.key == ConnectorKeys.cloud.row.name }
        return assignments.last.flatMap { Cloud(rawValue: $0.value.text) } ?? .public
    }
}
