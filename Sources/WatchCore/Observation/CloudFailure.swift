package import FoundationEssentials

/// Why the cloud could not be asked, or gave no answer that helps.
package enum CloudFailure: Error, Sendable, Equatable {
    /// No answer came, for what was found on the path.
    case path(UnansweredRequest)
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
    /// An application lacks a permission; those that it has by its token, or `nil` if the token does not tell.
    case forbidden(PageAddress, CloudError, granted: [String]?)
    /// There is nothing to sign in with; as the end of a sentence about the cloud.
    case credential(String)

    /// Whoever was to sign in has declined.
    case declined
    /// Nobody has signed in while the code was valid.
    case expired

    /// How long it asks to wait, or `nil` if it does not.
    package var wait: Duration? {
        if case .busy(_, _, let wait) = self { wait } else { nil }
    }
}

/// A request to the cloud that no answer came to.
package struct UnansweredRequest: Sendable, Equatable {
    package var page: PageAddress
    /// As far as it came.
    package var path: PathObservation
    /// The proxy that it was sent through, or `nil` if it was sent directly.
    package var proxy: OutboundProxy?
    /// How long the other side was waited for.
    package var timeout: Duration
    package var date: Date

    package init(
        page: PageAddress, path: PathObservation, proxy: OutboundProxy?, timeout: Duration, date: Date
    ) {
        self.page = page
        self.path = path
        self.proxy = proxy
        self.timeout = timeout
        self.date = date
    }
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
    package var sentence: String {
        let line = description.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let end = line.firstRange(of: " Trace ID:")?.lowerBound ?? line.endIndex
        return String(line[..<end].prefix(300))
    }

    /// As in `invalid_grant (AADSTS50059: No tenant-identifying information found)`.
    package var text: String {
        let said = sentence
        let code = code.prefix(100)
        guard !said.isEmpty else { return String(code) }
        return "\(code) (\(said.hasSuffix(".") ? String(said.dropLast()) : said))"
    }
}
