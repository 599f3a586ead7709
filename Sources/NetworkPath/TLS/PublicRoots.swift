internal import Certificates
internal import Files
internal import WatchCore

/// The roots of the distribution, as opposed to those that were added on this host.
///
/// Both are trusted; a chain that ends in an added one is a sign of TLS inspection.
final class PublicRoots {
    private let places: [String]
    private var thumbprints: Set<Thumbprint>?

    /// The longest file that is read, in bytes: some distributions ship all of their roots in one.
    private static let fileLimit = 16 << 20
    /// How deep directories may lie in one another.
    private static let depthLimit = 4

    /// The certificates are read when they are first needed, which takes some milliseconds.
    ///
    /// - Parameter places: directories of PEM files; the first one that has certificates counts.
    init(in places: [String]) {
        self.places = places
    }

    /// Whether a root has this thumbprint, or `nil` if this host has no roots of a distribution.
    func contains(_ thumbprint: Thumbprint) -> Bool? {
        let known = thumbprints ?? read()
        return known.isEmpty ? nil : known.contains(thumbprint)
    }

    /// They are read anew the next time where this process lacked a descriptor for some.
    private func read() -> Set<Thumbprint> {
        let shortages = Descriptors.shortages
        let read = places.lazy.map { Self.thumbprints(below: $0) }.first { !$0.isEmpty } ?? []
        if Descriptors.shortages == shortages { thumbprints = read }
        return read
    }

    private static func thumbprints(below place: String, depth: Int = 0) -> Set<Thumbprint> {
        var found: Set<Thumbprint> = []
        guard depth < depthLimit else { return found }
        for entry in DirectoryListing.entries(of: place) {
            let path = "\(place)/\(entry.name)"
            found.formUnion(
                entry.isDirectory == true
                    ? thumbprints(below: path, depth: depth + 1) : Set(thumbprints(in: path)))
        }
        return found
    }

    private static func thumbprints(in file: String) -> [Thumbprint] {
        guard let bytes = try? RegularFile.read(file, limit: fileLimit) else { return [] }
        return PEMBlock.certificates(in: bytes) { CertificateDigest(der: $0)?.thumbprint }
    }
}
