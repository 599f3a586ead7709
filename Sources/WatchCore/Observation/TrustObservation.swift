/// What `TrustSettings.xml` and the stores said.
package struct TrustObservation: Sendable, Equatable {
    package var settings: SettingsReading
    /// The settings file that was read, or `nil` if it is the one that the target names.
    package var settingsFile: String?
    /// The store that the settings name, or `nil` if they named no certificate to look for.
    package var lookup: StoreLookup?
    /// The other store, or `nil` if the probe did not come to it.
    ///
    /// What is found here though not in ``lookup`` lies in the wrong store; what is found in both is a copy.
    /// Whatever is wrong with this store is told here alone and says nothing about the certificate in use.
    package var elsewhere: StoreLookup?

    package init(
        settings: SettingsReading, settingsFile: String? = nil, lookup: StoreLookup? = nil,
        elsewhere: StoreLookup? = nil
    ) {
        self.settings = settings
        self.settingsFile = settingsFile
        self.lookup = lookup
        self.elsewhere = elsewhere
    }

    /// The certificate that the settings name, in whichever store it was found.
    package var inUse: FoundCertificate? { lookup?.found ?? elsewhere?.found }

    /// The certificate in further files than the one of ``lookup``, in its own store first.
    package var copies: [FoundCertificate] {
        guard let lookup, lookup.found != nil else { return elsewhere?.copies ?? [] }
        return lookup.copies + (elsewhere?.found.map { [$0] } ?? []) + (elsewhere?.copies ?? [])
    }

    /// The superseded certificates of both stores, each once, the newest first, at most ``StoreLookup/supersededLimit``.
    package var superseded: [FoundCertificate] {
        var told: Set<Thumbprint> = []
        let all = ((lookup?.superseded ?? []) + (elsewhere?.superseded ?? [])).filter {
            told.insert($0.facts.thumbprint).inserted
        }
        return Array(all.sorted(by: FoundCertificate.isNewer).prefix(StoreLookup.supersededLimit))
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
    case malformed(SettingsFailure, line: Int, column: Int)
    /// The directory that a Windows host's drive or folder is to be mounted on does not show it; the system's words,
    /// or a sentence part.
    case shareUnavailable(path: String, detail: String)
    /// The probe was told to end before the file answered: its time was up.
    case outOfTime
}

/// What is wrong with the text of `TrustSettings.xml`.
package enum SettingsFailure: Sendable, Equatable {
    /// No bytes, or nothing but white space.
    case empty
    /// Nothing but zero bytes.
    case zeroBytes
    /// A second byte order mark.
    case secondMark
    /// Another version of XML than 1.0.
    case version(String)
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
    /// What some of the connector's readers take and others refuse; the text found (at most 100 characters).
    case oddSpelling(String)
    /// `IsInUserStore` is neither true nor false; the text found (at most 100 characters).
    case notBoolean(String)
}

/// What `TrustSettings.xml` says.
package struct TrustSettings: Sendable {
    package var thumbprint: Thumbprint
    package var isInUserStore: Bool
    /// A text in the file that some of the connector's readers refuse; it is not part of what the settings say.
    package var oddSpelling: OddSpelling?

    package init(thumbprint: Thumbprint, isInUserStore: Bool) {
        self.thumbprint = thumbprint
        self.isInUserStore = isInUserStore
    }
}

/// A text of `TrustSettings.xml` that not every reader of it takes, and where it stands.
package struct OddSpelling: Sendable, Equatable {
    package var text: String
    package var line: Int
    package var column: Int

    package init(_ text: String, line: Int, column: Int) {
        self.text = text
        self.line = line
        self.column = column
    }
}

extension TrustSettings: Equatable {
    package static func == (a: TrustSettings, b: TrustSettings) -> Bool {
        a.thumbprint == b.thumbprint && a.isInUserStore == b.isInUserStore
    }
}

extension TrustSettings: Codable {
    private enum CodingKeys: CodingKey {
        case thumbprint
        case isInUserStore
    }
}
