package import FoundationEssentials

/// What is wrong with a trust certificate, or only unusual.
package enum CertificateFlaw: Sendable, Equatable {
    /// Its RSA key has fewer bits than the least.
    case shortKey(bits: Int, least: Int)
    /// It is signed over a hash that can be forged.
    case forgeableHash(String)
    /// Its extended key usage does not name clientAuth.
    case noClientAuthentication
    /// It is an authority's.
    case authority
    case endsBeforeItBegins(notBefore: Date, notAfter: Date)
    /// It is signed over SHA-512, which these checks found not to work.
    case sha512Fails([CheckName])
    /// Unusual: it is signed over this hash instead of SHA-512.
    case otherHash(String)
    /// Unusual: it is of this version, without extensions.
    case oldVersion(Int)
    /// Unusual: stricter programs refuse its serial number.
    case negativeSerial
}

extension CertificateFlaw {
    /// Whether the certificate may serve all the same.
    package var isOnlyUnusual: Bool {
        switch self {
        case .otherHash, .oldVersion, .negativeSerial: true
        case .shortKey, .forgeableHash, .noClientAuthentication, .authority, .endsBeforeItBegins,
            .sha512Fails:
            false
        }
    }

    fileprivate var reason: Reason {
        switch self {
        case .shortKey: .keyWeak
        case .forgeableHash, .sha512Fails, .otherHash: .signatureWeak
        case .noClientAuthentication, .authority, .endsBeforeItBegins, .oldVersion, .negativeSerial:
            .usageMissing
        }
    }
}

/// What is wrong with the private key of a trust certificate.
package enum KeyFlaw: Sendable, Equatable {
    /// There is none, in the certificate's file or beside it.
    case missing
    /// None is linked to it on its Windows host.
    case notLinked
    /// The one in this file belongs to another certificate.
    case different(keyFile: String)
    /// Every user of this host may read this file, by these permission bits.
    case exposed(keyFile: String, mode: UInt32)
    /// A copy of the certificate in this file has another one's key, while the file in use is fine.
    case copyDiffers(copy: String)

    fileprivate var reason: Reason {
        switch self {
        case .missing, .notLinked: .keyMissing
        case .different, .copyDiffers: .keyMismatch
        case .exposed: .keyExposed
        }
    }
}

/// Judges whether the trust certificate and its key can serve: events 1007 and 1008.
///
/// - Parameters:
///   - found: The certificate, the file that it lies in, and its key.
///   - copies: Further files that hold the same certificate.
///   - sha512Failures: The checks that found SHA-512 not to work, on the path or on this host.
///   - date: When it is judged.
/// - Returns: At most one finding of each of the two events.
func judgeFitness(
    _ found: FoundCertificate, copies: [FoundCertificate], sha512Failures: [CheckName], at date: Date
) -> Verdict {
    var verdict = Verdict(judged: [.certificateUnfit])
    if let finding = unfitFinding(found, sha512Failures, at: date) { verdict.findings.append(finding) }
    guard let key = found.key else { return verdict }
    verdict.judge([.keyUnfit])
    if let flaw = key.flaw(of: found) {
        verdict.findings.append(keyFinding(flaw, .error, found, at: date))
    } else if let copy = copies.first(where: { $0.key?.state == .different }) {
        verdict.findings.append(keyFinding(.copyDiffers(copy: copy.file), .warning, found, at: date))
    }
    return verdict
}

/// Event 1007: all that is wrong with it, of which the first decides the reason; what is only unusual is a notice.
private func unfitFinding(
    _ found: FoundCertificate, _ sha512Failures: [CheckName], at date: Date
) -> Finding? {
    var flaws = found.facts.flaws
    if !sha512Failures.isEmpty, found.facts.signatureHash?.lowercased() == "sha512" {
        flaws.append(.sha512Fails(sha512Failures))
    }
    flaws += found.facts.oddities
    guard let first = flaws.first else { return nil }
    return Finding(
        .certificateUnfit(file: found.file, flaws), first.isOnlyUnusual ? .notice : .warning, .certificate,
        first.reason, details: found.details(at: date))
}

private func keyFinding(
    _ flaw: KeyFlaw, _ priority: Priority, _ found: FoundCertificate, at date: Date
) -> Finding {
    Finding(
        .keyUnfit(file: found.file, flaw), priority, .store, flaw.reason, details: found.details(at: date))
}

extension CertificateFacts {
    /// The least that an RSA key must have, in bits.
    private static let leastRSABits = 2048

    /// What is wrong with it, the weightiest first.
    fileprivate var flaws: [CertificateFlaw] {
        var flaws: [CertificateFlaw] = []
        if hasRSAKey, let keyBits, keyBits < Self.leastRSABits {
            flaws.append(.shortKey(bits: keyBits, least: Self.leastRSABits))
        }
        if let signatureHash, ["md5", "sha1"].contains(signatureHash.lowercased()) {
            flaws.append(.forgeableHash(signatureHash))
        }
        if allowsClientAuthentication == false { flaws.append(.noClientAuthentication) }
        if isAuthority == true { flaws.append(.authority) }
        if endsBeforeItBegins {
            flaws.append(.endsBeforeItBegins(notBefore: notBefore, notAfter: notAfter))
        }
        return flaws
    }

    /// What the service's own certificates do not show, though it need not harm.
    fileprivate var oddities: [CertificateFlaw] {
        var oddities: [CertificateFlaw] = []
        if let signatureHash, !["md5", "sha1", "sha512"].contains(signatureHash.lowercased()) {
            oddities.append(.otherHash(signatureHash))
        }
        if let version, version < 3 { oddities.append(.oldVersion(version)) }
        if hasNegativeSerial == true { oddities.append(.negativeSerial) }
        return oddities
    }
}

extension KeyFacts {
    /// What is wrong with the key of a certificate; what could not be read is unknown, and not a finding.
    fileprivate func flaw(of found: FoundCertificate) -> KeyFlaw? {
        let keyFile = file ?? found.file
        switch state {
        // A file that has no room for a key, as DER, may have been copied here alone, on purpose.
        case .missing: return found.hasKey == nil ? nil : .missing
        case .windows(.linked), .windows(.untold): return nil
        case .windows(.notLinked): return .notLinked
        case .different: return .different(keyFile: keyFile)
        // Of a file that only lies beside it and cannot be read, nobody knows whose key it holds.
        case .unknown where FileName(ofPath: keyFile).base != FileName(ofPath: found.file).base: return nil
        case .matching, .unknown:
            guard let access, access.readers == .everybody, !isEncrypted else { return nil }
            return .exposed(keyFile: keyFile, mode: access.mode & 0o777)
        }
    }
}
