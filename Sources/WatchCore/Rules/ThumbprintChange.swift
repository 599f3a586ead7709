internal import FoundationEssentials

/// What it means that `TrustSettings.xml` says something else, as `CONNECTOR_CHANGE` names it.
package enum ThumbprintChange: String, Sendable, CaseIterable, Codable {
    /// The certificate made at registration was renewed automatically for the first time.
    case firstRenewal = "first-renewal"
    /// A renewed certificate was renewed again.
    case renewal
    /// A person registered the connector again.
    case reRegistration = "re-registration"
    /// An earlier certificate stands there again: a restored backup, a snapshot.
    case rollback
    /// Nothing that the connector itself does.
    case unexpected
}

/// A change, and what makes it one that the connector does not make by itself.
struct ClassifiedChange: Sendable, Equatable {
    var change: ThumbprintChange
    /// For an unexpected one: what is different, each as "its … is … instead of …".
    var differences: [String] = []
    /// When the certificate stood there before, where it did.
    var stoodBefore: CertificateRecord?
}

extension TrustHistory {
    /// What it means that `next` stands there now instead of the current record; `nil`: it is the same.
    ///
    /// Renewal needs no person and moves the certificate to the user store; registration makes a new one in the
    /// machine store. Both keep the issuer, the tenant and the connector's id, make no weaker key, and never go back in
    /// time.
    func change(to next: TrustRecord, expectedIssuer: String) -> ClassifiedChange? {
        guard next.settings != current.settings else { return nil }
        let before = earlier.last { $0.isRecord(of: next.settings, after: current.settings) }
        if let before, !isOlder(than: next, before) {
            return ClassifiedChange(change: .rollback, stoodBefore: before)
        }
        let differences = differences(to: next, expectedIssuer: expectedIssuer)
        if !differences.isEmpty {
            return ClassifiedChange(change: .unexpected, differences: differences, stoodBefore: before)
        }
        if let old = lastFacts, let new = next.facts, new.notBefore < old.notBefore {
            return ClassifiedChange(change: .rollback)
        }
        let change: ThumbprintChange =
            switch (current.settings.isInUserStore, next.settings.isInUserStore) {
            case (false, true): .firstRenewal
            case (true, true): .renewal
            case (_, false): .reRegistration
            }
        return ClassifiedChange(change: change, stoodBefore: before)
    }

    /// What the current certificate shows that is found only now, where that belies what its change seemed to be; with
    /// the record before.
    ///
    /// The settings may come to this host long before the store does.
    func correction(
        by next: TrustRecord, expectedIssuer: String
    ) -> (from: TrustRecord, change: ClassifiedChange)? {
        guard next.settings == current.settings, current.facts == nil, next.facts != nil, let factsBefore,
            let last = earlier.last, let isInUserStore = last.isInUserStore
        else { return nil }
        var before = self
        before.earlier.removeLast()
        before.current = TrustRecord(
            settings: TrustSettings(thumbprint: last.thumbprint, isInUserStore: isInUserStore),
            facts: factsBefore)
        let shown = before.change(to: next, expectedIssuer: expectedIssuer)
        guard let shown, shown.change != change else { return nil }
        return (before.current, shown)
    }

    /// Whether what stands there now is older than `next`, which stood there before: that undoes a rollback.
    private func isOlder(than next: TrustRecord, _ before: CertificateRecord) -> Bool {
        guard let old = lastFacts?.notBefore, let new = next.facts?.notBefore ?? before.notBefore else {
            return false
        }
        return old < new
    }

    private func differences(to next: TrustRecord, expectedIssuer: String) -> [String] {
        if next.settings.thumbprint == current.settings.thumbprint {
            return ["IsInUserStore is \(next.settings.isInUserStore) now, and the certificate is the same"]
        }
        guard let new = next.facts else { return [] }
        guard let old = lastFacts else {
            let isExpected = new.issuerCommonName.isSame(as: expectedIssuer)
            return isExpected ? [] : [difference("issuer", expectedIssuer, new.issuerCommonName)]
        }
        var differences: [String] = []
        if !new.issuerCommonName.isSame(as: expectedIssuer),
            !new.issuerCommonName.isSame(as: old.issuerCommonName)
        {
            differences.append(
                difference("issuer", old.issuerCommonName ?? expectedIssuer, new.issuerCommonName))
        }
        if !new.subjectCommonName.isSame(as: old.subjectCommonName) {
            differences.append(difference("tenant", old.subjectCommonName, new.subjectCommonName))
        }
        if let id = old.connectorID, !new.connectorID.isSame(as: id) {
            differences.append(difference("connector id", id, new.connectorID))
        }
        if new.hasWeakerKey(than: old) { differences.append(difference("key", old.key, new.key)) }
        return differences
    }
}

private func difference(_ what: String, _ old: String?, _ new: String?) -> String {
    "its \(what) is \(new.map { "\"\($0)\"" } ?? "not told") instead of \(old.map { "\"\($0)\"" } ?? "none")"
}

extension String? {
    fileprivate func isSame(as other: String?) -> Bool { self?.lowercased() == other?.lowercased() }
}

extension CertificateRecord {
    /// Whether this is `settings`; the same certificate in another store than before is so only in that store.
    fileprivate func isRecord(of settings: TrustSettings, after current: TrustSettings) -> Bool {
        thumbprint == settings.thumbprint
            && (thumbprint != current.thumbprint || isInUserStore == settings.isInUserStore)
    }
}

extension CertificateFacts {
    fileprivate func hasWeakerKey(than old: CertificateFacts) -> Bool {
        guard let bits = keyBits, let oldBits = old.keyBits else { return false }
        if keyAlgorithm == old.keyAlgorithm { return bits < oldBits }
        guard let strength, let oldStrength = old.strength else { return false }
        return strength < oldStrength
    }

    /// Bits of security, which compares keys of different kinds; `nil`: not known.
    ///
    /// Source: NIST SP 800-57 part 1 revision 5, table 2.
    private var strength: Int? {
        guard let keyAlgorithm, let keyBits else { return nil }
        switch keyAlgorithm {
        case "RSA", "RSA-PSS", "DSA":
            let steps = [(1024, 80), (2048, 112), (3072, 128), (7680, 192), (15360, 256)]
            return steps.last { $0.0 <= keyBits }?.1 ?? 0
        case "EC", "ED25519", "ED448", "X25519", "X448": return keyBits / 2
        case _: return nil
        }
    }
}
