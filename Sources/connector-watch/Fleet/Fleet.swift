internal import FoundationEssentials
internal import WatchCore

/// Many hosts, each with its daemon, as one.
struct Fleet {
    /// When it was asked.
    var time: Date
    /// The worst first.
    private(set) var hosts: [FleetHost]
    /// Whole sentences about what concerns several hosts, or is missing.
    private(set) var remarks: [String]

    init(_ hosts: [FleetHost], remarks: [String] = [], at time: Date) {
        self.time = time
        self.hosts = hosts.sorted()
        self.remarks = Self.shared(by: self.hosts) + remarks
    }

    /// That of the worst host; one that is silent may be in any state.
    var verdict: ReportVerdict {
        if hosts.contains(where: { $0.state == .critical || $0.state == .silent }) { return .critical }
        return hosts.contains { $0.state == .warning } ? .warning : .ok
    }

    func count(_ state: FleetHost.State) -> Int { hosts.count { $0.state == state } }

    /// Certificates with the same thumbprint, and those that end soon after each other, are nothing that one host can see.
    private static func shared(by hosts: [FleetHost]) -> [String] {
        var owners: [String: Set<String>] = [:]
        for host in hosts {
            for certificate in host.certificates {
                if let thumbprint = certificate.thumbprint {
                    owners[thumbprint, default: []].insert(host.name)
                }
            }
        }
        let clones = owners.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map {
            thumbprint, names in
            "\(list(names)) have the same trust certificate \(thumbprint): a machine was copied, and the next renewal takes the certificate from the others. Register the connector anew on all but one."
        }
        let versions = Set(hosts.compactMap(\.version))
        let differ =
            versions.count > 1
            ? ["Several versions of connector-watch run: \(versions.sorted().joined(separator: ", "))."] : []
        return clones + differ
    }

    /// A few names, and how many more there are.
    private static func list(_ names: Set<String>) -> String {
        let shown = names.sorted().prefix(5)
        let rest = names.count - shown.count
        return shown.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

/// A host of many.
struct FleetHost: Equatable {
    enum State: Int, Comparable {
        case critical
        /// Nothing was heard of it lately, so nothing is known.
        case silent
        case warning
        case ok

        static func < (a: State, b: State) -> Bool { a.rawValue < b.rawValue }
    }

    /// A trust certificate.
    struct Certificate: Equatable {
        var check: String
        var thumbprint: String?
        /// `nil` if it is not known.
        var begins: Date?
        var ends: Date
        /// From when on it is renewed, or `nil` if it is not known.
        var renewal: Date?
    }

    /// What has stood for longest.
    struct Trouble: Equatable {
        var since: Date
        var event: Int
        var check: String
    }

    var name: String
    var connector: String?
    var version: String?
    var state = State.ok
    /// When it was last heard of.
    var lastSeen: Date
    /// How many alerts are active.
    var alerts = 0
    var oldest: Trouble?
    /// The one that ends first is the first.
    var certificates: [Certificate] = []

    /// Whole days until the first certificate ends, or `nil` if none is known.
    func daysLeft(at date: Date) -> Int64? {
        certificates.first.map { Duration.seconds($0.ends.timeIntervalSince(date)).wholeDays }
    }

    /// Takes an active alert into account.
    ///
    /// - Parameters:
    ///   - trouble: what stands.
    ///   - priority: syslog's number.
    mutating func add(_ trouble: Trouble, priority: Int) {
        if oldest.map({ trouble.since < $0.since }) ?? true { oldest = trouble }
        state = min(state, priority <= Priority.error.rawValue ? .critical : .warning)
    }
}

extension FleetHost: Comparable {
    /// The worst first; then whose certificate ends first; then by name.
    static func < (a: FleetHost, b: FleetHost) -> Bool {
        (a.state, a.certificates.first?.ends ?? .distantFuture, a.name)
            < (b.state, b.certificates.first?.ends ?? .distantFuture, b.name)
    }
}
