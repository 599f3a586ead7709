internal import FoundationEssentials

/// Judges whether the trust certificate and its key can serve: events 1007 and 1008.
func judgeFitness(_ found: FoundCertificate, at date: Date) -> Verdict {
    var verdict = Verdict(judged: [.certificateUnfit])
    if let finding = unfitFinding(found, at: date) { verdict.findings.append(finding) }
    guard let key = found.key else { return verdict }
    verdict.judge([.keyUnfit])
    if let finding = keyFinding(key, found, at: date) { verdict.findings.append(finding) }
    return verdict
}

/// Event 1007: all that is wrong with it, of which the first decides the reason.
private func unfitFinding(_ found: FoundCertificate, at date: Date) -> Finding? {
    let flaws = found.facts.flaws
    guard let first = flaws.first else { return nil }
    return Finding(
        .certificateUnfit, .warning, .certificate, first.reason,
        message: """
            The trust certificate \(found.facts.thumbprint) in "\(found.file)" is unfit: \
            \(flaws.map(\.text).joined(separator: "; ")). The service may refuse it. Its authority decides what it \
            holds: register the connector again, and see that no other certificate was put in its place.
            """,
        details: found.details(at: date))
}

extension CertificateFacts {
    /// The least that an RSA key must have, in bits.
    private static let leastRSABits = 2048

    /// What is wrong with it, the weightiest first.
    fileprivate var flaws: [(reason: Reason, text: String)] {
        var flaws: [(reason: Reason, text: String)] = []
        if hasRSAKey, let keyBits, keyBits < Self.leastRSABits {
            flaws.append(
                (.keyWeak, "its RSA key has \(keyBits) bits, of which \(Self.leastRSABits) are the least"))
        }
        if let signatureHash, ["md5", "sha1"].contains(signatureHash.lowercased()) {
            flaws.append((.signatureWeak, "it is signed over \(signatureHash), which can be forged"))
        }
        if allowsClientAuthentication == false {
            flaws.append((.usageMissing, "its extended key usage does not name clientAuth"))
        }
        if isAuthority == true {
            flaws.append((.usageMissing, "it is an authority's certificate, not a client's"))
        }
        if endsBeforeItBegins {
            flaws.append(
                (.usageMissing, "it ends (\(notAfter.rfc3339)) before it begins (\(notBefore.rfc3339))"))
        }
        return flaws
    }
}

/// Event 1008; what could not be read is unknown, and no finding.
private func keyFinding(_ key: KeyFacts, _ found: FoundCertificate, at date: Date) -> Finding? {
    let thumbprint = found.facts.thumbprint
    let (reason, message): (Reason, String)
    switch key.state {
    // A file that has no room for a key, as DER, may have been copied here alone, on purpose.
    case .missing where found.hasKey == nil: return nil
    case .missing:
        (reason, message) = (
            .keyMissing,
            """
            The trust certificate \(thumbprint) in "\(found.file)" has no private key, neither in its file nor beside \
            it: nobody can prove to be this connector with it. If only the certificate was copied here on purpose, \
            nothing is wrong on the connector's own host; else restore the key, or register the connector again.
            """
        )
    case .different:
        (reason, message) = (
            .keyMismatch,
            """
            The private key in "\(key.file ?? found.file)" is not the one of the trust certificate \(thumbprint): the \
            connector cannot prove who it is. Restore the files that belong together, or register the connector again.
            """
        )
    case .matching, .unknown:
        guard let access = key.access, access.readers == .everybody, !key.isEncrypted else { return nil }
        (reason, message) = (
            .keyExposed,
            """
            The private key of the trust certificate \(thumbprint) in "\(key.file ?? found.file)" can be read by every \
            user of this host (mode \(String(access.mode & 0o777, radix: 8))): whoever has it can pass for this \
            connector. Take the right to read from others (chmod o-r), and give it to a group instead.
            """
        )
    }
    return Finding(
        .keyUnfit, .error, .store, reason, message: message, details: found.details(at: date))
}
