internal import ArgumentParser
internal import SystemdHost
internal import WatchCore

/// `connector-watch metrics`: what the running daemon knows, as metrics.
struct MetricsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metrics", abstract: "Print what the running daemon knows as metrics of Prometheus.",
        discussion: """
            The text is that of the file that TextFile= in [Metrics] names, which the daemon writes by itself for the text \
            file collector of node_exporter. Reads the snapshot, as status does. Exits with 3 if the daemon does not run or \
            hangs, which shows two minutes later at most, and then prints nothing.

            EXAMPLES
              connector-watch metrics
              connector-watch metrics | promtool check metrics
            """)

    @OptionGroup var source: SnapshotOptions

    func run() throws {
        let status = try DaemonStatus(path: source.path, at: HostClock.now().date)
        if let failure = status.failure { throw CommandFailure([failure]) }
        _ = try Terminal.put(status.snapshot.metrics, orExit: CommandFailure.status)
    }
}
