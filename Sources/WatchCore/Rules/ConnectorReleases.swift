/// A release of the connector.
package struct ConnectorRelease: Sendable, Equatable {
    package var version: ConnectorVersion
    /// When it was released, as `YYYY-MM-DD`.
    package var date: String
}

/// The releases that a connector's version is held against.
///
/// Source: the vendor's page "Microsoft Entra private network connector version release notes", as of 2026-06-08.
package enum ConnectorReleases {
    /// The newest that connectors upgrade to by themselves: an older one means that the updater does not work.
    package static let automatic = ConnectorRelease(
        version: ConnectorVersion(1, 5, 4522, 0), date: "2025-10-10")
    /// The newest that can be downloaded.
    package static let download = ConnectorRelease(
        version: ConnectorVersion(1, 5, 4892, 0), date: "2026-06-08")
}

/// How old the version of a connector is.
package enum VersionStanding: String, Sendable, Codable, CaseIterable {
    /// No release that is known is newer.
    case newest
    /// A newer one can be downloaded, and connectors do not upgrade to it by themselves.
    case downloadNewer = "download-newer"
    /// It should have upgraded by itself.
    case automaticNewer = "automatic-newer"

    /// Returns `nil` for a version that cannot be read.
    package init?(of text: String) {
        guard let version = ConnectorVersion(text) else { return nil }
        self =
            if version < ConnectorReleases.automatic.version {
                .automaticNewer
            } else if version < ConnectorReleases.download.version {
                .downloadNewer
            } else {
                .newest
            }
    }
}

/// The version of a connector: four numbers.
package struct ConnectorVersion: Sendable, Equatable, Comparable, CustomStringConvertible {
    private var numbers: [Int]

    init(_ numbers: Int...) { self.numbers = numbers }

    /// Returns `nil` if it is not up to four numbers with dots between them.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
        }
        guard (2...4).contains(parts.count), numbers.count == parts.count else { return nil }
        self.numbers = numbers + Array(repeating: 0, count: 4 - numbers.count)
    }

    package var description: String { numbers.map(String.init).joined(separator: ".") }

    package static func < (a: ConnectorVersion, b: ConnectorVersion) -> Bool {
        a.numbers.lexicographicallyPrecedes(b.numbers)
    }
}
