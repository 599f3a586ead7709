package import FoundationEssentials

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
    /// For an unexpected one: what is different.
    var differences: [ChangeFacts.Difference] = []
    /// When the certificate stood there before, where it did.
    var stoodBefore: CertificateRecord?
}

/// What changed in `TrustSettings.xml`, and what that means.
package struct ChangeFacts: Sendable, Equatable {
    package var change: ThumbprintChange
    /// For an unexpected one: what is different.
    package var differences: [Difference]
    /// Whether the certificate stood there before, and since when, if that is known.
    package var stoodBefore: Earlier?
    /// When the certificate ends, or `nil` if it was not found yet.
    package var notAfter: Date?

    package init(
        _ change: ThumbprintChange, differences: [Difference] = [], stoodBefore: Earlier? = nil,
        notAfter: Date? = nil
    ) {
        self.change = change
        self.differences = differences
        self.stoodBefore = stoodBefore
        self.notAfter = notAfter
    }

    /// A time at which the same certificate stood there already.
    package struct Earlier: Sendable, Equatable {
        package var since: Date?

        package init(since: Date?) {
            self.since = since
        }
    }

    /// What is different of the certificate, and from what to what, as far as both are told.
    package enum Difference: Sendable, Equatable {
        case issuer(old: String?, new: String?)
        case tenant(old: String?, new: String?)
        case connectorID(old: String?, new: String?)
        case key(old: String?, new: String?)
        /// The same certificate is said to be in the other store.
        case store(isInUserStore: Bool)
    }
}

/// Event 1010.
func changeFinding(_ classified: ClassifiedChange, from old: TrustRecord, to next: TrustRecord) -> Finding {
    let change = classified.change
    var details: [JournalField: String] = [
        .thumbprint: next.settings.thumbprint.text, .previousThumbprint: old.settings.thumbprint.text,
        .change: change.rawValue,
    ]
    details[.notAfter] = next.facts?.notAfter.rfc3339
    details[.issuer] = next.facts?.issuerCommonName
    details[.tenant] = next.facts?.tenant
    details[.id] = next.facts?.connectorID
    let facts = ChangeFacts(
        change, differences: classified.differences,
        stoodBefore: classified.stoodBefore.map { ChangeFacts.Earlier(since: $0.since) },
        notAfter: next.facts?.notAfter)
    return Finding(.thumbprintChanged(facts), change.priority, .settings, nil, details: details)
}

extension ThumbprintChange {
    fileprivate var priority: Priority {
        switch self {
        case .firstRenewal, .renewal, .reRegistration, .rollback: .notice
        case .unexpected: .error
        }
    }
}

extension TrustHistory {
    /// What it means that `next` stands there now instead of the current record, or `nil` if it is the same.
    ///
    /// Renewal needs no person and moves the certificate to the user store; registration makes a new one in the
    /// machine store. Both keep the issuer, the tenant and the connector's id, make no weaker key, and never go back in
    /// time.
    func change(to next: TrustRecord, expectedIssuers: [String]) -> ClassifiedChange? {
        guard next.settings != current.settings else { return nil }
        let before = earlier.last { $0.isRecord(of: next.settings, after: current.settings) }
        if let before, !isOlder(than: next, before) {
            return ClassifiedChange(change: .rollback, stoodBefore: before)
        }
        let differences = differences(to: next, expectedIssuers: expectedIssuers)
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
        by next: TrustRecord, expectedIssuers: [String]
    ) -> (from: TrustRecord, change: ClassifiedChange)? {
        guard next.settings == current.settings, current.facts == nil, next.facts != nil, let factsBefore,
            let last = earlier.last, let isInUserStore = last.isInUserStore
        else { return nil }
        var before = self
        before.earlier.removeLast()
        before.current = TrustRecord(
            settings: TrustSettings(thumbprint: last.thumbprint, isInUserStore: isInUserStore),
            facts: factsBefore)
        let shown = before.change(to: next, expectedIssuers: expectedIssuers)
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

    private func differences(to next: TrustRecord, expectedIssuers: [String]) -> [ChangeFacts.Difference] {
        if next.settings.thumbprint == current.settings.thumbprint {
            return [.store(isInUserStore: next.settings.isInUserStore)]
        }
        guard let new = next.facts else { return [] }
        let issuer = new.issuerCommonName
        guard let old = lastFacts else {
            return issuer.isOne(of: expectedIssuers)
                ? [] : [.issuer(old: expectedIssuers.first, new: issuer)]
        }
        var differences: [ChangeFacts.Difference] = []
        if !issuer.isOne(of: expectedIssuers), !issuer.isSame(as: old.issuerCommonName) {
            differences.append(.issuer(old: old.issuerCommonName ?? expectedIssuers.first, new: issuer))
        }
        if !new.subjectCommonName.isSame(as: old.subjectCommonName) {
            differences.append(.tenant(old: old.subjectCommonName, new: new.subjectCommonName))
        }
        if let id = old.connectorID, !new.connectorID.isSame(as: id) {
            differences.append(.connectorID(old: id, new: new.connectorID))
        }
        if new.hasWeakerKey(than: old) { differences.append(.key(old: old.key, new: new.key)) }
        return differences
    }
}

extension String? {
    fileprivate func isSame(as other: String?) -> Bool { self?.lowercased() == other?.lowercased() }

    fileprivate func isOne(of others: [String]) -> Bool { others.contains { isSame(as: $0) } }
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

    /// Bits of security, which compares keys of different kinds, or `nil` if that is not known.
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
