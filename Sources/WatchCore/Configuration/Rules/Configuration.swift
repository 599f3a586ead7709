/// A configuration that is valid: what to watch, and what is to be said about the files it came from.
package struct Configuration: Sendable, Equatable {
    package var settings: Settings
    /// What was tolerated.
    package var warnings: [ConfigurationProblem]
    /// Every key as it takes effect, where that was asked for.
    package var effective: [EffectiveSection]

    /// More checks than this are refused.
    package static let maximumChecks = 100_000

    /// Lays `fragments` over each other in their order, above what is built in, and checks all they say.
    ///
    /// `hostName` is the connector's name where none is given. `problems` are those met while the files were read:
    /// one error among them or in the fragments refuses the whole, and the failure holds them all.
    package static func read(
        _ fragments: [ConfigurationFragment], hostName: String, problems: [ConfigurationProblem] = [],
        withEffective: Bool = false
    ) -> Result<Configuration, ConfigurationProblems> {
        var problems = ConfigurationProblems(problems)
        let files = fragments.map { UnitFileParser.parse($0, problems: &problems) }
        let builtIn = UnitFileParser.parse(
            BuiltInEndpoints.fragment(of: cloud(in: files)), problems: &problems)
        var merger = SectionMerger()
        for file in [builtIn] + files { merger.add(file, problems: &problems) }
        var builder = SettingsBuilder(
            merger.sections, hostName: hostName, problems: problems, withEffective: withEffective)
        let settings = builder.build()
        problems = builder.problems
        problems.sort(byFiles: fragments.map(\.path))
        guard let settings, problems.errors == 0 else { return .failure(problems) }
        return .success(
            Configuration(settings: settings, warnings: problems.kept, effective: builder.effective))
    }

    /// The last `Cloud=` that can be read, looked up before the built-in list can be laid under the files.
    private static func cloud(in files: [UnitFile]) -> Cloud {
        let assignments = files.flatMap(\.sections)
            .filter { $0.type == SectionKind.connector.rawValue && $0.instance == nil }
            .flatMap(\.assignments).filter { $0.key == ConnectorKeys.cloud.row.name }
        return assignments.last.flatMap { Cloud(rawValue: $0.value.text) } ?? .public
    }
}
