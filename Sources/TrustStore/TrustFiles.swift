internal import Files
package import SerialQueue
package import WatchCore

/// Probes `TrustSettings.xml`, the store that it names, and the other store.
///
/// The files may be on a dead mount, where every call hangs for minutes or forever. So the settings file and each store
/// have their own task: a probe whose task is cancelled ends at once with what is known so far, and one that hangs does
/// not hide the others.
package struct TrustFiles: Sendable {
    private let password: @Sendable (String) -> CredentialReading
    private let settings: BlockingTaskRunner<String, SettingsRequest, SettingsResult, NoCache>
    private let stores: BlockingTaskRunner<StoreKey, StoreRequest, StoreResult, StoreCache>

    /// - Parameters:
    ///   - password: reads the systemd credential of that name, anew for every probe.
    ///   - executor: what everything runs on that does not touch files.
    package init(
        password: @escaping @Sendable (String) -> CredentialReading,
        executor: QueueExecutor = QueueExecutor(label: "trust files")
    ) {
        self.password = password
        settings = BlockingTaskRunner(cacheLimit: 0, executor: executor)
        stores = BlockingTaskRunner(cacheLimit: StoreCache.limit, executor: executor)
    }

    /// Reads the settings file, and finds the certificate that it names.
    ///
    /// When cancelled, it returns at once: `.outOfTime` before the settings were read, an unfinished lookup after that.
    /// So does a probe that only waited for an earlier one that hangs. If the other store hangs, later probes do not
    /// wait for it.
    package func probe(at target: TrustTarget, _ look: Look = .thorough) async -> TrustObservation {
        let result = await readSettings(of: target)
        let settingsFile = result.file == target.settingsFile ? nil : result.file
        guard case .read(let wanted) = result.reading else {
            return TrustObservation(settings: result.reading, settingsFile: settingsFile)
        }
        var target = target
        target.machineStore = target.machineStore(beside: result.file)
        var request = StoreRequest(
            thumbprint: wanted.thumbprint, passwords: result.passwords, issuers: target.issuers)
        let named = await search(target, isUserStore: wanted.isInUserStore, request, look, isPatient: true)
        var observation = TrustObservation(
            settings: result.reading, settingsFile: settingsFile, lookup: named.lookup)
        guard !named.lookup.isUnfinished else { return observation }
        request.wanted = named.lookup.found?.facts
        request.files = named.files
        let other = await search(target, isUserStore: !wanted.isInUserStore, request, look, isPatient: false)
        observation.elsewhere = other.lookup
        // Only now the wanted certificate is known.
        if request.wanted == nil, let found = other.lookup.found {
            observation.lookup?.superseded.removeAll { !$0.facts.isSuperseded(of: found.facts) }
        }
        return observation
    }

    private func readSettings(of target: TrustTarget) async -> SettingsResult {
        let request = SettingsRequest(
            windowsHost: target.windowsHost, file: target.settingsFile, credential: target.storePassword)
        let nothing = SettingsResult(file: request.file, reading: .outOfTime)
        return await settings.run(request.file, request, nothing: nothing, isPatient: true) {
            [password] _, tell in
            let tree = request.windowsHost.map(WindowsTree.init)
            let file = tree?.settingsFile(request.file) ?? request.file
            var result = SettingsResult(file: file, reading: TrustSettingsReader.read(file: file))
            if let tree { result.reading = tree.reading(result.reading, of: file) }
            if case .read = result.reading {
                result.passwords = StorePasswords(credential: request.credential, read: password)
            }
            _ = tell(result)
        }
    }

    private func search(
        _ target: TrustTarget, isUserStore: Bool, _ request: StoreRequest, _ look: Look, isPatient: Bool
    ) async -> StoreResult {
        let places = isUserStore ? target.userStore : target.machineStore
        let key = StoreKey(settingsFile: target.settingsFile, places: places)
        let nothing = StoreResult(lookup: StoreLookup(places: [], isUnfinished: true))
        return await stores.run(key, request, nothing: nothing, isPatient: isPatient) { cache, tell in
            let tree = target.windowsHost.map(WindowsTree.init)
            var search = StoreSearch(request, at: .now, look, goesOn: tell)
            _ = tell(search.run(tree.map { places.map($0.spelling(of:)) } ?? places, &cache))
        }
    }
}

/// A settings file to read.
private struct SettingsRequest: Sendable, Equatable {
    var windowsHost: WindowsHost?
    var file: String
    var credential: String?
}

private struct SettingsResult: Sendable {
    /// The one that was read.
    var file: String
    var reading: SettingsReading
    var passwords = StorePasswords.standard
}

/// A store of an agent; agents that share one search it separately.
private struct StoreKey: Sendable, Hashable {
    var settingsFile: String
    var places: [String]
}

/// The cache of a settings file, which is always empty.
private struct NoCache: TaskCache {
    let count = 0
}

extension StoreCache: TaskCache {
    init() {
        self.init(limit: Self.limit)
    }
}
