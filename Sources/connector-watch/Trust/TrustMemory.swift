internal import FoundationEssentials
internal import Memory
internal import SystemdHost
internal import WatchCore

/// What is remembered of earlier certificates.
struct TrustMemory {
    private(set) var trusts: [SnapshotTrust] = []
    /// Complete sentences about the source, or why there is none, or `nil` if the source is the running daemon.
    private(set) var origin: String?

    /// - Returns: What is remembered of an agent, or `nil` if its settings file is not known.
    func trust(of check: CheckName, _ target: TrustTarget) -> SnapshotTrust? {
        trusts.first { $0.check == check && $0.settingsFile == target.settingsFile }
    }

    /// Finds the best source.
    ///
    /// - Parameters:
    ///   - snapshot: that of the running daemon, or `nil` if none runs.
    ///   - directory: the daemon's state directory, used without a snapshot.
    ///   - settings: the agents to read the saved state for.
    ///   - last: the snapshot of a daemon that stopped or hangs, used if the state says nothing.
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
        origin = "The daemon is not running, or it hangs; this is from its snapshot of \(last.time.rfc3339):"
    }

    private mutating func takeState(of directory: String, _ settings: Settings) {
        let none = "No daemon is running, so earlier certificates are not known"
        do {
            guard let saved = try Self.state(in: directory) else {
                origin = "\(none); there is no saved state in \"\(PlainText.escaped(directory))\"."
                return
            }
            trusts = Snapshot(of: saved, settings, at: HostClock.now()).trusts
            origin =
                trusts.isEmpty
                ? "\(none); the saved state has nothing about these files."
                : "The daemon is not running; this is from its saved state:"
        } catch {
            origin = "\(none). \(PlainText.escaped("\(error)"))"
        }
    }

    /// What the memory has, or the file of a version before 0.4.0 that has not been taken over yet.
    ///
    /// - Throws: One sentence that says why it cannot be read.
    private static func state(in directory: String) throws -> SavedState? {
        if let memory = try MemoryReader(directory: directory) {
            return try memory.state(at: HostClock.now().date)
        }
        let file = StateFile(directory: directory)
        switch file.load() {
        case .absent: return nil
        case .damaged(let why), .unreadable(let why): throw HostError(why)
        case .loaded(let bytes):
            do throws(SavedState.FormatError) {
                return try SavedState(ofFile: bytes)
            } catch {
                throw HostError("\"\(file.path)\" is damaged: \(error.text).")
            }
        }
    }
}

extension SnapshotTrust {
    /// Every certificate, the current one last.
    var records: [SnapshotCertificate] {
        var current = CertificateRecord(thumbprint)
        (current.isInUserStore, current.since, current.change) = (inUserStore, since, change)
        (current.notBefore, current.notAfter) = (notBefore, notAfter)
        return history + [SnapshotCertificate(current)]
    }
}
