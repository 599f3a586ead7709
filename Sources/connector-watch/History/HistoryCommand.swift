internal import ArgumentParser
internal import FoundationEssentials
internal import Memory
internal import SystemdHost
internal import WatchCore

/// `connector-watch history`: what the daemon remembers, beyond what the journal keeps.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show past incidents, availability and renewals.",
        usage: "connector-watch history [<options>]",
        discussion: """
            Reads the daemon's memory, whether or not it runs; only root and the daemon's user may. Availability is the \
            share of probes without a finding of warning or worse, of the first \(Trend.checkLimit) checks; probes that \
            failed during a silence are not counted. While the daemon did not run, nothing is known, which counts neither \
            way: "known" says for how long checks were probed. The last minute may be missing.

            With --directory or --machine it shows the incidents that a collected journal tells of, host by host; a \
            journal knows no availability and no renewals.

            EXAMPLES
              connector-watch history
              connector-watch history --since 2026-01-01 --check "port login"
              connector-watch history --format csv >incidents.csv

            The JSON is one object: time, since, incidents (id, check, target, event, title, via, priority, phase, reason, \
            message, raised, ended, seconds, host), checks (check, availability: days, hours (those with probes), probes, passed, silenced, percent), \
            certificates (check, thumbprint, in_user_store, since, change, not_before, not_after). CSV has the incidents.
            """)

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp(
            "Show incidents that stood at some time since then: \"2026-11-23\", RFC 3339, \"yesterday\" or \"-30d\". "
                + "Default: all that are remembered.", valueName: "time"),
        transform: TimeArgument.date)
    var since: Date?

    @Option(
        name: .customLong("check"),
        help: ArgumentHelp(
            "Show only this check, or all that begin so: \"port\", \"port login\"; may be repeated.",
            valueName: "name"))
    var checks: [String] = []

    @Option(help: "The output format.")
    var format = Format.text

    @OptionGroup var state: StateOptions
    @OptionGroup var journal: JournalOptions

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text
        case json
        case csv
    }

    func run() throws {
        let (selection, now) = (CheckSelection(checks), HostClock.now().date)
        let history =
            if journal.place != nil {
                try History(in: journal, since: since, of: selection, at: now)
            } else {
                try History(in: state.directory, since: since, of: selection, at: now)
            }
        let text =
            switch format {
            case .text:
                HistoryText(
                    history: history, width: Terminal.width, painter: Painter(isColoured: Terminal.isColoured)
                ).text
            case .json: try JSONDocument.text(HistoryDocument(history))
            case .csv: history.csv
            }
        _ = try Terminal.put(text, orExit: CommandFailure.status)
    }
}
