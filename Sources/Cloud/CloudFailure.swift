package import WatchCore

/// Why the cloud could not be asked, or gave no answer that helps.
package enum CloudFailure: Error, Sendable, Equatable {
    /// No answer came, for what was found on the path.
    case path([Finding])
    /// Something else answers in its place: how it gives itself away.
    case portal(PageAddress, String)
    /// The answer is longer than this, in bytes.
    case tooLarge(PageAddress, limit: Int)
    /// The answer is no JSON that can be read: what is wrong with it.
    case malformed(PageAddress, String)
    /// It has too much to do, and asks to be left alone for so long.
    case busy(PageAddress, status: Int, retryAfter: Duration?)
    /// It refuses what was asked, in its own words.
    case refused(PageAddress, status: Int, CloudError)

    /// Whoever was to sign in has declined.
    case declined
    /// Nobody has signed in while the code was valid.
    case expired

    /// How long it asks to wait, or `nil` if it does not.
    var wait: Duration? {
        if case .busy(_, _, let wait) = self { wait } else { nil }
    }

    /// Whether the same may succeed a little later.
    var isPassing: Bool {
        switch self {
        case .busy: true
        case .path(let findings): findings.allSatisfy { !$0.isLasting }
        case .portal, .tooLarge, .malformed, .refused, .declined, .expired: false
        }
    }
}

extension Finding {
    /// Whether nothing may be sent over this path, however often it is tried.
    fileprivate var isLasting: Bool { [.tlsInspected, .serverCertificateBad].contains(event) }
}

/// What an interface says of why it refuses (RFC 6749 section 5.2; Microsoft Graph's error object).
package struct CloudError: Sendable, Equatable {
    /// A token such as `invalid_grant` or `Authorization_RequestDenied`.
    package var code: String
    /// For people, perhaps with a number such as AADSTS50059.
    package var description: String

    package init(code: String, description: String = "") {
        self.code = code
        self.description = description
    }

    /// The vendor's number, as in `AADSTS50059`, or `nil` if there is none.
    package var number: Int? {
        description.firstMatch(of: /AADSTS([0-9]{4,9})/).flatMap { Int($0.output.1) }
    }

    /// The first sentence of the description: what follows are numbers for the vendor.
    var sentence: String {
        let line = description.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let end = line.firstRange(of: " Trace ID:")?.lowerBound ?? line.endIndex
        return String(line[..<end].prefix(300))
    }
}
