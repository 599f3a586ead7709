/// One key as it takes effect.
package struct EffectiveSetting: Sendable, Equatable {
    package var key: String
    /// The value in the file's own syntax; empty if nothing is set.
    ///
    /// Each line of it is an assignment.
    package var text: String
    package var isList: Bool
    /// Every assignment that contributed; empty if the key is required and missing.
    package var origins: [Origin]
}

/// One section as it takes effect.
package struct EffectiveSection: Sendable, Equatable {
    package var name: SectionName
    package var settings: [EffectiveSetting]
}

extension [EffectiveSection] {
    /// The sections in the file's own syntax, each assignment followed by a comment that names its origin.
    ///
    /// Read as a configuration file, the text gives the same settings: a list that also has built-in values is reset
    /// first.
    package var configurationText: String {
        let builtIn = Set(
            Cloud.allCases.flatMap { cloud in
                var ignored = ConfigurationProblems()
                let file = UnitFileParser.parse(BuiltInEndpoints.fragment(of: cloud), problems: &ignored)
                return file.sections.map { "[\($0.type)\($0.instance.map { " " + $0 } ?? "")]" }
            })
        return map { section in
            let header = section.name.description
            return section.settings.reduce("\(header)\n") { text, setting in
                let needsReset = setting.isList && !setting.text.isEmpty && builtIn.contains(header)
                let origins = setting.origins.map(\.description).joined(separator: ", ")
                let assignments = setting.text.split(separator: "\n", omittingEmptySubsequences: false)
                    .map { "\(setting.key)=\($0)\n" }.joined()
                return text + (needsReset ? "\(setting.key)=\n" : "") + assignments
                    + (origins.isEmpty ? "" : "    # \(origins)\n")
            }
        }
        .joined(separator: "\n")
    }
}
