internal import Dispatch
package import WatchCore

/// Looks at `TrustSettings.xml` and at the store that it points to.
///
/// The files may lie on a mount that has died, where every call hangs for minutes or forever. So the work runs on
/// a thread of its own, and a look whose task is cancelled ends at once with what was known by then. The hung
/// thread is left to finish by itself, and its answer is dropped. There is at most one such thread for each
/// settings file: while it has not come back, further looks at the file wait for it, or for their own
/// cancellation.
package actor TrustFiles {
    private let password: @Sendable (String) -> [UInt8]?
    /// The work under way, by settings file.
    private var underWay: [String: Work] = [:]
    private var lastNumber = 0

    private struct Work {
        let number: Int
        let subject: TrustSubject
        /// What it has seen so far.
        var latest = TrustObservation(settings: .outOfTime)
        /// The looks that wait for its end.
        var waiters: [Int: AsyncStream<Never>.Continuation] = [:]
    }

    /// `password` reads the systemd credential of that name, anew for every look; `nil`: there is none.
    package init(password: @escaping @Sendable (String) -> [UInt8]?) {
        self.password = password
    }

    /// What the settings file says, and where the certificate lies that it names.
    ///
    /// Cancelled, it answers at once: `.outOfTime` before the settings were read, an unfinished lookup after. So
    /// does a look that only waited for the work of an earlier one: what hangs is the same.
    package func look(at subject: TrustSubject) async -> TrustObservation {
        let file = subject.settingsFile
        var latest = TrustObservation(settings: .outOfTime)
        while let before = seen(by: underWay[file], for: subject) {
            latest = before
            await waitForEnd(of: file)
            latest = seen(by: underWay[file], for: subject) ?? latest
            if Task.isCancelled { return latest }
        }
        lastNumber += 1
        let number = lastNumber
        underWay[file] = Work(number: number, subject: subject)
        let (answers, answer) = AsyncStream.makeStream(
            of: TrustObservation.self, bufferingPolicy: .bufferingNewest(1))
        let look = TrustLook(subject: subject, password: password, answer: answer)
        DispatchQueue(label: "connector-watch.trust").async { @Sendable in self.work(look) }
        latest = TrustObservation(settings: .outOfTime)
        for await observation in answers {
            latest = observation
            if underWay[file]?.number == number { underWay[file]?.latest = observation }
        }
        return latest
    }

    /// What `work` has seen, as far as it holds for `subject`, which may name other stores.
    private func seen(by work: Work?, for subject: TrustSubject) -> TrustObservation? {
        guard let work else { return nil }
        var seen = work.latest
        if work.subject != subject, seen.lookup != nil {
            seen.lookup = StoreLookup(places: [], isUnfinished: true)
        }
        return seen
    }

    nonisolated private func work(_ look: TrustLook) {
        look.run()
        Task { await end(look.subject.settingsFile) }
    }

    /// Returns when the work on the file has ended, or the calling task is cancelled.
    private func waitForEnd(of file: String) async {
        let (end, waiter) = AsyncStream.makeStream(of: Never.self)
        lastNumber += 1
        let number = lastNumber
        underWay[file]?.waiters[number] = waiter
        for await _ in end {}
        underWay[file]?.waiters[number] = nil
    }

    private func end(_ file: String) {
        guard let work = underWay.removeValue(forKey: file) else { return }
        for waiter in work.waiters.values { waiter.finish() }
    }
}

/// One look at the trust files, in calls that block.
private struct TrustLook: Sendable {
    let subject: TrustSubject
    let password: @Sendable (String) -> [UInt8]?
    let answer: AsyncStream<TrustObservation>.Continuation

    /// Answers after every file; ends early once nobody listens any more.
    func run() {
        defer { answer.finish() }
        let settings = TrustSettingsReader.read(file: subject.settingsFile)
        guard case .read(let wanted) = settings else {
            answer.yield(TrustObservation(settings: settings))
            return
        }
        let places = wanted.isInUserStore ? subject.userStore : subject.machineStore
        let before = StoreLookup(places: [], isUnfinished: true)
        guard tell(TrustObservation(settings: settings, lookup: before)) else { return }
        var search = StoreSearch(
            thumbprint: wanted.thumbprint,
            passwords: StorePasswords(credential: subject.storePassword, read: password)
        ) { soFar in
            tell(TrustObservation(settings: settings, lookup: soFar))
        }
        answer.yield(TrustObservation(settings: settings, lookup: search.run(places)))
    }

    /// Whether somebody still listens.
    private func tell(_ observation: TrustObservation) -> Bool {
        guard case .terminated = answer.yield(observation) else { return true }
        return false
    }
}
