internal import FoundationEssentials

/// What a program says of its commands, as `--experimental-dump-help` of the argument parser has it.
struct HelpDump: Decodable {
    var command: Command

    struct Command: Decodable {
        var commandName: String
        var abstract: String?
        var discussion: String?
        var arguments: [Argument]?
        var subcommands: [Command]?
    }

    struct Argument: Decodable {
        /// `positional`, `option` or `flag`.
        var kind: String
        var isOptional: Bool
        var isRepeating: Bool
        var shouldDisplay: Bool
        var names: [Name]?
        var valueName: String?
        var abstract: String?
        var defaultValue: String?
        var allValueStrings: [String]?
    }

    struct Name: Decodable {
        /// `long`, `short` or `longWithSingleDash`.
        var kind: String
        var name: String
    }

    init(_ json: Data) throws {
        self = try JSONDecoder().decode(HelpDump.self, from: json)
    }
}

extension HelpDump.Command {
    /// Those that a manual shows; every command has --help, which is told once.
    var shownArguments: [HelpDump.Argument] {
        (arguments ?? []).filter { $0.shouldDisplay && $0.flag != "Fl -help" && $0.flag != "Fl -version" }
    }

    var shownSubcommands: [HelpDump.Command] { (subcommands ?? []).filter { $0.commandName != "help" } }
}

extension HelpDump.Argument {
    /// The long name as mdoc has flags, or the name of a positional argument.
    var flag: String {
        guard kind != "positional" else { return "Ar \(valueName ?? "argument")" }
        let long = names?.first { $0.kind == "long" }?.name ?? names?.first?.name ?? ""
        return "Fl -\(long)"
    }

    /// All names and the value, as the head of an item.
    var term: String {
        let short = names?.first { $0.kind == "short" }.map { "Fl \($0.name) , " } ?? ""
        return short + flag + value
    }

    /// As it stands in a synopsis.
    var synopsis: String {
        (isOptional || kind == "flag" ? "Op " : "") + flag + value + (isRepeating ? " Ar ..." : "")
    }

    private var value: String { kind == "option" ? " Ar \(valueName ?? "value")" : "" }

    /// What it does, with its values and its default.
    var text: String {
        var text = abstract ?? ""
        if let values = allValueStrings, !values.isEmpty {
            text += " One of \(values.joined(separator: ", "))"
            text += defaultValue.map { "; the default is \($0)." } ?? "."
        } else if let defaultValue {
            text += " The default is \(defaultValue)."
        }
        return text
    }
}
