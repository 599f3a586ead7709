extension EventProfile {
    /// Event 1043.
    static let serverCertificateBad = EventProfile(
        "3c5fc6afb30f4446a97719b9d20104c7", "Server certificate bad", [.error],
        [
            .certificateExpired, .certificateRevoked, .certificateNotYetValid, .certificateName,
            .certificateSelfSigned,
            .certificateChain, .certificateUntrusted,
        ],
        sends: .failure.union([.route, .issuer, .notAfter]))
}

extension FindingText {
    /// More problems than this are counted and not told.
    private static let shownProblems = 3

    /// Event 1043: what a server presents does not pass verification.
    static func serverCertificateBad(_ facts: ServerCertificateFacts) -> FindingText {
        let problems = facts.problems.enumerated().map { index, problem -> Phrase in
            if let gap = problem.gap { return gap.phrase }
            let place: Phrase = problem.origin == .host ? ", in this host's own store" : ""
            let about: Phrase = index == 0 ? facts.subject.map { " (\"\($0)\"\(place))" } ?? "" : ""
            return "\(problem.text) at depth \(problem.depth)\(about)"
        }
        return FindingText(
            "The certificate of \(facts.endpoint.text) is bad: \(problems.list(Self.shownProblems, separator: "; ")).",
            remedy: facts.remedy)
    }
}

extension ServerCertificateFacts {
    fileprivate var remedy: Phrase {
        if let gap = problems.first?.gap { return gap.remedy }
        return switch clock {
        case .isTheReason(let offset):
            """
            Set this host's clock (timedatectl), which is \(words: offset.clockText) (event 1050); by the clocks of other \
            servers the certificate is valid.
            """
        case .isRight where problems.first?.origin == .host, .unknown where problems.first?.origin == .host:
            """
            Mend the roots of this host: update ca-certificates, or remove \(subject.map { "\"\($0)\"" } ?? "that one") and run \
            update-ca-certificates, then restart this service. The server is not at fault: it did not send that one.
            """
        case .isRight:
            """
            Ask whoever runs that server to act. This host's clock is not the reason: it agrees with those of other servers, \
            or is off by too little.
            """
        case .unknown: problems.first?.kind.remedy ?? CertificateProblem.Kind.untrusted.remedy
        }
    }
}

extension ChainGap {
    fileprivate var phrase: Phrase {
        isSent
            ? "a self-signed \"\(subject)\" comes before the one issued by \"\(issuer)\""
            : "the server leaves out \"\(subject)\" issued by \"\(issuer)\""
    }

    fileprivate var remedy: Phrase {
        let fetch: Phrase =
            source.map { "fetches it from \($0) over port 80" } ?? "may find it in its own store"
        let ask: Phrase =
            isSent
            ? "to leave the self-signed one out, or to send it last; until then the other"
            : "to send that certificate as well; until then it"
        return """
            Ask whoever runs that server \(ask) may be put beside the roots of this host (update-ca-certificates). \
            Nobody inspects TLS here: with it the signatures lead to the root \"\(root)\", which this host trusts. \
            Windows, and so the connector, \(isSent ? "finds that path itself" : fetch); Linux does not.
            """
    }
}

extension CertificateProblem.Kind {
    fileprivate var remedy: Phrase {
        switch self {
        case .expired:
            "Ask whoever runs that server to renew it, if this host's clock is right (timedatectl)."
        case .revoked:
            """
            Ask whoever runs that server to replace the certificate: its issuer has revoked it, and programs that check \
            that, as the connector does, refuse the server.
            """
        case .notYetValid: "Check this host's clock first (timedatectl), then ask whoever runs that server."
        case .untrusted, .unknownIssuer, .selfSigned:
            """
            Update ca-certificates on this host, which may lack the root. If that does not help, somebody on the path \
            answers in the server's place, and the connector does not support TLS inspection.
            """
        case .wrongName: "Check DNS, the proxy and the firewall: something else answers at this address."
        case .incompleteChain:
            """
            Ask whoever runs that server to send its intermediate certificates, unless a device on the path drops them. \
            Nothing here proves who issued it: if the issuer is none that you know, somebody on the path answers in the \
            server's place.
            """
        }
    }
}
