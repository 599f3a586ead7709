internal import FoundationEssentials
internal import WatchCore

extension TLSFacts {
    var json: JSONValue {
        .object([
            "version": .text(version), "cipher": .text(cipher), "signature": .text(signature),
            "subject": .text(orNull: chain.first?.subject), "issuer": .text(orNull: chain.first?.issuer),
            "not_after": .text(orNull: chain.first?.notAfter.rfc3339), "chain": .array(chain) { $0.json },
            "root": root.map { root in
                .object([
                    "subject": .text(root.facts.subject), "public": root.isPublic.map { .bool($0) } ?? .null,
                ])
            } ?? .null,
            "problems": .array(problems) { problem in
                .object(["text": .text(problem.text), "depth": .integer(Int64(problem.depth))])
            },
        ])
    }
}

extension CertificateFacts {
    fileprivate var json: JSONValue {
        .object([
            "thumbprint": .text(thumbprint.text), "subject": .text(subject), "issuer": .text(issuer),
            "not_before": .text(notBefore.rfc3339), "not_after": .text(notAfter.rfc3339), "key": .text(key),
            "signature_algorithm": .text(signatureAlgorithm),
        ])
    }
}

extension TrustObservation {
    /// Validity is counted from `date`.
    func json(at date: Date) -> JSONValue {
        var settings: TrustSettings?
        if case .read(let read) = self.settings { settings = read }
        let found = inUse
        let facts = found?.facts
        return .object([
            "thumbprint": .text(orNull: settings?.thumbprint.text),
            "in_user_store": settings.map { .bool($0.isInUserStore) } ?? .null,
            "stores": .array(lookup?.places ?? []) { .text($0) },
            "certificates_seen": lookup.map { .integer(Int64($0.certificates)) } ?? .null,
            "file": .text(orNull: found?.file),
            "in_named_store": lookup.map { .bool($0.found != nil) } ?? .null,
            "private_key": found?.key.map(\.json) ?? .null, "windows": found?.windows.map(\.json) ?? .null,
            "copies": .array(copies) { .text($0.file) },
            "orphans": .array(superseded) { certificate in
                .object([
                    "thumbprint": .text(certificate.facts.thumbprint.text), "file": .text(certificate.file),
                    "not_after": .text(certificate.facts.notAfter.rfc3339),
                ])
            },
            "not_before": .text(orNull: facts?.notBefore.rfc3339),
            "not_after": .text(orNull: facts?.notAfter.rfc3339),
            "days_left": facts.map { .integer($0.timeLeft(at: date).wholeDays) } ?? .null,
            "issuer": .text(orNull: facts?.issuer), "tenant": .text(orNull: facts?.tenant),
            "connector_id": .text(orNull: facts?.connectorID), "key": .text(orNull: facts?.key),
            "signature_algorithm": .text(orNull: facts?.signatureAlgorithm),
            "problems": .array(unread) { problem in
                .object(["path": .text(problem.path), "text": .text(problem.detail)])
            },
        ])
    }
}

extension WindowsProperties {
    fileprivate var json: JSONValue {
        var provider: String?
        if case .linked(let name) = key { provider = name }
        return .object([
            "friendly_name": .text(orNull: friendlyName), "key_provider": .text(orNull: provider),
            "archived": .bool(isArchived),
        ])
    }
}

extension KeyFacts {
    fileprivate var json: JSONValue {
        .object([
            "state": .text(state.name), "file": .text(orNull: file),
            "mode": .text(orNull: access.map { String($0.mode, radix: 8) }),
        ])
    }
}

extension HostObservation {
    var json: JSONValue {
        .object([
            "clock": .array(readings) { reading in
                .object([
                    "source": .text(reading.source),
                    "ahead_s": .number(reading.offset / .seconds(1)),
                ])
            },
            "openssl": .object([
                "allows_tls12": .bool(policy.allowsTLS12), "allows_sha512": .bool(policy.allowsSHA512),
                "detail": .text(policy.detail),
            ]),
        ])
    }
}
