/// How much validity of a server's certificate is so little that it is told.
package enum ExpiryLimit: Sendable, Equatable {
    /// So long, whatever the certificate's life.
    case span(Duration)
    /// So many hundredths of a percent of its life.
    case share(hundredths: Int)

    /// Nobody acts in less, so a share of a short life is lengthened to this.
    private static let leastTime = Duration.seconds(86_400)

    /// The limit for a certificate of this life, which is longer than zero.
    ///
    /// Of a life of less than four days the day would be most of it, and a server that renews with a third left would be
    /// told all the time: there a quarter must do.
    package func duration(ofLife life: Duration) -> Duration {
        switch self {
        case .span(let span): span
        case .share(let hundredths): max(life * hundredths / 10_000, min(Self.leastTime, life / 4))
        }
    }

    /// Whether this one is longer; `nil` if they are of two kinds, where that depends on the certificate.
    package func isLonger(than other: ExpiryLimit) -> Bool? {
        switch (self, other) {
        case (.span(let own), .span(let other)): own > other
        case (.share(let own), .share(let other)): own > other
        case (.span, .share), (.share, .span): nil
        }
    }
}

/// The limits of the certificates that a server is verified with.
package struct ServerExpiryLimits: Sendable, Equatable {
    package var warning: ExpiryLimit
    package var error: ExpiryLimit

    package init(
        warning: ExpiryLimit = Self.defaultWarning, error: ExpiryLimit = Self.defaultError
    ) {
        self.warning = warning
        self.error = error
    }

    /// A sixth of the life: half of what is left when servers that renew by themselves do so.
    package static let defaultWarning = ExpiryLimit.share(hundredths: 1667)
    /// A twelfth of it.
    package static let defaultError = ExpiryLimit.share(hundredths: 833)

    /// The limit that is crossed with so much left of a life, or `nil` if none is.
    ///
    /// Where limits of two kinds cross for such a life, the stricter one counts: what is an error is one before it would be
    /// a warning.
    package func crossed(with left: Duration, ofLife life: Duration) -> (limit: Duration, priority: Priority)?
    {
        let limits: [(limit: Duration, priority: Priority)] = [
            (error.duration(ofLife: life), .error), (warning.duration(ofLife: life), .warning),
        ]
        return limits.first { left <= $0.limit }
    }
}
