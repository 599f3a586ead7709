package import FoundationEssentials

/// What is to be expected of a trust certificate at some time.
package struct RenewalForecast: Sendable, Equatable {
    package enum Phase: String, Sendable, Codable, CaseIterable {
        /// It is not valid yet.
        case future
        /// Nothing is due.
        case settled
        /// The connector is to renew it, and there is still time to.
        case due
        /// It should have been renewed: event 1002.
        case overdue
        /// No renewal is possible any more: a person must register the connector again.
        case expired
    }

    package var phase: Phase
    /// When the connector begins to try to renew it.
    package var renewalFrom: Date
    /// From when on a renewal is overdue.
    package var overdueFrom: Date
    /// When the certificate expires.
    package var expires: Date

    package init(phase: Phase, renewalFrom: Date, overdueFrom: Date, expires: Date) {
        self.phase = phase
        self.renewalFrom = renewalFrom
        self.overdueFrom = overdueFrom
        self.expires = expires
    }

    /// As `target` has the window, on the calendar's `date`.
    package init(of facts: CertificateFacts, _ target: TrustTarget, at date: Date) {
        self.init(from: facts.notBefore, to: facts.notAfter, target, at: date)
    }

    /// Of a certificate that is valid from one date to another.
    package init(from notBefore: Date, to notAfter: Date, _ target: TrustTarget, at date: Date) {
        renewalFrom = target.renewalFrom(notBefore, notAfter)
        overdueFrom = target.overdueFrom(notBefore, notAfter)
        expires = notAfter
        phase =
            if date > expires {
                .expired
            } else if date < notBefore {
                .future
            } else if date > overdueFrom {
                .overdue
            } else if date >= renewalFrom {
                .due
            } else {
                .settled
            }
    }
}

extension RenewalForecast {
    /// For people, without a full stop.
    package var text: String {
        switch phase {
        case .future, .settled: "renewal expected from \(renewalFrom.rfc3339) on, expires \(expires.rfc3339)"
        case .due: "renewal due since \(renewalFrom.rfc3339), expires \(expires.rfc3339)"
        case .overdue: "renewal overdue since \(overdueFrom.rfc3339), expires \(expires.rfc3339)"
        case .expired: "expired \(expires.rfc3339)"
        }
    }
}
