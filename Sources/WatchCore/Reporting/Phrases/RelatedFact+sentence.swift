internal import FoundationEssentials

extension RelatedFact {
    /// One whole sentence.
    var sentence: Phrase {
        switch self {
        case .otherRoute(let other): other.sentence
        case .genuineIssuer(let issuer):
            "Its certificate that was seen to be genuine was issued by \"\(issuer)\"."
        case .dependents(_, _, areAlerted: false): ""
        case .dependents(let names, let count, areAlerted: true):
            """
            Alerts of the checks that depend on it are suppressed until it works again \
            (\(names.map { "\($0.text)" }.list(Self.shownDependents, of: count))).
            """
        case .lastSeenCertificate(let thumbprint, let expires, let isExpired):
            """
            The certificate that was seen last, \(words: thumbprint.text), \(words: isExpired ? "expired" : "expires") on \
            \(words: expires.rfc3339).
            """
        case .neededForRenewal(let check, let need, let expires):
            switch need {
            case .due:
                """
                The connector needs what fails here to renew its certificate, which expires on \
                \(words: expires.rfc3339) (\(check.text)).
                """
            case .overdue:
                """
                The connector's renewal is overdue and needs what fails here (\(check.text), event 1002): its certificate \
                expires on \(words: expires.rfc3339).
                """
            case .expired:
                """
                The connector's certificate has expired, and registering it again needs what fails here \
                (\(check.text), event 1000).
                """
            }
        case .renewalFailures(let failures, let count):
            """
            What a renewal needs fails, too: \(failures.map(\.phrase).list(Self.shownFailures, of: count)).
            """
        }
    }
}

extension RelatedFact.ActiveEvent {
    fileprivate var phrase: Phrase { "\(event.rawValue) \(check.text)" }
}

extension OtherRoute {
    fileprivate var sentence: Phrase {
        let name: Phrase = proxy.map { "The route through the proxy \($0.text)" } ?? "The direct route"
        return switch outcome {
        case .works(let proof): "\(name) works\(proof?.clause ?? "")\(issuerClause)."
        case .showsAlike: "\(name) shows the same\(issuerClause)."
        case .failsAlike: "\(name) fails in the same way\(issuerClause)."
        case .failsOtherwise(let reason): "\(name) fails as well\(reason.clause)\(issuerClause)."
        case .failsElsewhere(let phase, let reason):
            "\(name) fails as well, in the \(words: phase.rawValue) phase\(reason.clause)."
        }
    }

    private var issuerClause: Phrase {
        issuer.map { ", with a certificate issued by \"\($0)\"" } ?? ""
    }
}

extension Reason? {
    fileprivate var clause: Phrase { map { " (\(words: $0.rawValue))" } ?? "" }
}

extension PhaseTiming {
    fileprivate var clause: Phrase {
        let time = duration.text
        return switch phase {
        case .resolve: ": the name resolved in \(words: time)"
        case .connect: ": it connected in \(words: time)"
        case .tunnel: ": the proxy opened a tunnel in \(words: time)"
        case .handshake: ": the handshake took \(words: time)"
        case .exchange: ": it answered in \(words: time)"
        }
    }
}
