package import FoundationEssentials

/// What a network team must open for a connector, and what is shut now.
package struct FirewallRequest: Sendable, Equatable {
    package var time: Date
    package var connector: String
    /// The name of the host that the connections come from.
    package var host: String
    /// Its addresses towards the destinations, as far as they were seen.
    package var sources: [String]
    /// `host:port`, or `nil` if there is no proxy.
    package var proxy: String?
    /// By purpose, then in the order of the settings.
    package var destinations: [Destination]
    package var wildcards: [WildcardEndpoint]
    /// What the path must do besides being open; whole sentences.
    package var requirements: [String]
    /// Findings that show a requirement broken.
    package var requirementFailures: [RequirementFailure]
    /// Whether it was probed all.
    package var isProbed: Bool

    /// One port of one host.
    package struct Destination: Sendable, Equatable {
        package var host: String
        package var port: UInt16
        package var purpose: EndpointPurpose
        /// The checks that probe it.
        package var checks: [CheckName]
        /// One for each way out.
        package var passages: [Passage]

        package init(
            host: String, port: UInt16, purpose: EndpointPurpose, checks: [CheckName] = [],
            passages: [Passage] = []
        ) {
            self.host = host
            self.port = port
            self.purpose = purpose
            self.checks = checks
            self.passages = passages
        }

        /// Whether no way that was probed leads there, or only some do, or `nil` if nothing is wrong.
        package var failure: Failure? {
            guard passages.contains(where: \.state.isFailure) else { return nil }
            return passages.contains { $0.state == .open } ? .oneRoute : .everyRoute
        }
    }

    /// On how many of its ways out a destination is shut.
    package enum Failure: Sendable {
        case oneRoute
        case everyRoute
    }

    package struct RequirementFailure: Sendable, Equatable {
        package var check: CheckName
        package var finding: Finding

        package init(check: CheckName, finding: Finding) {
            self.check = check
            self.finding = finding
        }
    }

    package init(
        time: Date, connector: String, host: String, sources: [String] = [], proxy: String? = nil,
        destinations: [Destination], wildcards: [WildcardEndpoint] = [], requirements: [String] = [],
        requirementFailures: [RequirementFailure] = [], isProbed: Bool = true
    ) {
        self.time = time
        self.connector = connector
        self.host = host
        self.sources = sources
        self.proxy = proxy
        self.destinations = destinations
        self.wildcards = wildcards
        self.requirements = requirements
        self.requirementFailures = requirementFailures
        self.isProbed = isProbed
    }
}

/// Whether a destination is open on one way out, and the proof.
package struct Passage: Sendable, Equatable {
    /// From what says the least to what says the most.
    package enum State: String, Sendable, CaseIterable, Comparable {
        case notProbed = "not-looked-at"
        case open
        /// Some addresses of the name are shut.
        case partly
        /// A connection opens, and what follows is cut off.
        case cut
        case unresolved
        case shut

        package static func < (a: State, b: State) -> Bool { a.rank < b.rank }

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

        /// Whether somebody has to do something about it.
        package var isFailure: Bool {
            switch self {
            case .partly, .cut, .unresolved, .shut: true
            case .notProbed, .open: false
            }
        }
    }

    package var route: Route
    package var state: State
    /// By whom or what, as far as it shows, without a full stop; empty: nothing is known.
    package var evidence: String

    package init(route: Route, state: State, evidence: String) {
        self.route = route
        self.state = state
        self.evidence = evidence
    }
}
