/// What `TrustSettings.xml` and the stores said.
package struct TrustObservation: Sendable, Equatable {
    package var settings: SettingsReading
    /// `nil`: the settings named no certificate to look for.
    package var lookup: StoreLookup?

    package init(settings: SettingsReading, lookup: StoreLookup? = nil) {
        self.settings = settings
        self.lookup = lookup
    }
}

/// How reading `TrustSettings.xml` went.
package enum SettingsReading: Sendable, Equatable {
    case read(TrustSettings)
    /// No such file; the nearest ancestor directory that does exist.
    case missing(nearest: String)
    /// There is something, but it cannot be read; the system's words.
    case unreadable(String)
    /// It can be read, but does not say what it should. `line` and `column` count from 1.
    case malformed(SettingsFault, line: Int, column: Int)
    /// The look was told to end before the file answered: its time was up.
    case outOfTime
}

/// What is wrong with the text of `TrustSettings.xml`.
package enum SettingsFault: Sendable, Equatable {
    /// No bytes, or nothing but white space.
    case empty
    /// The document ends in the middle.
    case truncated
    /// More bytes than the bound.
    case tooLarge(limit: Int)
    /// Elements nested beyond the bound.
    case tooDeep(limit: Int)
    /// A document type declaration, which is refused unread.
    case documentType
    /// Not well-formed; expat's words.
    case notWellFormed(String)
    /// The root element is another one.
    case wrongRoot(String)
    /// The element is absent.
    case elementMissing(String)
    /// The element stands there twice.
    case elementRepeated(String)
    /// The thumbprint is not 40 hexadecimal digits; the text found (at most 100 characters).
    case thumbprint(String)
    /// `IsInUserStore` is neither true nor false; the text found (at most 100 characters).
    case notBoolean(String)
}

/// What `TrustSettings.xml` says.
package struct TrustSettings: Sendable, Equatable, Codable {
    package var thumbprint: Thumbprint
    package var isInUserStore: Bool

    package init(thumbprint: Thumbprint, isInUserStore: Bool) {
        self.thumbprint = thumbprint
        self.isInUserStore = isInUserStore
    }
}

/// How the search for a thumbprint in a store went.
package struct StoreLookup: Sendable, Equatable {
    /// The configured places that were searched.
    package var places: [String]
    /// How many certificates were seen there.
    package var certificates: Int
    package var found: FoundCertificate?
    /// What could not be searched, at most 20.
    package var problems: [StoreProblem]
    /// The look was told to end before every place was searched.
    package var isUnfinished: Bool

    package init(
        places: [String], certificates: Int = 0, found: FoundCertificate? = nil,
        problems: [StoreProblem] = [], isUnfinished: Bool = false
    ) {
        self.places = places
        self.certificates = certificates
        self.found = found
        self.problems = problems
        self.isUnfinished = isUnfinished
    }
}

/// The certificate that a thumbprint names, and the file it lies in.
package struct FoundCertificate: Sendable, Equatable {
    package var facts: CertificateFacts
    package var file: String
    /// Whether a private key lies beside it; `nil`: the format does not say.
    package var hasKey: Bool?

    package init(facts: CertificateFacts, file: String, hasKey: Bool? = nil) {
        self.facts = facts
        self.file = file
        self.hasKey = hasKey
    }
}

/// A place or file of a store that could not be searched.
package struct StoreProblem: Sendable, Equatable {
    package enum Kind: Sendable {
        /// Nothing is there.
        case missing
        /// EACCES or EPERM.
        case permission
        /// No password at hand opens it.
        case password
        /// Its contents are no certificate container, or a broken one.
        case damaged
        /// Bigger than the bound, or more files than the bound.
        case tooLarge
        /// Anything else the system said.
        case system
    }

    package var kind: Kind
    package var path: String
    /// One sentence part: the system's or OpenSSL's words.
    package var detail: String

    package init(_ kind: Kind, path: String, detail: String) {
        self.kind = kind
        self.path = path
        self.detail = detail
    }
}
