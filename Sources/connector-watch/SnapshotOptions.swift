internal import ArgumentParser
internal import SystemdHost
internal import WatchCore

/// The option that names the running daemon's snapshot.
struct SnapshotOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The running daemon's snapshot. Default: \(SnapshotFile.servicePath).", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var snapshot: String?

    var path: String { snapshot ?? SnapshotFile.servicePath }

    /// The snapshot of a daemon that still runs, or `nil` if there is none or it cannot be read.
    var current: Snapshot? {
        guard let bytes = try? SnapshotFile.load(path), let read = try? Snapshot(decoding: bytes),
            !read.isStale(at: HostClock.now().date)
        else { return nil }
        return read
    }
}

/// The option that names the state that the last daemon saved.
struct StateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The daemon's state directory, read for the history while no daemon runs. Default: \(StateFile.serviceDirectory).",
            valueName: "directory"), completion: .directory)
    var state: String?

    var directory: String { state ?? StateFile.serviceDirectory }
}
