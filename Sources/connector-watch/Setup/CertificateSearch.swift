internal import Files
internal import Glibc
internal import Prober
internal import WatchCore

/// Finds the store in which an agent's certificate really lies, among what was found on this host.
struct CertificateSearch {
    /// More directories than this are not looked into where only their files' names speak for them.
    private static let otherStoreLimit = 64

    private let discovery: Discovery
    private let probe: ProbeRun

    init(_ discovery: Discovery) throws(CommandFailure) {
        self.discovery = discovery
        probe = try .standard()
    }

    /// What an agent's settings say, and the file of the certificate that they name.
    struct Result {
        var settings: TrustSettings
        /// `nil`: it was found nowhere.
        var file: String?
        var store: String? { file.map { parent(of: $0) } }
    }

    /// Looks into the `given` stores and those that lie beside the settings or look like ones, then into other
    /// directories with certificates.
    ///
    /// `nil`: the settings cannot be read.
    func store(of settingsFile: String, given: [String] = []) async -> Result? {
        let home = parent(of: parent(of: settingsFile))
        let beside = (Self.machineStores + Self.userStores).map { home + $0 }
        let likely = await store(of: settingsFile, among: given + discovery.stores + beside)
        guard let likely, likely.store == nil else { return likely }
        let others = Array(discovery.otherStores.prefix(Self.otherStoreLimit))
        return others.isEmpty ? likely : await store(of: settingsFile, among: others) ?? likely
    }

    /// The user store (or the machine store) in the same home as the settings, or as the store that was found.
    ///
    /// Where a copy of the user store serves as the machine store, it is both. `nil`: there is none.
    func otherStore(isUserStore: Bool, of settingsFile: String, beside store: String?) -> String? {
        let folder = parent(of: settingsFile)
        let homes = [
            folder.hasSuffix("/Config") ? parent(of: folder) : folder, store.flatMap(Self.home(ofStore:)),
        ]
        let candidates = homes.compactMap(\.self).flatMap { home in
            (isUserStore ? Self.userStores : Self.machineStores).map { home + $0 }
        }
        let there = candidates.filter { access($0, F_OK) == 0 }
        return there.first { $0 != store } ?? there.first
    }

    /// Below a home; the likelier first.
    private static let machineStores = ["/stores/machine"]
    private static let userStores = ["/.dotnet/corefx/cryptography/x509stores/my", "/stores/user"]

    private static func home(ofStore store: String) -> String? {
        (machineStores + userStores).first { store.hasSuffix($0) }.map { String(store.dropLast($0.count)) }
    }

    /// What a person should know where the certificate was found nowhere; empty: nothing was left out.
    var omission: String {
        let count = discovery.otherStores.count
        guard count > Self.otherStoreLimit else { return "" }
        return
            " Of \(count) directories with certificates only \(Self.otherStoreLimit) were looked into: name one nearer with --search."
    }

    private func store(of settingsFile: String, among stores: [String]) async -> Result? {
        let candidates = stores.filter { access($0, F_OK) == 0 }
        // Of several copies one that the service sees is the better.
        let ordered =
            candidates.filter { !SetupAdvice.isHidden($0) } + candidates.filter(SetupAdvice.isHidden)
        let seen = await probe.observe(Settings.prober(at: settingsFile, stores: ordered))
        guard case .trust(let trust) = seen.parts.first?.observation,
            case .read(let settings) = trust.settings
        else { return nil }
        return Result(settings: settings, file: trust.inUse?.file)
    }
}

extension Settings {
    /// Those of a single probe trust files, wherever the certificate lies.
    fileprivate static func prober(at settingsFile: String, stores: [String]) -> Settings {
        let day = Duration.seconds(86_400)
        let target = TrustTarget(
            settingsFile: settingsFile, machineStore: stores, userStore: stores, issuer: "",
            renewalWindow: day * 30,
            expiryWarning: day * 30, expiryError: day * 14, expiryCritical: day * 3)
        let pace = Pace(
            interval: .seconds(60), failingInterval: .seconds(60), timeout: .seconds(10), failuresToAlert: 1,
            passesToRecover: 1, reminderInterval: day)
        return Settings(
            connector: ConnectorSettings(name: "", cloud: .none),
            trusts: [TrustSection(name: nil, target: target, pace: pace)])
    }
}
