internal import ArgumentParser
internal import SystemdHost
internal import WatchCore

/// Where a command finds what the running daemon knows.
struct SnapshotOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The running daemon's snapshot. Default: \(SnapshotFile.servicePath).", valueName: "file"),
        completion: .file(extensions: ["json"]))
    var snapshot: String?

    var path: String { snapshot ?? SnapshotFile.servicePath }

    /// What a daemon that still runs knows; `nil`: there is none, or it cannot be read.
    var current: Snapshot? {
        guard let bytes = try? SnapshotFile.load(path), let read = try? Snapshot(decoding: bytes),
            !read.isStale(at: HostClock.now().date)
        else { return nil }
        return read
    }
}

/// Where a command finds what the last daemon saved.
struct StateOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the daemon saves its state, which tells the history while none runs. Default: \(StateFile.serviceDirectory).",
            valueName: "directory"), completion: .directory)
    var state: String?

    var directory: String { state ?? StateFile.serviceDirectory }
}
