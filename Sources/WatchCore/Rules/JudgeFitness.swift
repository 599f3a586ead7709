internal import FoundationEssentials

/// Judges whether the trust certificate and its key can serve: events 1007 and 1008.
///
/// `copies` are further files that hold the same certificate; `sha512Failures` names the checks by which this host or
/// the path cannot do SHA-512.
func judgeFitness(
    _ found: FoundCertificate, copies: [FoundCertificate], sha512Failures: [CheckName], at date: Date
) -> Verdict {
    var verdict = Verdict(judged: [.certificateUnfit])
    if let finding = unfitFinding(found, sha512Failures, at: date) { verdict.findings.append(finding) }
    guard let key = found.key else { return verdict }
    verdict.judge([.keyUnfit])
    if let finding = keyFinding(key, found, at: date) ?? copyFinding(found, copies, at: date) {
        verdict.findings.append(finding)
    }
    return verdict
}

/// Event 1007: all that is wrong with it, of which the first decides the reason; what is only unusual is a notice.
private func unfitFinding(_ found: FoundCertificate, _ sha512Failures: [CheckName], at date: Date) -> Finding?
{
    var flaws = found.facts.flaws
    if !sha512Failures.isEmpty, found.facts.signatureHash?.lowercased() == "sha512" {
        let names = sha512Failures.map { "1041 \($0)" }.joined(separator: ", ")
        flaws.append((.signatureWeak, "it is signed over SHA-512, which does not work on the way (\(names))"))
    }
    let oddities = found.facts.oddities
    guard let first = flaws.first ?? oddities.first else { return nil }
    let texts = (flaws + oddities).map(\.text).joined(separator: "; ")
    let certificate = "The trust certificate \(found.facts.thumbprint) in \"\(found.file)\""
    return Finding(
        .certificateUnfit, flaws.isEmpty ? .notice : .warning, .certificate, first.reason,
        message: flaws.isEmpty
            ? """
            \(certificate) is unusual: \(texts). Its authority decides that: nothing is to be done while the connector \
            works.
            """
            : """
            \(certificate) is unfit: \(texts). The service may refuse it. Its authority decides what it holds: register \
            the connector again, and see that no other certificate was put in its place.
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

    /// What the service's own certificates do not show, though it need not harm.
    fileprivate var oddities: [(reason: Reason, text: String)] {
        var oddities: [(reason: Reason, text: String)] = []
        if let signatureHash, !["md5", "sha1", "sha512"].contains(signatureHash.lowercased()) {
            oddities.append((.signatureWeak, "it is signed over \(signatureHash), not over sha512"))
        }
        if let version, version < 3 {
            oddities.append(
                (.usageMissing, "it is of version \(version), which has no extensions to say its use"))
        }
        if hasNegativeSerial == true {
            oddities.append((.usageMissing, "its serial number is negative, which stricter programs refuse"))
        }
        return oddities
    }
}

/// Event 1008 for a copy of the certificate that has another one's key, while the file in use is fine.
private func copyFinding(_ found: FoundCertificate, _ copies: [FoundCertificate], at date: Date) -> Finding? {
    guard let copy = copies.first(where: { $0.key?.state == .different }) else { return nil }
    return Finding(
        .keyUnfit, .warning, .store, .keyMismatch,
        message: """
            The trust certificate \(found.facts.thumbprint) lies in "\(found.file)" with its key, and in "\(copy.file)" \
            with another one's: a program that picks the copy cannot prove to be this connector. Remove the copy.
            """,
        details: found.details(at: date))
}

/// Event 1008; what could not be read is unknown, and no finding.
private func keyFinding(_ key: KeyFacts, _ found: FoundCertificate, at date: Date) -> Finding? {
    let thumbprint = found.facts.thumbprint
    let (reason, message): (Reason, String)
    switch key.state {
    // A file that has no room for a key, as DER, may have been copied here alone, on purpose.
    case .missing where found.hasKey == nil: return nil
    case .windows(.linked), .windows(.untold): return nil
    case .windows(.notLinked):
        (reason, message) = (
            .keyMissing,
            """
            No private key is linked to the trust certificate \(thumbprint) on the Windows host, as "\(found.file)" \
            tells: nobody can prove to be this connector with it. Restore the certificate with its key there, or \
            register the connector again.
            """
        )
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
    // Of a file that only lies beside it and cannot be read, nobody knows whose key it holds.
    case .unknown where FileName(ofPath: key.file ?? found.file).base != FileName(ofPath: found.file).base:
        return nil
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
