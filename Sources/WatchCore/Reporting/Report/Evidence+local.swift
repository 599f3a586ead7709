package import FoundationEssentials

extension TrustObservation {
    /// What the files said; validity is counted from `date`.
    func evidence(at date: Date) -> [Evidence] {
        var lines: [Evidence] = []
        if case .read(let settings) = settings {
            let store = settings.isInUserStore ? "user" : "machine"
            lines.append(Evidence("thumbprint", "\(settings.thumbprint), in the \(store) store"))
        }
        guard let lookup else { return lines }
        lines.append(
            Evidence(
                "store",
                inUse?.file
                    ?? "\(lookup.places.joined(separator: " ")), \(lookup.certificates) certificates seen"))
        if let found = inUse, let place = windowsPlace(of: found) { lines.append(Evidence("windows", place)) }
        if let facts = inUse?.facts {
            let left = facts.timeLeft(at: date)
            lines += [
                Evidence(
                    "valid", "\(facts.notBefore.rfc3339) to \(facts.notAfter.rfc3339), \(left.leftText)"),
                Evidence("issuer", facts.issuerCommonName ?? facts.issuer),
                Evidence("key", "\(facts.key), \(facts.signatureAlgorithm)"),
            ]
            if let tenant = facts.tenant { lines.append(Evidence("tenant", tenant)) }
            if let id = facts.connectorID { lines.append(Evidence("connector", id)) }
        }
        if let windows = inUse?.windows { lines += windows.evidence }
        if let key = inUse?.key { lines.append(Evidence("private", key.text)) }
        lines += copies.map { Evidence("copy", $0.file) }
        lines += superseded.map { Evidence("unused", supersededText($0)) }
        lines += unread.map { Evidence("unread", "\($0.path): \($0.detail)") }
        return lines
    }

    /// What could not be searched in either store, the one that the settings name first.
    ///
    /// That a place of the other store does not exist is no problem.
    package var unread: [StoreProblem] {
        let named = (lookup?.problems ?? []) + (lookup?.laterProblems ?? [])
        guard let elsewhere else { return named }
        let other = (elsewhere.problems + elsewhere.laterProblems).filter {
            $0.kind != .missing || !elsewhere.places.contains($0.path)
        }
        return named + other
    }

    /// A renewal leaves the one before behind; one that is newer may be about to come into use.
    private func supersededText(_ certificate: FoundCertificate) -> String {
        let isOlder = inUse.map { $0.facts.notBefore > certificate.facts.notBefore } ?? false
        let facts = certificate.facts
        let archived = certificate.windows?.isArchived == true ? ", archived" : ""
        let place = windowsPlace(of: certificate).map { " (\($0))" } ?? ""
        return
            "\(facts.thumbprint), \(isOlder ? "no longer used" : "not used")\(archived), valid until \(facts.notAfter.rfc3339), in \(certificate.file)\(place)"
    }

    /// Where an administrator sees a certificate on the Windows host.
    ///
    /// - Returns: The snap-in and the folder in it, or `nil` if it does not come from a store of Windows.
    private func windowsPlace(of certificate: FoundCertificate) -> String? {
        guard certificate.windows != nil, case .read(let settings) = settings else { return nil }
        let named = [lookup?.found].compactMap(\.self) + (lookup?.copies ?? []) + (lookup?.superseded ?? [])
        let isInNamedStore = named.contains { $0.file == certificate.file }
        return isInNamedStore == settings.isInUserStore
            ? "certmgr.msc, run as Network Service: Personal, Certificates"
            : "certlm.msc: Personal, Certificates"
    }
}

extension KeyFacts {
    /// Whether it is there and the right one, and who may read it.
    fileprivate var text: String {
        let mode = access.map { ", mode \(String($0.mode, radix: 8))" } ?? ""
        return switch state {
        case .matching: "the key in \(file ?? "its file") is the certificate's\(mode)"
        case .different: "the key in \(file ?? "its file") is another one's\(mode)"
        case .missing: "no key in its file or beside it"
        case .unknown(_, let words): "the key in \(file ?? "its file") cannot be read: \(words)"
        case .windows(.linked(let provider)):
            "Windows has its key\(provider.map { " in \"\($0)\"" } ?? "")"
        case .windows(.notLinked): "no key is linked to it on the Windows host"
        case .windows(.untold): "this export does not tell whether Windows has its key"
        }
    }
}

extension WindowsProperties {
    /// What the certificates snap-in of Windows shows of it.
    fileprivate var evidence: [Evidence] {
        var lines: [Evidence] = []
        if let friendlyName { lines.append(Evidence("name", friendlyName)) }
        if isArchived {
            lines.append(
                Evidence(
                    "archived",
                    "Windows leaves it out where it lists the store; a search by thumbprint still finds it"))
        }
        return lines
    }
}

extension CertificateFacts {
    /// How much validity is left; negative: it expired.
    package func timeLeft(at date: Date) -> Duration { .seconds(notAfter.timeIntervalSince(date)) }
}

extension Duration {
    fileprivate var leftText: String {
        self < .zero ? "expired \((Duration.zero - self).daysText) ago" : "\(daysText) left"
    }
}

extension HostObservation {
    /// What was measured.
    var evidence: [Evidence] {
        let clock = readings.map { reading in
            let offset = reading.offset
            let isRight = offset.magnitude <= ClockMeasurement.tolerance
            return Evidence(
                "clock",
                isRight
                    ? "agrees with \(reading.source)"
                    : "this host's is \(offset.clockText), going by \(reading.source)")
        }
        let allowed = [(policy.allowsTLS12, "TLS 1.2"), (policy.allowsSHA512, "SHA-512")]
        let forbidden = allowed.filter { !$0.0 }.map(\.1)
        let text =
            forbidden.isEmpty
            ? "allows TLS 1.2 and SHA-512"
            : "forbids \(forbidden.joined(separator: " and "))\(policy.detail.isEmpty ? "" : ": \(policy.detail)")"
        return clock + [Evidence("openssl", text)]
    }
}
