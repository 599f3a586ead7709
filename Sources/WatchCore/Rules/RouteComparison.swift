/// What a probe over one way showed, and what was made of it.
struct RouteObservation {
    var context: RouteContext
    /// As alerts name it.
    var target: String
    var path: PathObservation
    var verdict = Verdict()
}

extension RouteObservation {
    /// Has every finding of this way say how the other way fares, which tells whose fault it is.
    mutating func compare(with other: RouteObservation) {
        for index in verdict.findings.indices {
            guard let comparison = other.comparison(to: verdict.findings[index]) else { continue }
            verdict.findings[index].message += " " + comparison
        }
    }

    /// What this way says about a finding of the other one; `nil`: nothing that helps.
    private func comparison(to finding: Finding) -> String? {
        let isAboutThem = finding.priority < .warning || finding.event == .hostDegraded
        guard !isAboutThem, path.stop?.failure.isLocal != true else { return nil }
        let name = context.name.asSentenceStart
        let findings = verdict.findings
        if let same = findings.first(where: { $0.event == finding.event }) {
            let likeness = same.reason == finding.reason ? "alike" : "as well (\(same.reasonText))"
            return "\(name) fails \(likeness)\(issuer(for: finding.event))."
        }
        if !passes(finding.event), let failure = findings.first(where: { $0.priority >= .error }) {
            return "\(name) fails as well, in the \(failure.phase) phase (\(failure.reasonText))."
        }
        return "\(name) works\(proof(for: finding.event))\(issuer(for: finding.event))."
    }

    /// Whether this way was asked the same and passed.
    ///
    /// A name or a proxy that passes does not make a way that works: each way has its own.
    private func passes(_ event: AlertEvent) -> Bool {
        guard event != .resolutionFails, event != .proxyFails else { return false }
        return verdict.judged.contains(AlertKey(event, context.route))
    }

    private func proof(for event: AlertEvent) -> String {
        // What the path shows is the usual handshake, not the one with SHA-512 alone.
        guard event != .sha512Fails else { return "" }
        let timings = path.timings
        if let exchange = timings.exchange { return ": it answered in \(exchange.text)" }
        if let handshake = timings.handshake { return ": the handshake took \(handshake.text)" }
        if let tunnel = timings.tunnel { return ": the proxy opened a tunnel in \(tunnel.text)" }
        if let connect = timings.connect { return ": it connected in \(connect.text)" }
        return ""
    }

    private func issuer(for event: AlertEvent) -> String {
        guard event == .tlsInspected || event == .serverCertificateBad, let leaf = path.tls?.chain.first
        else { return "" }
        return ", with a certificate issued by \"\(leaf.issuer)\""
    }
}

extension Finding {
    fileprivate var reasonText: String { reason?.rawValue ?? "\(event.rawValue)" }
}
