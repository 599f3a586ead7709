package import FoundationEssentials

/// A trust certificate's life, as a picture shows it: from its beginning to its end, with what begins when in between.
package struct CertificateTimeline: Sendable, Equatable {
    /// What a time in it is: each begins where the one before ends, and one that would be empty is left out.
    package enum Zone: String, Sendable, CaseIterable {
        case settled
        /// The connector renews it from here on.
        case renewal
        case warning
        case error
        case critical
    }

    package var begins: Date
    package var ends: Date
    /// Ascending, from ``begins`` on.
    package var zones: [(zone: Zone, from: Date)]

    /// Returns `nil` if the certificate ends before it begins.
    package init?(of facts: CertificateFacts, _ target: TrustTarget) {
        self.init(from: facts.notBefore, to: facts.notAfter, target)
    }

    /// Returns `nil` if the certificate ends before it begins.
    package init?(from notBefore: Date, to notAfter: Date, _ target: TrustTarget) {
        guard notBefore < notAfter else { return nil }
        begins = notBefore
        ends = notAfter
        let left: [(Zone, Duration)] = [
            (.renewal, target.renewalWindow), (.warning, target.warningLimit),
            (.error, target.expiryError),
            (.critical, target.expiryCritical),
        ]
        zones = [(.settled, notBefore)]
        for (zone, left) in left {
            let from = max(notBefore, notAfter - left.inSeconds)
            // A weightier zone hides what it begins before.
            zones.removeAll { $0.from >= from }
            zones.append((zone, from))
        }
    }

    /// Where in it a date lies: 0 at its beginning, 1 at its end, clamped to both.
    package func position(of date: Date) -> Double {
        min(1, max(0, date.timeIntervalSince(begins) / ends.timeIntervalSince(begins)))
    }

    /// The zone at a position.
    package func zone(at position: Double) -> Zone {
        let date = begins + position * ends.timeIntervalSince(begins)
        return zones.last { $0.from <= date }?.zone ?? .settled
    }

    package static func == (a: CertificateTimeline, b: CertificateTimeline) -> Bool {
        a.begins == b.begins && a.ends == b.ends && a.zones.elementsEqual(b.zones, by: ==)
    }
}
