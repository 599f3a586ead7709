internal import Files
internal import Glibc
internal import Prober
internal import WatchCore

/// Finds the store that an agent's certificate really is in, among the directories found on this host.
struct CertificateSearch {
    /// The most directories that are searched because of their files' names alone.
    private static let otherStoreLimit = 64

    private let discovery: Discovery
    private let probe: ProbeRun

    init(_ discovery: Discovery) throws(CommandFailure) {
        self.discovery = discovery
        probe = try .standard()
    }

    /// An agent's settings, and the file of the certificate that they name.
    struct Result {
        var settings: TrustSettings
        /// The certificate's file, or `nil` if it was not found.
        var file: String?
        /// The agent by the certificate's issuer, or `nil` if it was not found or a stranger issued it.
        var kind: AgentKind?
        var store: String? { file.map { parent(of: $0) } }
    }

    /// Searches the given stores, those beside the settings and those that look like stores, then other directories
    /// with certificates.
    ///
    /// - Parameters:
    ///   - settingsFile: the agent's TrustSettings.xml.
    ///   - given: stores named by the user.
    /// - Returns: The result, or `nil` if the settings cannot be read.
    func store(of settingsFile: String, given: [String] = []) async -> Result? {
        let home = parent(of: parent(of: settingsFile))
        let beside = (Self.machineStores + Self.userStores).map { home + $0 }
        let likely = await store(of: settingsFile, among: given + discovery.stores + beside)
        guard let likely, likely.store == nil else { return likely }
        let others = Array(discovery.otherStores.prefix(Self.otherStoreLimit))
        return others.isEmpty ? likely : await store(of: settingsFile, among: others) ?? likely
    }

    /// Finds the user store (or the machine store) in the home of the settings or of the store that was found.
    ///
    /// A copy of the user store may serve as the machine store; it is then returned for both.
    ///
    /// - Returns: The store's path, or `nil` if there is none.
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

    /// Paths below a home, the more likely first.
    private static let machineStores = ["/stores/machine"]
    private static let userStores = ["/.dotnet/corefx/cryptography/x509stores/my", "/stores/user"]

    private static func home(ofStore store: String) -> String? {
        (machineStores + userStores).first { store.hasSuffix($0) }.map { String(store.dropLast($0.count)) }
    }

    /// A sentence about directories that were not searched, with a leading space; empty if all were.
    var omission: String {
        let count = discovery.otherStores.count
        guard count > Self.otherStoreLimit else { return "" }
        return
            " Only \(Self.otherStoreLimit) of \(count) directories with certificates were searched; name a nearer directory with --search."
    }

    /// Looks where a Windows host keeps it.
    ///
    /// - Returns: What the settings say and where the certificate lies, or `nil` if the settings cannot be read.
    func certificate(on host: WindowsHost, _ settingsFile: String) async -> Result? {
        await observe(
            .prober(
                at: settingsFile, machineStore: [host.machineStore(beside: settingsFile)],
                userStore: [host.userStore], on: host))
    }

    private func observe(_ settings: Settings) async -> Result? {
        let seen = await probe.observe(settings)
        guard case .trust(let trust) = seen.parts.first?.observation,
            case .read(let settings) = trust.settings
        else { return nil }
        return Result(
            settings: settings, file: trust.inUse?.file,
            kind: AgentKind(issuer: trust.inUse?.facts.issuerCommonName))
    }

    private func store(of settingsFile: String, among stores: [String]) async -> Result? {
        let candidates = stores.filter { access($0, F_OK) == 0 }
        // Of several copies one that the service sees is the better.
        let ordered =
            candidates.filter { !SetupAdvice.isHidden($0) } + candidates.filter(SetupAdvice.isHidden)
        return await observe(.prober(at: settingsFile, machineStore: ordered, userStore: ordered))
    }
}

extension Settings {
    /// Settings for one probe of trust files, wherever the certificate is.
    fileprivate static func prober(
        at settingsFile: String, machineStore: [String], userStore: [String], on host: WindowsHost? = nil
    ) -> Settings {
        let day = Duration.seconds(86_400)
        let target = TrustTarget(
            windowsHost: host, settingsFile: settingsFile, machineStore: machineStore, userStore: userStore,
            issuer: nil, renewalWindow: day * 30,
            expiryWarning: day * 30, expiryError: day * 14, expiryCritical: day * 3)
        let pace = Pace(
            interval: .seconds(60), failingInterval: .seconds(60), timeout: .seconds(10), failuresToAlert: 1,
            passesToRecover: 1, reminderInterval: day)
        return Settings(
            connector: ConnectorSettings(name: "", cloud: .none),
            trusts: [TrustSection(name: nil, target: target, pace: pace)])
    }
}
