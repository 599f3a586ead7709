internal import COpenSSL
internal import Certificates
internal import FoundationEssentials
internal import WatchCore

/// The roots of the distribution, as opposed to those that were added on this host.
///
/// Both are trusted; a chain that ends in an added one is a sign of TLS inspection.
final class PublicRoots {
    private let places: [String]
    private lazy var thumbprints = places.lazy.map(Self.thumbprints).first { !$0.isEmpty }

    /// The certificates are read when they are first needed, which takes some milliseconds.
    ///
    /// - Parameter places: directories of PEM files; the first one that has certificates counts.
    init(in places: [String]) {
        self.places = places
    }

    /// Whether a root has this thumbprint, or `nil` if this host has no roots of a distribution.
    func contains(_ thumbprint: Thumbprint) -> Bool? {
        thumbprints?.contains(thumbprint)
    }

    private static func thumbprints(below place: String) -> Set<Thumbprint> {
        let files = (try? FileManager.default.subpathsOfDirectory(atPath: place)) ?? []
        return files.reduce(into: []) { $0.formUnion(thumbprints(in: "\(place)/\($1)")) }
    }

    private static func thumbprints(in file: String) -> [Thumbprint] {
        ERR_set_mark()
        defer { ERR_pop_to_mark() }
        guard let input = BIO_new_file(file, "r") else { return [] }
        return PEMBlock.certificates(from: input) { CertificateDigest(der: $0)?.thumbprint }
    }
}
