extension EventProfile {
    /// Event 1065.
    static let cloudUnavailable = EventProfile(
        "af3036abf7bd4a8b9fb45f310e3108a7", "Cloud cannot be asked", [.warning],
        [
            .cloudPermission, .cloudRefused, .cloudBusy, .cloudAnswer, .cloudCredential, .connectorUnknown,
            .httpElsewhere, .httpTooLarge,
        ] + .onPath,
        sends: .failure.union([.tenant]))
}

extension [Reason] {
    /// Those for which a request gets no answer.
    fileprivate static var onPath: Self {
        resolving + connecting + shakingHands + [
            .proxyRefused, .proxyTimeout, .proxyAuthRequired, .proxyDenied, .proxyBadGateway, .proxyProtocol,
            .proxyNotAProxy, .proxyPortal, .proxyClosed, .tlsIntercepted, .tlsClientCertificate,
            .certificateExpired, .certificateNotYetValid, .certificateUntrusted, .certificateName,
            .certificateSelfSigned, .certificateChain, .httpTimeout, .httpMalformed, .httpReset, .httpClosed,
            .httpCompressed,
        ]
    }
}

extension FindingText {
    /// Event 1065: the cloud does not tell anything about the connector.
    static func cloudUnavailable(_ silence: CloudSilence, _ services: CloudServices) -> FindingText {
        switch silence {
        case .failure(let failure):
            FindingText(
                "The cloud cannot be asked about the connector: \(failure.clause).",
                remedy: failure.cloudRemedy)
        case .unknown(let machine, let count):
            FindingText(
                "None of the \(count) connectors that the cloud lists is on a host named \"\(machine)\", and no id is known.",
                remedy: """
                    The connector is found by the id in its trust certificate, which no [Trust] has shown yet; without that, \
                    Name= in [Connector] must be the name of its host as the admin centre shows it.
                    """)
        case .status(let status, let name):
            FindingText(
                "The cloud lists the connector on \"\(name)\" with the status \"\(status)\", which is neither active nor inactive.",
                remedy: """
                    The interface has changed; see whether a newer connector-watch knows it, and look at the list of \
                    connectors in the admin centre until then.
                    """)
        }
    }
}

extension CloudFailure {
    /// What failed, as the end of a sentence.
    fileprivate var clause: Phrase {
        switch self {
        case .path(let request):
            let finding = request.findings.first
            let what = [finding?.phase.rawValue, finding?.reason?.rawValue].compactMap(\.self)
            return
                "\(request.page.host) gave no answer \(Phrase.place(request.proxy.map { Endpoint(host: $0.host, port: $0.port) })) (\(words: what.joined(separator: ": ")))"
        case .portal(let page, let sign): return "something else answered for \(page.host), as \(sign)"
        case .tooLarge(let page, let limit): return "the answer of \(page.host) has more than \(limit) bytes"
        case .malformed(let page, let flaw):
            return "the answer of \(page.host) cannot be read, as \(flaw)"
        case .busy(let page, let status, let wait):
            let asked: Phrase = wait.map { " and asks to wait for \(words: $0.text)" } ?? ""
            return "\(page.host) answered with status \(status)\(asked)"
        case .refused(let page, let status, let error):
            return "\(page.host) refuses it with status \(status), \(error.text)"
        case .forbidden(let page, let error, let granted):
            let missing = granted.map(CloudPermission.missing(of:)) ?? CloudPermission.needed
            return missing.isEmpty
                ? "\(page.host) refuses to list the connectors, \(error.text)"
                : "the application lacks the permission \(words: missing.joined(separator: " and "))"
        case .credential(let clause): return "\(clause)"
        case .declined, .expired: return "nobody signed in"
        }
    }

    fileprivate var cloudRemedy: Phrase {
        let idle: Phrase = "Nothing is known to be wrong with the connector."
        switch self {
        case .path(let request):
            let first = request.findings.first
            let sentences = [first?.message, first?.remedy].compactMap(\.self).filter { !$0.isEmpty }
            return "\(words: sentences.joined(separator: " "))"
        case .portal(let page, _):
            return """
                A captive portal or a block page probably answers in its place; ask the network team to let \(page.host) pass. \
                \(idle)
                """
        case .tooLarge, .malformed:
            return
                "It is asked again. If this lasts, see whether a newer connector-watch knows the interface. \(idle)"
        case .busy: return "It is asked again once it may be. \(idle)"
        case .refused(_, _, let error): return "\(error.cloudRemedy) \(idle)"
        case .forbidden(_, _, let granted):
            let has: Phrase =
                granted.map { names in
                    names.isEmpty
                        ? " It has none." : " It has \(names.map { "\($0)" }.list(8))."
                } ?? ""
            return """
                Grant it as an application permission of Microsoft Graph, with the consent of an administrator (admin centre: \
                App registrations, API permissions).\(has) \(idle)
                """
        case .credential:
            return """
                See Credential= in [Cloud], and LoadCredential= or LoadCredentialEncrypted= of the service (systemctl cat \
                connector-watch); restart the service after a change. \(idle)
                """
        case .declined, .expired: return idle
        }
    }
}

extension CloudError {
    /// What to do where an application is refused a token, by the vendor's number.
    fileprivate var cloudRemedy: Phrase {
        switch number {
        case 700016, 7_000_229:
            "Check ClientID= in [Cloud] and Tenant= in [Connector]: the tenant does not know the application."
        case 50059, 90002, 900023:
            "Check Tenant= and Cloud= in [Connector]: the cloud does not know the tenant."
        case 7_000_215, 7_000_222, 7_000_218:
            "Put a valid client secret (its value, not its id), or a certificate, into the credential of [Cloud]."
        case 700027, 700021, 700030, 50012:
            "Upload the certificate of the credential to the application (Certificates & secrets), or renew it there."
        case 700024: "Set this host's clock right: what it signs is valid for a few minutes only."
        case 53003, 530004:
            "A Conditional Access policy for workload identities forbids it; ask who keeps them."
        case 7_000_112: "The application is disabled in the tenant; enable it."
        default: "Check the application in the admin centre: its id, its credential, and that it is enabled."
        }
    }
}
