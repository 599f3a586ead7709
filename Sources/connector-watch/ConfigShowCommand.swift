internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// `connector-watch config show`: every key in effect, and the origin of its value.
struct ConfigShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show every value in effect, and where it comes from.",
        discussion: """
            The text has the syntax of the configuration: a comment below each value names its file and line, \
            "default", or the built-in list. Used as a configuration, the text gives the same settings.

            The JSON is an array of sections with the keys section, name (null if it has none) and settings; each \
            setting has the keys key, value (text in the configuration's syntax) and origins (an array; empty if a \
            required key is missing).
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(help: "The output format.")
    var format = Format.text

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
    }

    func run() throws {
        let sources = options.files.read()
        switch sources.configuration(withEffective: true) {
        case .success(let configuration):
            switch format {
            case .text:
                let text = configuration.effective.configurationText
                // Written to a file it is a configuration, and stays as it is.
                print(Terminal.isShown ? PlainText.escapedLines(text) : text, terminator: "")
            case .json:
                print(try JSONDocument.text(configuration.effective.map(ShownSection.init)), terminator: "")
            }
        case .failure(let problems):
            for line in problems.lines { Terminal.complain(line) }
            throw ExitCode(1)
        }
    }
}

/// A section in JSON.
private struct ShownSection: Encodable {
    var section: String
    @OrNull var name: String?
    var settings: [ShownSetting]

    init(_ effective: EffectiveSection) {
        section = effective.name.kind.rawValue
        name = effective.name.instance
        settings = effective.settings.map(ShownSetting.init)
    }
}

/// A key and its value in JSON.
private struct ShownSetting: Encodable {
    let key: String
    let value: String
    let origins: [String]

    init(_ setting: EffectiveSetting) {
        key = setting.key
        value = setting.text
        origins = setting.origins.map(\.description)
    }
}
