internal import ArgumentParser
internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// `connector-watch silence`: holds back the alerts of known maintenance, once.
struct SilenceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "silence",
        abstract: "Hold back alerts during known maintenance, or show what is held back.",
        usage: """
            connector-watch silence (--for <span> | --until <time>) --check <name> ... [--event <number> ...] --reason <text>
            connector-watch silence --list [--format <format>]
            connector-watch silence --end <id> ...
            """,
        discussion: """
            What is silenced is followed as always, and shown as silenced by "status", "check", "trust" and "report", but not \
            announced. What still stands when the silence ends is announced then, with its own incident and its real \
            beginning; what is over by then never is. An alert that was announced before still announces its recovery. An \
            expired trust certificate (event 1000) is never silenced, nor is what the daemon says about itself but for event 1099.

            Silences are written to \(SilencesFile.name) beside the configuration; the daemon takes them from there at once, and \
            after a restart. Silences that are over are dropped when the file is written. For maintenance that comes again, \
            use a section [Silence NAME] of the configuration.

            EXAMPLES
              connector-watch silence --for 2h --check 'port *' --check 'tls *' --reason 'firewall change'
              connector-watch silence --until 'Mon 06:00' --check 'login intranet' --event 1030 --reason 'server moves'
              connector-watch silence --list
              connector-watch silence --end 20261127T190419Z

            Exits with 0, with 1 if --list finds errors in the file of silences, or with 3 if the file could not be read or \
            was not changed, as it has errors or no check has such a name.

            The JSON of --list is one object: file, silences, problems (path:line:column: sentence). Each of silences: id, \
            origin (settings, file), active, until (null if it is not in force), next (when it begins; null if it is in force, \
            or never does again), checks, events, reason.
            """)

    @OptionGroup var options: ConfigurationOptions

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("Silence for this long, such as \"2h\" or \"1d 12h\".", valueName: "span"))
    var span: String?

    @Option(
        help: ArgumentHelp(
            "Silence until then, such as \"06:00\", \"Mon 06:00\", \"2026-11-28 06:00\" or RFC 3339.",
            valueName: "time"))
    var until: String?

    @Option(
        name: .customLong("check"),
        help: ArgumentHelp(
            "A check, or several: * stands for any characters, ? for one, and \"port\" for all port checks; may be repeated.",
            valueName: "name"),
        completion: .custom { @Sendable _, _, _ in CheckNames.known })
    var checks: [String] = []

    @Option(
        name: .customLong("event"),
        help: ArgumentHelp("Only alerts of this event; may be repeated. Default: all.", valueName: "number"))
    var events: [String] = []

    @Option(help: ArgumentHelp("Why, for those who see a silenced alert.", valueName: "text"))
    var reason: String?

    @Flag(help: "List the silences that are in force or to come, and what is wrong with their file.")
    var list = false

    @Option(
        help: ArgumentHelp("End the silence of this id now; may be repeated.", valueName: "id"),
        completion: .custom { @Sendable _, _, _ in SilenceNames.known })
    var end: [String] = []

    @Option(help: "The output format of --list.")
    var format = TrustCommand.Format.text

    func validate() throws {
        let begins = span != nil || until != nil
        guard [list, !end.isEmpty, begins].count(where: { $0 }) == 1 else {
            throw ValidationError("Give one of --for, --until, --list and --end.")
        }
        guard begins else {
            guard checks.isEmpty, events.isEmpty, reason == nil else {
                throw ValidationError("--check, --event and --reason go with --for or --until.")
            }
            return
        }
        if span != nil, until != nil { throw ValidationError("Give one of --for and --until.") }
        if checks.isEmpty {
            throw ValidationError("Give the checks to silence with --check; '*' is all of them.")
        }
        if reason == nil { throw ValidationError("Say why with --reason.") }
    }

    func run() throws {
        let file = options.silencesOnHost
        let now = Int(HostClock.now().date.timeIntervalSince1970)
        if list {
            try SilenceList(options, at: HostClock.now().date).show(format)
        } else if end.isEmpty {
            try begin(in: file, at: now)
        } else {
            try finish(in: file, at: now)
        }
    }

    private func begin(in file: SilencesOnHost, at now: Int) throws {
        var entry: SilenceEntry
        do throws(SilenceRequest.Refusal) {
            entry = try requested(at: now)
        } catch {
            throw ValidationError(error.sentence)
        }
        try refuseUnknown(entry.scope.checks)
        do throws(SilencesFailure) {
            try file.change { entries throws(SilencesFailure) in
                let current = file.current(entries, at: now)
                guard current.count < SilencesFile.limit else {
                    throw SilencesFailure([
                        "There are \(SilencesFile.limit) silences, which is the limit; end one with --end."
                    ])
                }
                entry.id = entry.id.distinct(from: current.map(\.id))
                return current + [entry]
            }
        } catch {
            throw CommandFailure(error.sentences)
        }
        Terminal.say(
            """
            Silenced until \(entry.until); to end it sooner, run: connector-watch silence --end \(entry.id)
            """)
    }

    private func requested(at now: Int) throws(SilenceRequest.Refusal) -> SilenceEntry {
        let zones = TimeZones()
        var end = now
        if let span {
            // Rounded up, so that it lasts no shorter.
            end += Int(try SilenceRequest.duration(span).inSeconds.rounded(.up))
        } else if let until {
            end = try SilenceRequest.end(until, after: now, in: zones.local(), zones)
        }
        var scope = SilenceScope(checks: [])
        for check in checks { scope.checks.append(try SilenceRequest.check(check)) }
        for event in events { scope.events.append(try SilenceRequest.event(event)) }
        let id = Date(timeIntervalSince1970: Double(now)).rfc3339.filter { $0 != "-" && $0 != ":" }
        return SilenceEntry(
            id: id, from: .exact(now), until: .exact(end), scope: scope,
            reason: try SilenceRequest.reason(reason ?? ""))
    }

    /// A name that no check has is a slip; where the configuration has errors nobody knows.
    private func refuseUnknown(_ patterns: [CheckPattern]) throws {
        guard case .success(let configuration) = options.files.read().configuration() else {
            return Terminal.complain(
                "The names of the checks were not looked up, as the configuration has errors.")
        }
        let names = configuration.settings.silenceableNames
        let unmatched = patterns.filter { pattern in !names.contains(where: pattern.matches) }
        guard unmatched.isEmpty else {
            throw CommandFailure(
                unmatched.map { pattern in
                    let meant = CheckName.nearest(to: pattern.text, among: names)
                    let hint =
                        meant.map { "did you mean \"\($0)\"?" }
                        ?? "run \"connector-watch config show\" to list them."
                    return "No check is named like \"\(pattern.text)\"; \(hint)"
                })
        }
    }

    private func finish(in file: SilencesOnHost, at now: Int) throws {
        do throws(SilencesFailure) {
            try file.change { entries throws(SilencesFailure) in
                let current = file.current(entries, at: now)
                let unknown = end.filter { id in !current.contains { $0.id == id } }
                guard unknown.isEmpty else {
                    throw SilencesFailure(unknown.map { sentence(aboutUnknown: $0, current) })
                }
                return current.filter { !end.contains($0.id) }
            }
        } catch {
            throw CommandFailure(error.sentences)
        }
        Terminal.say("Ended: \(end.joined(separator: ", ")).")
    }

    private func sentence(aboutUnknown id: String, _ current: [SilenceEntry]) -> String {
        let ids = current.map(\.id)
        let hint =
            EditDistance.nearest(to: id, among: ids).map { "did you mean \"\($0)\"?" }
            ?? (ids.isEmpty
                ? "the file has none; one of the configuration ends with its section."
                : "the silences are \(ids.joined(separator: ", ")).")
        return "Unknown silence \"\(id)\"; \(hint)"
    }
}

extension String {
    /// This, or with a number behind it that tells it from others.
    fileprivate func distinct(from others: [String]) -> String {
        guard others.contains(self) else { return self }
        return (2...).lazy.map { "\(self)-\($0)" }.first { !others.contains($0) } ?? self
    }
}

/// The ids of this host's silences, for completion in a shell.
private enum SilenceNames {
    static var known: [String] {
        (SilencesOnHost(path: ConfigurationFiles(main: nil).silences).read().entries ?? []).map(\.id)
    }
}
