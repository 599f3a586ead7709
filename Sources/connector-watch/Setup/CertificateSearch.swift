internal import Glibc
internal import Looker
internal import WatchCore

/// Finds the store in which an agent's certificate really lies, among what was found on this host.
struct CertificateSearch {
    /// More directories than this are not looked into where only their files' names speak for them.
    private static let otherStoreLimit = 64

    private let discovery: Discovery
    private let look: FullLook

    init(_ discovery: Discovery) throws(CouldNotLook) {
        self.discovery = discovery
        look = try .standard()
    }

    /// What an agent's settings say, and the directory of the certificate that they name.
    struct Result {
        var settings: TrustSettings
        /// `nil`: it was found nowhere.
        var store: String?
    }

    /// Looks into the stores that lie beside the settings or look like ones, then into other directories with
    /// certificates.
    ///
    /// `nil`: the settings cannot be read.
    func store(of settingsFile: String) async -> Result? {
        let home = parent(of: parent(of: settingsFile))
        let beside = ["stores/machine", "stores/user"].map { "\(home)/\($0)" }
        let likely = await store(of: settingsFile, among: discovery.stores + beside)
        guard let likely, likely.store == nil else { return likely }
        let others = Array(discovery.otherStores.prefix(Self.otherStoreLimit))
        return others.isEmpty ? likely : await store(of: settingsFile, among: others) ?? likely
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
        let seen = await look.observe(Settings.looking(at: settingsFile, stores: ordered))
        guard case .trust(let trust) = seen.parts.first?.observation,
            case .read(let settings) = trust.settings
        else { return nil }
        return Result(settings: settings, store: trust.inUse.map { parent(of: $0.file) })
    }
}

/// The directory that a path lies in.
private func parent(of path: String) -> String {
    let end = path.lastIndex(of: "/") ?? path.startIndex
    return end == path.startIndex ? "/" : String(path[..<end])
}

extension Settings {
    /// Those of a single look at trust files, wherever the certificate lies.
    fileprivate static func looking(at settingsFile: String, stores: [String]) -> Settings {
        let day = Duration.seconds(86_400)
        let subject = TrustSubject(
            settingsFile: settingsFile, machineStore: stores, userStore: stores, issuer: "",
            renewalWindow: day * 30,
            expiryWarning: day * 30, expiryError: day * 14, expiryCritical: day * 3)
        let pace = Pace(
            interval: .seconds(60), failingInterval: .seconds(60), timeout: .seconds(10), failuresToAlert: 1,
            passesToRecover: 1, reminderInterval: day)
        return Settings(
            connector: ConnectorSettings(name: "", cloud: .none),
            trusts: [TrustSection(name: nil, subject: subject, pace: pace)])
    }
}
