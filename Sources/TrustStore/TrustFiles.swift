internal import Files
package import WatchCore

/// Probes `TrustSettings.xml`, at the store that it points to, and at the other one.
///
/// The files may lie on a mount that has died, where every call hangs for minutes or forever. So the settings file
/// and each store are a task of their own: a probe whose task is cancelled ends at once with what was known by
/// then, and what hangs hides nothing but itself.
package struct TrustFiles: Sendable {
    private let password: @Sendable (String) -> [UInt8]?
    private let settings = BlockingTaskRunner<String, SettingsRequest, SettingsResult, NoCache>(
        cacheLimit: 0)
    private let stores = BlockingTaskRunner<StoreKey, StoreRequest, StoreResult, StoreCache>(
        cacheLimit: StoreCache.limit)

    /// `password` reads the systemd credential of that name, anew for every probe, or returns `nil` if there is none.
    package init(password: @escaping @Sendable (String) -> [UInt8]?) {
        self.password = password
    }

    /// What the settings file says, and where the certificate lies that it names.
    ///
    /// Cancelled, it answers at once: `.outOfTime` before the settings were read, an unfinished lookup after. So
    /// does a probe that only waited for what hangs since an earlier one. The other store is waited for once: while
    /// it hangs, later probes do without.
    package func probe(at target: TrustTarget) async -> TrustObservation {
        let result = await readSettings(of: target)
        guard case .read(let wanted) = result.reading else {
            return TrustObservation(settings: result.reading)
        }
        var request = StoreRequest(
            thumbprint: wanted.thumbprint, passwords: result.passwords, issuer: target.issuer)
        let named = await search(target, isUserStore: wanted.isInUserStore, request, isPatient: true)
        var observation = TrustObservation(settings: result.reading, lookup: named.lookup)
        guard !named.lookup.isUnfinished else { return observation }
        request.wanted = named.lookup.found?.facts
        request.files = named.files
        let other = await search(target, isUserStore: !wanted.isInUserStore, request, isPatient: false)
        observation.elsewhere = other.lookup
        // What the wanted certificate looks like came to light only now.
        if request.wanted == nil, let found = other.lookup.found {
            observation.lookup?.superseded.removeAll { !$0.facts.isSuperseded(of: found.facts) }
        }
        return observation
    }

    private func readSettings(of target: TrustTarget) async -> SettingsResult {
        let request = SettingsRequest(file: target.settingsFile, credential: target.storePassword)
        let nothing = SettingsResult(reading: .outOfTime)
        return await settings.run(request.file, request, nothing: nothing, isPatient: true) {
            [password] _, tell in
            var result = SettingsResult(reading: TrustSettingsReader.read(file: request.file))
            if case .read = result.reading {
                result.passwords = StorePasswords(credential: request.credential, read: password)
            }
            _ = tell(result)
        }
    }

    private func search(
        _ target: TrustTarget, isUserStore: Bool, _ request: StoreRequest, isPatient: Bool
    ) async -> StoreResult {
        let places = isUserStore ? target.userStore : target.machineStore
        let key = StoreKey(settingsFile: target.settingsFile, places: places)
        let nothing = StoreResult(lookup: StoreLookup(places: [], isUnfinished: true))
        return await stores.run(key, request, nothing: nothing, isPatient: isPatient) { cache, tell in
            var search = StoreSearch(request, at: .now, goesOn: tell)
            _ = tell(search.run(places, &cache))
        }
    }
}

/// What a settings file is read for.
private struct SettingsRequest: Sendable, Equatable {
    var file: String
    var credential: String?
}

private struct SettingsResult: Sendable {
    var reading: SettingsReading
    var passwords = StorePasswords.standard
}

/// A store of an agent; agents that share one probe it each by itself.
private struct StoreKey: Sendable, Hashable {
    var settingsFile: String
    var places: [String]
}

/// Reading a settings file leaves nothing to remember.
private struct NoCache: TaskCache {
    let count = 0
}

extension StoreCache: TaskCache {
    init() {
        self.init(limit: Self.limit)
    }
}
