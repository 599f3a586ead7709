internal import FoundationEssentials

/// What certificates are checked with, and does not come.
package struct RevocationFacts: Sendable, Equatable {
    package var endpoint: Endpoint
    /// The proxy that it was asked for, or `nil` if it was asked directly.
    package var proxy: Endpoint?
    /// One for each thing that does not come, the weightiest first.
    package var failed: [RevocationSource]
    /// Whether the first one came, and is too old.
    package var isStale: Bool
    /// How long the probe was given.
    package var timeout: Duration

    package init(
        _ endpoint: Endpoint, proxy: Endpoint? = nil, failed: [RevocationSource], isStale: Bool = false,
        timeout: Duration
    ) {
        self.endpoint = endpoint
        self.proxy = proxy
        self.failed = failed
        self.isStale = isStale
        self.timeout = timeout
    }
}

/// Judges whether what certificates are checked with can be fetched: event 1044.
///
/// Of several addresses for the same thing one is enough. Directly is how the connector asks, whatever its proxy: what
/// fails through the proxy is but a remark. It is an error where the server leaves out what only that address has.
func judgeRevocation(
    _ sources: [RevocationSource], _ endpoint: Endpoint, _ context: RouteContext
) -> Verdict {
    let asked = sources.filter(\.wasAsked)
    guard !asked.isEmpty else { return Verdict() }
    var failed: [RevocationSource] = []
    for (index, source) in asked.enumerated() where source.fails(context) {
        let twins = asked.indices.filter { asked[$0].isTwin(of: source) }
        if twins.first != index || !twins.allSatisfy({ asked[$0].fails(context) }) { continue }
        if source.isRefusal, asked.contains(where: { $0.stands(inFor: source) && !$0.fails(context) }) {
            continue
        }
        failed.append(source)
    }
    failed = failed.enumerated().sorted { a, b in
        (b.element.weight, a.offset) < (a.element.weight, b.offset)
    }.map(\.element)
    var verdict = Verdict(judged: [.revocationFails])
    guard let first = failed.first else { return verdict }
    let isStale = first.failure == nil
    let facts = RevocationFacts(
        endpoint, proxy: first.isProxied ? context.proxyEndpoint : nil, failed: failed, isStale: isStale,
        timeout: context.timeout)
    verdict.findings = [
        Finding(
            .revocationFails(facts), first.weight, first.phase,
            isStale ? .revocationStale : .revocationUnreachable)
    ]
    return verdict
}

extension TLSFacts {
    /// The certificates that are revoked, each once.
    var revoked: [CertificateProblem] {
        var depths: Set<Int> = []
        return revocation.compactMap { source in
            guard case .revoked(let reason, let date) = source.status,
                depths.insert(source.depth).inserted
            else { return nil }
            let details = [date.map { "on \($0.rfc3339)" }, reason].compactMap(\.self)
            return CertificateProblem(
                .revoked, depth: source.depth,
                text: "certificate revoked"
                    + (details.isEmpty ? "" : " (\(details.joined(separator: ", ")))"),
                certificate: source.certificate)
        }
    }
}

extension RevocationSource {
    /// Silence for less than this says nothing: the probe's time may have gone elsewhere.
    private static let patience = Duration.seconds(1)

    /// Whether anything is known of it.
    fileprivate var wasAsked: Bool {
        switch failure {
        case .notAsked: false
        case .path(let stop, let time):
            !stop.failure.isLocal && (stop.failure != .outOfTime || time >= Self.patience)
        case .status, .content, .otherIssuer, .refusal, nil: true
        }
    }

    fileprivate func fails(_ context: RouteContext) -> Bool { failure != nil || isStale(context) }

    /// Whether it was too old when it came, by the clocks of others where this host's own is off.
    private func isStale(_ context: RouteContext) -> Bool {
        nextUpdate.map { $0 < asked.addingTimeInterval(-(context.clockOffset?.inSeconds ?? 0)) } ?? false
    }

    /// Whether the other one is for the same thing.
    fileprivate func isTwin(of other: RevocationSource) -> Bool {
        kind == other.kind && depth == other.depth && isProxied == other.isProxied
    }

    /// Whether the answer of the other one can be done without, as this one tells the same.
    fileprivate func stands(inFor other: RevocationSource) -> Bool {
        kind == .list && depth == other.depth && isProxied == other.isProxied
    }

    fileprivate var isRefusal: Bool {
        if case .refusal = failure { true } else { false }
    }

    fileprivate var weight: Priority { isProxied ? .notice : isNeeded ? .error : .warning }

    fileprivate var phase: Phase {
        if case .path(let stop, _) = failure { Phase(stop.phase) } else { .exchange }
    }
}
