/// How the search for a thumbprint in a store went.
package struct StoreLookup: Sendable, Equatable {
    /// More copies, superseded certificates and problems are not kept.
    package static let copyLimit = 20
    package static let supersededLimit = 20
    package static let problemLimit = 20

    /// The configured places that were searched.
    package var places: [String]
    /// How many certificates were seen there, in as many files as there are.
    package var certificates: Int
    /// The first file that holds it, in the places' order.
    package var found: FoundCertificate?
    /// The further files that hold it; links to one that is told already do not count.
    package var copies: [FoundCertificate]
    /// Other certificates that look like the same agent's, the newest first, without their keys.
    ///
    /// They have the issuer and the subject of the wanted one, or, where that was found nowhere, the issuer that
    /// the settings expect. Each is told once, authorities are left out. Of thousands of certificates by that issuer
    /// not all are probed.
    package var superseded: [FoundCertificate]
    /// What could not be searched before the certificate was found, and may have held it.
    package var problems: [StoreProblem]
    /// What could not be searched after it was found: at most a copy lies there.
    package var laterProblems: [StoreProblem]
    /// Where files of these places hold it in another store of Windows than the personal one, which does not count.
    package var otherStores: [OtherWindowsStore]
    /// Whether a file that cannot be read, and is named like a certificate or a copy of the wanted one, changed just
    /// before: it may be that one on its way.
    package var isChanging = false
    /// The probe was told to end before every place was searched.
    package var isUnfinished: Bool

    package init(
        places: [String], certificates: Int = 0, found: FoundCertificate? = nil,
        copies: [FoundCertificate] = [], superseded: [FoundCertificate] = [], problems: [StoreProblem] = [],
        laterProblems: [StoreProblem] = [], otherStores: [OtherWindowsStore] = [], isUnfinished: Bool = false
    ) {
        self.places = places
        self.certificates = certificates
        self.found = found
        self.copies = copies
        self.superseded = superseded
        self.problems = problems
        self.laterProblems = laterProblems
        self.otherStores = otherStores
        self.isUnfinished = isUnfinished
    }
}

/// A certificate, and a file that it lies in.
package struct FoundCertificate: Sendable, Equatable {
    package var facts: CertificateFacts
    package var file: String
    /// Whether a private key lies in the same file, or `nil` if the format has no room for one.
    package var hasKey: Bool?
    /// `nil` if its key was not looked for.
    package var key: KeyFacts?
    /// What Windows keeps beside it, or `nil` if the file does not come from a store of Windows.
    package var windows: WindowsProperties?

    package init(
        facts: CertificateFacts, file: String, hasKey: Bool? = nil, key: KeyFacts? = nil,
        windows: WindowsProperties? = nil
    ) {
        self.facts = facts
        self.file = file
        self.hasKey = hasKey
        self.key = key
        self.windows = windows
    }

    /// Whether `a` was issued later than `b`; the file decides where both dates are the same.
    package static func isNewer(_ a: FoundCertificate, _ b: FoundCertificate) -> Bool {
        if a.facts.notBefore != b.facts.notBefore { return a.facts.notBefore > b.facts.notBefore }
        if a.facts.notAfter != b.facts.notAfter { return a.facts.notAfter > b.facts.notAfter }
        return a.file < b.file
    }
}

/// A store of Windows whose certificates no connector uses, as `CA` or `Disallowed`, in an export of its registry.
package struct OtherWindowsStore: Sendable, Equatable {
    package var name: String
    package var file: String

    package init(name: String, file: String) {
        self.name = name
        self.file = file
    }
}

/// A place or file of a store that could not be searched.
package struct StoreProblem: Sendable, Equatable {
    package enum Kind: Sendable {
        /// Nothing is there.
        case missing
        /// EACCES or EPERM.
        case permission
        /// EACCES, although an entry of the file's access control list gives access: its mask voids that.
        case masked
        /// No password at hand opens it.
        case password
        /// Its contents are no certificate container, or a broken one.
        case damaged
        /// A container of certificates that is known and not read.
        case unsupported
        /// Bigger than the bound, or more files than the bound.
        case tooLarge
        /// Anything else the system said.
        case system
    }

    package var kind: Kind
    package var path: String
    /// One sentence part: the system's or OpenSSL's words.
    package var detail: String
    /// Whether the file changed just before, so that it may still be being copied.
    package var isYoung: Bool

    package init(_ kind: Kind, path: String, detail: String, isYoung: Bool = false) {
        self.kind = kind
        self.path = path
        self.detail = detail
        self.isYoung = isYoung
    }
}
