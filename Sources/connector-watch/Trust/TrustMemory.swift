internal import FoundationEssentials
internal import SystemdHost
internal import WatchCore

/// What is remembered of the certificates that stood in the files before.
struct TrustMemory {
    private(set) var trusts: [SnapshotTrust] = []
    /// Where it comes from, or why there is none, in whole sentences; `nil`: the running daemon told it.
    private(set) var origin: String?

    /// `nil`: nothing is remembered of an agent with this settings file.
    func trust(of check: CheckName, _ target: TrustTarget) -> SnapshotTrust? {
        trusts.first { $0.check == check && $0.settingsFile == target.settingsFile }
    }

    /// Takes the running daemon's snapshot, and without one what the last daemon saved in `directory` for these settings.
    ///
    /// Where that tells nothing either, it takes the `last` snapshot, of a daemon that is gone or hangs.
    init(
        _ snapshot: Snapshot?, savedIn directory: String, _ settings: Settings, last: Snapshot? = nil
    ) {
        if let snapshot {
            trusts = snapshot.trusts
            return
        }
        takeState(of: directory, settings)
        guard trusts.isEmpty, let last, !last.trusts.isEmpty else { return }
        trusts = last.trusts
        origin = "No daemon runs, or it hangs; this is what it told at \(last.time.rfc3339):"
    }

    private mutating func takeState(of directory: String, _ settings: Settings) {
        let file = StateFile(directory: directory)
        let none = "No running daemon tells which certificates stood there before"
        switch file.load() {
        case .absent: origin = "\(none), and none has saved it in \"\(PlainText.escaped(directory))\"."
        case .damaged(let why), .unreadable(let why): origin = "\(none). \(why)"
        case .loaded(let bytes):
            do throws(SavedState.FormatError) {
                let saved = try SavedState(decoding: bytes)
                trusts = Engine.snapshot(of: saved, settings, at: HostClock.now()).trusts
                origin =
                    trusts.isEmpty
                    ? "\(none), and the last one saved nothing of these files."
                    : "No daemon runs; the last one saved this:"
            } catch {
                origin = "\(none). \"\(PlainText.escaped(file.path))\" is damaged: \(error.text)."
            }
        }
    }
}

extension SnapshotTrust {
    /// Every certificate that stood there, the current one last.
    var records: [SnapshotCertificate] {
        var current = CertificateRecord(thumbprint)
        (current.isInUserStore, current.since, current.change) = (inUserStore, since, change)
        (current.notBefore, current.notAfter) = (notBefore, notAfter)
        return history + [SnapshotCertificate(current)]
    }
}
