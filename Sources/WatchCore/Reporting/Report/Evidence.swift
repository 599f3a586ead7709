package import FoundationEssentials

/// One line of proof below a check of a report: what it is about, and what was seen.
package struct Evidence: Sendable, Equatable {
    package var label: String
    package var text: String

    package init(_ label: String, _ text: String) {
        self.label = label
        self.text = text
    }
}

extension ReportLine {
    /// What was seen, as far as the probe came; validity is counted from `date`.
    package func evidence(at date: Date) -> [Evidence] {
        switch detail {
        case .path(let path, let attempts): path.evidence(proxy: proxy) + attempts.map(\.evidence)
        case .trust(let trust): trust.evidence(at: date)
        case .cloud(let cloud, let connector): cloud.evidence(about: connector)
        case .host(let host): host.evidence
        case .none: [Evidence("seen", "nothing, as the probe gave no answer")]
        }
    }
}

extension PhaseTimings {
    /// Those that were reached, in their order.
    package var all: [(phase: NetworkPhase, duration: Duration)] {
        let timings: [(NetworkPhase, Duration?)] = [
            (.resolve, resolve), (.connect, connect), (.tunnel, tunnel), (.handshake, handshake),
            (.exchange, exchange),
        ]
        return timings.compactMap { phase, duration in duration.map { (phase, $0) } }
    }

    package var total: Duration {
        var total = resolve ?? .zero
        for duration in [connect, tunnel, handshake, exchange] { total += duration ?? .zero }
        return total
    }
}

extension PathObservation {
    fileprivate func evidence(proxy: OutboundProxy?) -> [Evidence] {
        var lines: [Evidence] = []
        if !addresses.isEmpty {
            let tried = addresses.map { attempt in
                let end = attempt.reason(proxy: proxy).map { "\($0.rawValue) after" } ?? "connected in"
                return "\(attempt.address) \(end) \(attempt.duration.text)"
            }
            lines.append(Evidence("tried", tried.joined(separator: ", ")))
        }
        if let proxy { lines += proxyEvidence(proxy) }
        if let tls { lines += tls.evidence }
        for answer in http?.responses ?? [] {
            let location = answer.location.map { " -> \($0)" } ?? ""
            lines.append(Evidence("answer", "\(answer.status) from \(answer.page)\(location)"))
        }
        return lines
    }

    private func proxyEvidence(_ proxy: OutboundProxy) -> [Evidence] {
        let answers = [tunnel?.demand, tunnel?.statusLine].compactMap(\.self).filter { !$0.isEmpty }
        return [Evidence("proxy", (["\(proxy)"] + answers).joined(separator: ", "))]
    }
}

extension ReportLine.Attempt {
    /// What came of the special handshake.
    fileprivate var evidence: Evidence {
        let facts = path.tls?.negotiated ?? ""
        guard let stop = path.stop else {
            return Evidence(offer.name, "works" + (facts.isEmpty ? "" : ": \(facts)"))
        }
        return Evidence(offer.name, "stopped in the \(stop.phase.rawValue) phase: \(stop.reason.rawValue)")
    }
}

extension TLSFacts {
    /// Version, cipher and signature, as far as they are known.
    fileprivate var negotiated: String {
        let remarks = [hasRSAKeyExchange ? "RSA key exchange" : "", hasCBC ? "CBC" : ""]
        return ([version, cipher, signature] + remarks).filter { !$0.isEmpty }.joined(separator: ", ")
    }

    fileprivate var evidence: [Evidence] {
        var lines: [Evidence] = []
        if !negotiated.isEmpty { lines.append(Evidence("tls", negotiated)) }
        if let leaf = chain.first {
            lines.append(
                Evidence("server", "\(leaf.subject), valid until \(leaf.notAfter.rfc3339)"))
            lines.append(Evidence("issuer", leaf.issuer))
        }
        if let root {
            let owner =
                switch root.isPublic {
                case true?: ", a public root"
                case false?: ", this host's own root"
                case nil: ""
                }
            lines.append(Evidence("root", root.facts.subject + owner))
        }
        for problem in problems {
            let about = problem.concerned(in: chain).map {
                " (\"\($0.subject)\", issued by \"\($0.issuer)\", valid until \($0.notAfter.rfc3339)"
                    + (problem.origin == .host ? ", in this host's own store)" : ")")
            }
            lines.append(Evidence("problem", "\(problem.text) at depth \(problem.depth)\(about ?? "")"))
            if let gap = problem.gap {
                lines.append(
                    Evidence(
                        "missing",
                        "\(gap.subject), issued by \(gap.issuer); with it the chain ends at \(gap.root)"))
            }
        }
        return lines + revocation.map(\.evidence)
    }
}

extension RevocationSource {
    fileprivate var evidence: Evidence {
        let newer = nextUpdate.map { ", until \($0.rfc3339)" } ?? ""
        let whole = [failure.map(\.text) ?? "fetched\(newer)", status?.text].compactMap(\.self)
        let way = isProxied ? " (proxy)" : ""
        return Evidence(
            kind.name, "\(address.text)\(way): \(whole.joined(separator: ", ")), \(asked.rfc3339)")
    }
}

extension RevocationSource.Kind {
    fileprivate var name: String {
        switch self {
        case .issuer: "aia"
        case .list: "crl"
        case .responder: "ocsp"
        }
    }
}

extension RevocationSource.Failure {
    /// In a few words.
    package var text: String {
        switch self {
        case .path(let stop, _): "stopped in the \(stop.phase.rawValue) phase: \(stop.reason.rawValue)"
        case .status(let status): "status \(status)"
        case .content(let what): what
        case .otherIssuer: "a certificate that did not issue this one"
        case .refusal(let why): "no answer (\(why))"
        case .notAsked(let why): "not asked: \(why)"
        }
    }
}

extension RevocationSource.Status {
    /// In one word.
    package var text: String {
        switch self {
        case .good: "good"
        case .revoked: "revoked"
        }
    }
}
