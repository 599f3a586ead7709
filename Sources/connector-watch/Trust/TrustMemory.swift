internal import SystemdHost
internal import WatchCore

/// What is remembered of the certificates that stood in the files before.
struct TrustMemory {
    private(set) var trusts: [SnapshotTrust] = []
    /// Where it comes from, or why there is none, in whole sentences; `nil`: the running daemon told it.
    private(set) var origin: String?

    /// Takes the running daemon's snapshot, and without one what the last daemon saved in `directory` for these settings.
    init(_ snapshot: Snapshot?, savedIn directory: String, _ settings: Settings) {
        if let snapshot {
            trusts = snapshot.trusts
            return
        }
        let file = StateFile(directory: directory)
        let none = "No running daemon tells which certificates stood there before"
        switch file.load() {
        case .absent: origin = "\(none), and none has saved it in \"\(PlainText.escaped(directory))\"."
        case .damaged(let why), .unreadable(let why): origin = "\(none). \(why)"
        case .loaded(let bytes):
            do throws(SavedState.Damage) {
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
