internal import FoundationEssentials

/// The help of a program, as printed by the argument parser's `--experimental-dump-help`.
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
    /// The arguments that the manual shows; --help and --version, which every command has, are left out.
    var shownArguments: [HelpDump.Argument] {
        (arguments ?? []).filter { $0.shouldDisplay && $0.flag != "Fl -help" && $0.flag != "Fl -version" }
    }

    var shownSubcommands: [HelpDump.Command] { (subcommands ?? []).filter { $0.commandName != "help" } }
}

extension HelpDump.Argument {
    /// The long name as a flag of mdoc(7), or the name of a positional argument.
    var flag: String {
        guard kind != "positional" else { return "Ar \(valueName ?? "argument")" }
        let long = names?.first { $0.kind == "long" }?.name ?? names?.first?.name ?? ""
        return "Fl -\(long)"
    }

    /// All names and the value, for the head of a list item.
    var term: String {
        let short = names?.first { $0.kind == "short" }.map { "Fl \($0.name) , " } ?? ""
        return short + flag + value
    }

    /// The form in a synopsis.
    var synopsis: String {
        (isOptional || kind == "flag" ? "Op " : "") + flag + value + (isRepeating ? " Ar ..." : "")
    }

    private var value: String { kind == "option" ? " Ar \(valueName ?? "value")" : "" }

    /// The description, with the possible values and the default.
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
