internal import ArgumentParser
internal import SystemdHost
internal import WatchCore

/// The options that name another journal than this host's: what systemd-journal-remote collected, or copied files.
struct JournalOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Read the journal files in this directory, of one host or of many.", valueName: "directory"),
        completion: .directory)
    var directory: String?

    @Option(
        help: ArgumentHelp(
            "Read only what came from this host, in \(Self.collected) unless --directory is given.",
            valueName: "host"))
    var machine: String?

    /// Where systemd-journal-remote(8) keeps what it receives.
    static let collected = "/var/log/journal/remote"

    /// Where the files are, or `nil` for this host's journal.
    var place: String? { directory ?? (machine == nil ? nil : Self.collected) }

    /// Opens the journal.
    func reader(events: Set<AlertEvent> = []) throws(HostError) -> JournalReader {
        try JournalReader(directory: place, host: machine, events: events)
    }
}
