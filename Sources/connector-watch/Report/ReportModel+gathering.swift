internal import FoundationEssentials
internal import Prober
internal import SystemdHost
internal import WatchCore

extension ReportModel {
    /// Runs the checks, and reads the snapshot and the journal; what cannot be read becomes a note on the page.
    ///
    /// - Parameters:
    ///   - options: name the configuration.
    ///   - path: the snapshot.
    ///   - state: the daemon's state directory, and whether what it remembers for long belongs to the page.
    ///   - place: where the journal is.
    ///   - since: how far back incidents and plots go.
    ///   - isProbing: whether the checks are run.
    ///   - now: the time of the page if they are not.
    /// - Throws: A failure if the configuration is invalid or no checks could be run.
    init(
        _ options: ConfigurationOptions, status path: String, state: (directory: String, isShown: Bool),
        journal place: JournalOptions, since: Date, isProbing: Bool, at now: Date
    ) async throws {
        // What the daemon knows is read meanwhile.
        async let daemon = SnapshotPart(path, at: now)
        let settings = try options.settings()
        async let probed = isProbing ? Report(probing: settings).orNothing() : nil
        let known = await daemon
        let journal = JournalPart(place, since: since, known: place.place == nil ? known.current : nil)
        let memory = TrustMemory(
            known.current, savedIn: state.directory, settings, last: known.snapshot)
        let remembered =
            state.isShown ? RememberedPart(in: state.directory, since: since, at: now) : nil
        self.init(
            settings, probe: try await probed?.silenced(by: options, settings), snapshot: known.snapshot,
            snapshotFailure: known.failure, memory: memory, journal: journal, remembered: remembered,
            since: since, at: now)
    }

    /// Combines what was probed and read.
    init(
        _ settings: Settings, probe: Report?, snapshot: Snapshot?, snapshotFailure: String?,
        memory: TrustMemory, journal: JournalPart, remembered: RememberedPart? = nil, since: Date,
        at now: Date
    ) {
        var journal = journal
        journal.log.take(remembered?.incidents ?? [], since: since)
        self.settings = settings
        host = probe?.host ?? HostName.current()
        sources = probe.map(SourceAddress.sources) ?? []
        time = probe?.time ?? now
        self.since = since
        self.probe = probe
        self.snapshot = snapshot
        self.snapshotFailure = snapshotFailure
        incidents = journal.log.all(active: snapshotFailure == nil ? snapshot?.alerts : nil)
        incidentsOmitted = journal.log.omitted + (remembered?.omitted ?? 0)
        self.remembered = remembered
        // What the journal has lost, the memory still has.
        journalFailure = remembered.map { $0.failure == nil } ?? false ? nil : journal.failure
        agents = settings.agents(probe, memory, tenant: snapshot?.tenant)
        memoryOrigin = memory.origin
        accessHint = AccessHint.sentence(about: probe?.checks ?? [])
        rows = settings.rows(probe, snapshot, incidents).map {
            var row = $0
            row.days = remembered?.byCheck[row.check.text] ?? []
            return row
        }
    }
}

/// What the daemon knows, or knew when it last wrote.
private struct SnapshotPart {
    var snapshot: Snapshot?
    /// A sentence that says why it is missing or outdated, or `nil` if it is current.
    var failure: String?

    /// That of a daemon that runs.
    var current: Snapshot? { failure == nil ? snapshot : nil }

    init(_ path: String, at now: Date) {
        do throws(CommandFailure) {
            let read = try DaemonStatus(path: path, at: now)
            (snapshot, failure) = (read.snapshot, read.failure)
        } catch {
            failure = error.summary
        }
    }
}

/// The incidents in the journal.
struct JournalPart {
    var log = IncidentLog()
    /// Why they are missing or incomplete, or `nil` if they are complete.
    var failure: String?

    init() {}

    /// Reads the host's journal or another; `known` is what the running daemon knows.
    init(_ options: JournalOptions, since: Date, known: Snapshot?) {
        failure = JournalAccess.hint(directory: options.place, namespace: known?.journalNamespace)
        do throws(HostError) {
            let reader = try options.reader()
            try reader.begin(since: Int64(since.timeIntervalSince1970 * 1_000_000))
            while let record = try reader.next() { log.take(record) }
            guard log.isEmpty, let known else { return }
            let begins = reader.begins.map(PointInTime.date)
            let gap = JournalGap(known.alerts, since: since, hint: failure, begins: begins)
            if let gap { failure = gap.sentences.joined(separator: " ") }
        } catch {
            failure = error.description
        }
    }
}

extension Settings {
    /// The agents with what was probed and what is remembered.
    fileprivate func agents(_ probe: Report?, _ memory: TrustMemory, tenant: String?) -> [TrustReport.Agent] {
        checks(learnedTenant: tenant).compactMap { check in
            guard case .trust(let target) = check.target else { return nil }
            let seen = probe?.checks.first { $0.check.name == check.name }
            return TrustReport.Agent(
                target: target, report: seen ?? CheckReport(check: check, observation: .unanswered),
                memory: memory.trust(of: check.name, target))
        }
    }

    /// The checks that were probed, or else those the daemon watches, or else those of the configuration.
    fileprivate func rows(_ probe: Report?, _ snapshot: Snapshot?, _ incidents: [IncidentRecord])
        -> [ReportModel.Row]
    {
        let byCheck = Dictionary(grouping: incidents, by: \.check)
        let watched = Dictionary(grouping: snapshot?.checks ?? [], by: \.check)
        func row(_ name: CheckName, _ group: ReportGroup, _ target: String, _ mark: ReportModel.Status)
            -> ReportModel.Row
        {
            let known = watched[name]?.first { $0.target == target }
            return ReportModel.Row(
                check: name, group: group, target: target, mark: mark, trend: known?.trend,
                incidents: byCheck[name.text] ?? [], latencyMs: known?.directMs ?? known?.proxyMs)
        }
        if let probe {
            return probe.checks.map { seen in
                var row = row(seen.check.name, seen.group, seen.check.target.text, .init(seen.verdict))
                row.latencyMs = seen.latencyMs
                return row
            }
        }
        if let snapshot { return snapshot.checks.map { row($0.check, $0.group, $0.target, .init($0.state)) } }
        return checks(learnedTenant: nil).map { row($0.name, $0.group, $0.target.text, .unknown) }
    }
}

extension CheckReport {
    /// The latency of the first complete route in milliseconds, or `nil` if none was complete.
    fileprivate var latencyMs: Double? {
        lines.lazy.compactMap { line -> Double? in
            guard case .path(let path, _) = line.detail, path.stop == nil else { return nil }
            return path.timings.total / .milliseconds(1)
        }
        .first
    }
}
