package import FoundationEssentials
package import WatchCore

/// A cause that logs show, with the evidence for it.
package struct DiagnosedCause: Sendable {
    package var signature: Signature
    package var grade: Grade
    /// The tokens of the record that shows it best.
    package var evidence: [String]
    /// The first records that show it.
    package var quotes: [Quote]
    /// How many records show it.
    package var count: Int
    /// Of the records that have a time.
    package var first: Date?
    package var last: Date?
    package var hosts: [NamedHost]
    package var thumbprints: [Thumbprint]
    /// The name of an earlier cause that this one may be a consequence of.
    package var follows: String?

    /// A part of a record.
    package struct Quote: Sendable {
        /// As it was named, or `nil` for the standard input.
        package var file: String?
        package var line: Int
        package var record: Int
        package var time: Date?
        /// One line, in which users and secrets are masked.
        package var text: String
    }

    /// More records are counted and not quoted.
    static let quoteLimit = 3
    /// More hosts and thumbprints are left out.
    static let namedLimit = 8
}
