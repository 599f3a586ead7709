package import FoundationEssentials

/// What was known of the certificate that `TrustSettings.xml` named at some time.
package struct TrustRecord: Sendable, Equatable, Codable {
    package var settings: TrustSettings
    /// What the certificate says, or `nil` if it was never found in a store.
    package var facts: CertificateFacts?

    package init(settings: TrustSettings, facts: CertificateFacts?) {
        self.settings = settings
        self.facts = facts
    }
}

/// The certificates that one `TrustSettings.xml` has named, as far as they were seen.
package struct TrustHistory: Sendable, Equatable, Codable {
    package var current: TrustRecord
    /// When the current one was first seen there, or `nil` if an earlier version saved it, which kept no times.
    package var since: Date?
    /// How it came to stand there, or `nil` if it stood there when watching began.
    package var change: ThumbprintChange?
    /// What stood there before, the latest last; at most ``limit``.
    package var earlier: [CertificateRecord] = []
    /// What the latest certificate before says, while the current one has not been found yet.
    var factsBefore: CertificateFacts?

    package static let limit = 50

    /// `since`: when `current` was first seen.
    package init(current: TrustRecord, since: Date? = nil) {
        self.current = current
        self.since = since
    }

    /// What the current certificate says, or, while it has not been found, the latest before that was.
    var lastFacts: CertificateFacts? { current.facts ?? factsBefore }

    /// When the connector last renewed its certificate, or `nil` if that was not seen.
    ///
    /// A renewed one that stands there again, as after undoing a rollback, was renewed when it came first.
    package var lastRenewal: Date? {
        let records = earlier + [CertificateRecord(self)]
        let renewed = records.last { $0.change == .renewal || $0.change == .firstRenewal }
        return records.first { $0.thumbprint == renewed?.thumbprint && $0.change == renewed?.change }?.since
    }

    /// Takes what the settings say now; `change`: what that means, where it is another certificate or store, or where
    /// the certificate shows only now what it is.
    package mutating func advance(to next: TrustRecord, _ change: ThumbprintChange?, at date: Date) {
        guard next.settings != current.settings else {
            current.facts = next.facts ?? current.facts
            if current.facts != nil { factsBefore = nil }
            self.change = change ?? self.change
            return
        }
        let known = lastFacts
        earlier = (earlier + [CertificateRecord(self)]).suffix(Self.limit)
        let isSameCertificate = next.settings.thumbprint == current.settings.thumbprint
        current = TrustRecord(
            settings: next.settings, facts: next.facts ?? (isSameCertificate ? current.facts : nil))
        factsBefore = current.facts == nil ? known : nil
        since = date
        self.change = change
    }
}

/// What is remembered of a certificate that stood in `TrustSettings.xml` for a time.
package struct CertificateRecord: Sendable, Equatable {
    package var thumbprint: Thumbprint
    // A state that version 0.2.0 saved has none of what follows.
    package var isInUserStore: Bool?
    package var notBefore: Date?
    package var notAfter: Date?
    /// When it was first seen there.
    package var since: Date?
    /// How it came to stand there.
    package var change: ThumbprintChange?

    package init(_ thumbprint: Thumbprint) {
        self.thumbprint = thumbprint
    }

    /// The current one of a history.
    init(_ history: TrustHistory) {
        let record = history.current
        thumbprint = record.settings.thumbprint
        isInUserStore = record.settings.isInUserStore
        notBefore = record.facts?.notBefore
        notAfter = record.facts?.notAfter
        since = history.since
        change = history.change
    }
}

extension CertificateRecord: Codable {
    private enum CodingKeys: CodingKey {
        case thumbprint
        case isInUserStore
        case notBefore
        case notAfter
        case since
        case change
    }

    /// Versions 1 and 2 of the state have nothing but the thumbprint in its place.
    package init(from decoder: any Decoder) throws {
        if let thumbprint = try? decoder.singleValueContainer().decode(Thumbprint.self) {
            self.init(thumbprint)
            return
        }
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(try container.decode(Thumbprint.self, forKey: .thumbprint))
        isInUserStore = try container.decodeIfPresent(Bool.self, forKey: .isInUserStore)
        notBefore = try container.decodeIfPresent(Date.self, forKey: .notBefore)
        notAfter = try container.decodeIfPresent(Date.self, forKey: .notAfter)
        since = try container.decodeIfPresent(Date.self, forKey: .since)
        change = try container.decodeIfPresent(ThumbprintChange.self, forKey: .change)
    }
}
