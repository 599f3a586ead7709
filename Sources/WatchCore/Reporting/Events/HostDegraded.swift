extension EventProfile {
    /// Event 1099.
    static let hostDegraded = EventProfile(
        "6e52f3e6e85a42af8ced9d3f1eff9a8d", "Watching is degraded", [.warning],
        sends: .entry.union([.remedy]))
}

extension FindingText {
    /// Event 1099: watching goes on, but not as well as it should.
    static func hostDegraded(_ degradation: Degradation) -> FindingText {
        switch degradation {
        case .cannotProbe(let target, let reason):
            FindingText(
                "This host cannot probe \(target): \(reason).",
                remedy: """
                    Check this host's memory and limits (systemctl status connector-watch) and its ca-certificates. Until it \
                    can, nothing is known about that target.
                    """)
        case .noDescriptors(let limit):
            FindingText(
                "This daemon has no descriptors left, as its limit is \(limit): what it cannot open is not judged.",
                remedy: """
                    Raise LimitNOFILE= (16384 as it is installed) with "systemctl edit connector-watch" and restart the service. \
                    If it is high, all of this host's are in use (/proc/sys/fs/file-nr, fs.file-max). Until then the last known \
                    state stands.
                    """)
        case .snapshotNotWritten(let sentences):
            FindingText(
                sentences: sentences,
                remedy: """
                    Check the space and the permissions of its directory. Watching goes on, but "connector-watch status" shows \
                    what was before.
                    """)
        case .metricsNotWritten(let sentences):
            FindingText(
                sentences: sentences,
                remedy: """
                    Make sure that its directory exists (it comes with prometheus-node-exporter) and that the service may write \
                    there (ReadWritePaths= of the unit and the directory's permissions, see docs/metrics.md), then restart the \
                    service. Watching and alerts go on, but Prometheus sees what was before.
                    """)
        case .receiverFails(let failure): receiverFails(failure)
        case .other(let sentences):
            FindingText(
                sentences: sentences, remedy: "Watching goes on, but see \"connector-watch explain 1099\".")
        }
    }
}
